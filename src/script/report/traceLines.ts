/** What happened inside the gateway, an event a line. Pure. */
import type { GatewayEvent } from '../../flow/api.ts';
import { visible } from '../../text/sanitize.ts';
import { charactersOf, displayWidth } from '../../text/width.ts';

const MOST_EVENTS = 12;
/** The same for all events of a script, or of no use to people. */
const UNTOLD = new Set(['id', 'type', 'world', 'at', 'sessionId']);

/** The last events, each in a line of at most `width` columns: `09:00:00Z ussd.dial msisdn=79161234567 code=*111*455#`. */
export function traceLines(trace: readonly GatewayEvent[], width: number): string[] {
  return trace.slice(-MOST_EVENTS).map((event) => clipped(inOneLine(event), width));
}

function inOneLine(event: GatewayEvent): string {
  const words = [`${event.at.slice(11, 19)}Z`, event.type, ...fieldsOf(event)];
  return visible(words.join(' ')).replaceAll('\n', ' ⏎ ');
}

/** `name=value`; what belongs to an SMS or a call stands beside the rest. */
function fieldsOf(fields: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    if (UNTOLD.has(name)) return [];
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return fieldsOf({ ...value });
    return `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`;
  });
}

function clipped(line: string, width: number): string {
  if (displayWidth(line) <= width) return line;
  const characters = charactersOf(line);
  let columns = displayWidth(line);
  while (columns > width - 1) columns -= displayWidth(characters.pop() ?? '');
  return `${characters.join('')}…`;
}
