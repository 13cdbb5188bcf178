/** What the event log tells of a phone, as acts of a script. Pure. */
import type { GatewayEvent } from '../../flow/api.ts';
import type { RecordedAct, Recording } from '../../script/language/write.ts';
import { numbersIn } from './phones.ts';
import { waitBetween } from './waiting.ts';

/** An act, when it was, and which dialogue it belongs to. */
interface PastAct {
  readonly at: number;
  readonly sessionId: string | null;
  readonly recording: Recording;
}

export interface Past {
  /** World time of the first act, epoch ms. */
  readonly begun: number;
  readonly acts: readonly Recording[];
  /** Numbers of other phones that were typed. */
  readonly others: readonly string[];
}

/** What the phone did. Of a dialogue by its id: from its first act to its last. */
export interface Wanted {
  readonly msisdn: string;
  /** Null: all that is remembered. */
  readonly sessionId: string | null;
}

const PHONE = 'phone';

/** The phone that had this dialogue, or null. */
export function phoneOfSession(events: readonly GatewayEvent[], sessionId: string): string | null {
  return events.find((event) => event.sessionId === sessionId)?.msisdn ?? null;
}

/** What is wanted of these events (oldest first), or null where nothing of it is there. */
export function pastOf(events: readonly GatewayEvent[], { msisdn, sessionId }: Wanted): Past | null {
  const all = events.filter((event) => event.msisdn === msisdn).reduce(withEvent, []);
  const acts = sessionId === null ? all : dialogueIn(all, sessionId);
  const [first] = acts;
  if (first === undefined) return null;
  const typed = acts.flatMap(({ recording }) => numbersIn(recording.did));
  const others = new Set(typed.filter((number) => number !== msisdn));
  return { begun: first.at, acts: acts.flatMap(withWait), others: [...others] };
}

function withEvent(acts: readonly PastAct[], event: GatewayEvent): readonly PastAct[] {
  const did = actIn(event);
  if (did !== null) return [...acts, begunBy(event, did)];
  const last = acts.at(-1);
  const more = last === undefined ? null : outcomeIn(last.recording, event);
  if (last === undefined || more === null) return acts;
  const sessionId = last.sessionId ?? idIn(event);
  return [...acts.slice(0, -1), { ...last, sessionId, recording: more }];
}

function begunBy(event: GatewayEvent, did: RecordedAct): PastAct {
  const screen = did.verb === 'push' ? { text: did.text, ends: !did.reply } : null;
  const recording = { phone: PHONE, did, screen, refused: null, sms: [] };
  return { at: Date.parse(event.at), sessionId: idIn(event), recording };
}

function idIn({ sessionId }: GatewayEvent): string | null {
  return typeof sessionId === 'string' ? sessionId : null;
}

/** What a phone does, or is done to it, by the type of the event. */
const ACTS: Readonly<Record<string, (event: GatewayEvent) => RecordedAct>> = {
  'ussd.dial': ({ code }) => ({ verb: 'dial', code: String(code) }),
  'ussd.input': ({ input }) => ({ verb: 'answer', input: String(input) }),
  'ussd.reply': ({ input }) => ({ verb: 'answer', input: String(input) }),
  'ussd.hangup': () => ({ verb: 'hangup' }),
  'ussd.push': ({ from, text, expectsReply }) => ({
    verb: 'push',
    from: String(from),
    text: String(text),
    reply: expectsReply === true,
  }),
  'sms.in': ({ to, text }) => ({ verb: 'sms', to: String(to), text: String(text) }),
};

function actIn(event: GatewayEvent): RecordedAct | null {
  return ACTS[event.type]?.(event) ?? null;
}

/** The act with what came of it, or null where the event says nothing of that. */
function outcomeIn(recording: Recording, { type, text, awaiting, sms }: GatewayEvent): Recording | null {
  if (type === 'ussd.screen') return { ...recording, screen: { text: String(text), ends: awaiting !== true } };
  if (type !== 'sms.out') return null;
  const came = sms as { readonly from: string; readonly text: string };
  return { ...recording, sms: [...recording.sms, { from: came.from, text: came.text }] };
}

function dialogueIn(acts: readonly PastAct[], sessionId: string): readonly PastAct[] {
  const isOfIt = (act: PastAct) => act.sessionId === sessionId;
  const [first, last] = [acts.findIndex(isOfIt), acts.findLastIndex(isOfIt)];
  return first < 0 ? [] : acts.slice(first, last + 1);
}

function withWait({ at, recording }: PastAct, index: number, acts: readonly PastAct[]): Recording[] {
  const before = acts[index - 1];
  return before === undefined ? [recording] : [...waitBetween(PHONE, before.at, at), recording];
}
