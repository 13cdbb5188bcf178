/** A dialogue as bubbles: the phone on the left, the network on the right. Pure. */
import type { InboxSms } from '../../flow/api.ts';
import { visible } from '../../text/sanitize.ts';
import { displayWidth, padTo, tail, wrap } from '../../text/width.ts';
import type { Entry } from '../run/result.ts';
import type { Shown } from '../wire.ts';
import type { Brush, Paint } from './paint.ts';

/** A bubble takes so much of the width at most. */
const SHARE = 0.62;
/** `│ ` and ` │`. */
const EDGES = 4;
/** Steps that are drawn; of those before only the number is told. */
const MOST_STEPS = 12;
/** Characters and lines of a bubble that are drawn: more than a screen has, and as many as an SMS of some parts. */
const MOST_CHARACTERS = 2_000;
const MOST_LINES = 50;
/** Characters of a title that are looked at: its end is drawn. */
const MOST_OF_TITLE = 200;

interface Bubble {
  readonly side: 'left' | 'right';
  readonly text: string;
  /** In the upper edge. */
  readonly title: string;
  /** In the lower edge. */
  readonly note: string;
  readonly brush: Brush;
}

/** Lines of at most `width` columns; of a long dialogue the last steps. */
export function drawDialogue(transcript: readonly Entry[], width: number, paint: Paint): string[] {
  const shown = transcript.slice(-MOST_STEPS);
  const left = transcript.length - shown.length;
  const names = new Set(transcript.map(({ phone }) => phone)).size > 1;
  const before = left === 0 ? [] : [paint.dim(left === 1 ? '… 1 step before' : `… ${left} steps before`)];
  return [...before, ...shown.flatMap((entry) => drawEntry(entry, names, width, paint))];
}

function drawEntry(entry: Entry, names: boolean, width: number, paint: Paint): string[] {
  const { deed, phone, screens, refusal, sms } = entry;
  const title = names ? phone : '';
  const sent: Bubble = { side: 'left', text: deed.text, title, note: '', brush: paint.phone };
  const done =
    deed.kind === 'phone'
      ? drawBubble(sent, width)
      : drawDeed(names ? `${phone}: ${deed.text}` : deed.text, width, paint);
  const answers = [
    ...screens.map((screen) => screenBubble(screen, title, paint)),
    ...(refusal === null ? [] : [refusalBubble(refusal, paint)]),
    ...sms.map((each) => smsBubble(each, title, paint)),
  ];
  return [...done, ...answers.flatMap((bubble) => drawBubble(bubble, width))];
}

function screenBubble({ text, awaiting }: Shown, title: string, { network }: Paint): Bubble {
  return { side: 'right', text, title, note: awaiting ? '' : 'end', brush: network };
}

function refusalBubble({ word, detail }: NonNullable<Entry['refusal']>, { bad }: Paint): Bubble {
  return { side: 'right', text: detail === '' ? word : detail, title: `refused: ${word}`, note: '', brush: bad };
}

function smsBubble({ from, text }: InboxSms, phone: string, { good }: Paint): Bubble {
  const title = `SMS ${from}${phone === '' ? '' : ` to ${phone}`}`;
  return { side: 'right', text, title, note: '', brush: good };
}

function drawDeed(text: string, width: number, { dim }: Paint): string[] {
  return linesOf(text, width - EDGES).map((line) => dim(`  · ${line}`));
}

/** A text in lines, safe to show; of a long one its beginning. */
function linesOf(text: string, columns: number): string[] {
  const drawn = text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS).toWellFormed()}…`;
  const lines = wrap(visible(drawn), columns);
  return lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES - 1), '…'];
}

function drawBubble({ side, text, title, note, brush }: Bubble, width: number): string[] {
  const most = Math.max(10, Math.floor(width * SHARE) - EDGES);
  const head = edge(tail(visible(title.slice(-MOST_OF_TITLE).toWellFormed()).replaceAll('\n', ' '), most - 2));
  const foot = edge(note);
  const lines = linesOf(text, most);
  const inner = Math.max(...lines.map(displayWidth), displayWidth(head) - 1, displayWidth(foot) - 1);
  const margin = side === 'left' ? '' : ' '.repeat(Math.max(0, width - inner - EDGES));
  const rule = (length: number) => '─'.repeat(Math.max(0, length));
  return [
    `${margin}${brush(`╭${head}${rule(inner + 2 - displayWidth(head))}╮`)}`,
    ...lines.map((line) => `${margin}${brush('│')} ${padTo(line, inner)} ${brush('│')}`),
    `${margin}${brush(`╰${rule(inner + 2 - displayWidth(foot))}${foot}╯`)}`,
  ];
}

/** A word in an edge: `─ end ─`. */
function edge(word: string): string {
  return word === '' ? '' : `─ ${word} ─`;
}
