/** What happened inside the gateway, an event a line. Pure. */
import type { GatewayEvent } from '../../flow/api.ts';
import { visible } from '../../text/sanitize.ts';
import { charactersOf, displayWidth } from '../../text/width.ts';

const MOST_EVENTS = 12;
/** The same for all events of a script, or of no use to people. */
const UNTOLD = new Set(['id', 'type', 'world', 'at', 'sessionId']);

/** What an event is about: its fields need no name before theirs. */
const SUBJECTS = new Set(['sms', 'faults']);
/** What goes over a bind is told by what it brings about. */
const PDU = 'smpp.pdu';
/** What comes of closing a scene, when all steps are done. */
const CLOSING = new Set(['smpp.unbind', 'ussd.released']);

/** The last events of the steps, each in a line of at most `width` columns: `09:00:00Z ussd.dial msisdn=79161234567 code=*111*455#`. */
export function traceLines(trace: readonly GatewayEvent[], width: number): string[] {
  const told = trace.filter(({ type }) => type !== PDU);
  const end = told.findLastIndex(({ type }) => !CLOSING.has(type)) + 1;
  return told.slice(Math.max(0, end - MOST_EVENTS), end).map((event) => clipped(inOneLine(event), width));
}

function inOneLine(event: GatewayEvent): string {
  const words = [`${event.at.slice(11, 19)}Z`, event.type, ...fieldsOf(event)];
  return visible(words.join(' ')).replaceAll('\n', ' ⏎ ');
}

/** `name=value`; of fields within others `httpDelay.by=PT8S`. */
function fieldsOf(fields: Readonly<Record<string, unknown>>, above = ''): string[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    if (above === '' && UNTOLD.has(name)) return [];
    const full = `${above}${name}`;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return fieldsOf({ ...value }, SUBJECTS.has(full) ? '' : `${full}.`);
    }
    return `${full}=${typeof value === 'string' ? value : JSON.stringify(value)}`;
  });
}

function clipped(line: string, width: number): string {
  if (displayWidth(line) <= width) return line;
  const characters = charactersOf(line);
  let columns = displayWidth(line);
  while (columns > width - 1) columns -= displayWidth(characters.pop() ?? '');
  return `${characters.join('')}…`;
}
