/** A script's phones on a bind. */
import type { AppDialogue, AppScreen } from '../../../flow/api.ts';
import { STATUSES } from '../../../smpp/pdu/statuses.ts';
import type { Phones, Reply, Shown } from '../../wire.ts';
import { type Bind, statusWord } from './bind.ts';

/** What is there besides the bind. */
export interface OtherWay {
  /** The phone is about to speak on the bind for the first time. */
  firstSpeech(msisdn: string): Promise<void>;
  /** How the network is made to begin, and how a phone answers that has not spoken on the bind yet; null where nobody can be asked. */
  readonly control: Pick<Phones, 'push' | 'answer' | 'hangUp'> | null;
}

type Talking = Pick<Phones, 'dial' | 'answer' | 'hangUp' | 'sms' | 'push'>;

/** How long a push may take to the phone, ms. */
const PUSH_PATIENCE = 5_000;

const IN_NONE = { ok: false, figures: {}, detail: 'The phone is in no dialogue.' } as const;

/** Phones over a bind. They remember the dialogue that each of them is in. */
export function phonesOn(bind: Bind, other: OtherWay): Talking {
  const dialogues = new Map<string, AppDialogue>();
  const spoken = new Set<string>();
  /** Phones whose dialogue is not on the bind. */
  const elsewhere = new Set<string>();
  let count = 0;

  const speak = async (msisdn: string) => {
    if (!spoken.has(msisdn)) await other.firstSpeech(msisdn);
    spoken.add(msisdn);
    elsewhere.delete(msisdn);
    return bind.farSide();
  };
  /** On no wire a phone that was never in a dialogue is told that one is over. */
  const none = (msisdn: string): Reply<never> => ({
    ...IN_NONE,
    word: spoken.has(msisdn) ? 'session-over' : 'unknown-session',
  });
  const shown = (dialogue: AppDialogue, screen: AppScreen): Reply<Shown> => {
    const { msisdn } = dialogue;
    if (screen.kind === 'screen' && screen.awaiting) dialogues.set(msisdn, dialogue);
    else dialogues.delete(msisdn);
    if (screen.kind === 'lost') return troubleOf(bind, msisdn, WORDS_OF_USSD);
    return { ok: true, value: { text: screen.text, awaiting: screen.awaiting } };
  };
  /** The dialogue that the phone is in. The network may have ended it meanwhile. */
  const inDialogue = (msisdn: string) => {
    if (bind.ear.takeEnd(msisdn) !== null) dialogues.delete(msisdn);
    return dialogues.get(msisdn) ?? null;
  };

  return {
    async dial(msisdn, code) {
      const { application } = await speak(msisdn);
      bind.ear.takeEnd(msisdn);
      count += 1;
      const dialogue = { sessionId: `dial${count}`, msisdn, code: firstSegment(code), language: '' };
      return shown(dialogue, await application.begin(dialogue, code));
    },
    async answer(msisdn, input) {
      if (elsewhere.has(msisdn)) return other.control?.answer(msisdn, input) ?? none(msisdn);
      const dialogue = inDialogue(msisdn);
      if (dialogue === null) return none(msisdn);
      const { application } = await speak(msisdn);
      return shown(dialogue, await application.answer(dialogue, input));
    },
    async hangUp(msisdn) {
      if (elsewhere.has(msisdn)) return other.control?.hangUp(msisdn) ?? none(msisdn);
      const dialogue = inDialogue(msisdn);
      if (dialogue === null) return none(msisdn);
      dialogues.delete(msisdn);
      const { application } = await speak(msisdn);
      application.end(dialogue, 'hang-up');
      await bind.watched.idle();
      return { ok: true, value: null };
    },
    async sms(msisdn, to, text) {
      const { end } = await speak(msisdn);
      count += 1;
      const id = count.toString(16).padStart(4, '0');
      const delivery = await end.deliver({ kind: 'to-application', id, from: msisdn, to, text });
      return delivery === 'taken' ? { ok: true, value: null } : troubleOf(bind, msisdn, WORDS_OF_SMS);
    },
    async push(msisdn, push) {
      if (other.control === null) return { ...IN_NONE, word: '', detail: 'Nobody here can push.' };
      const reply = await other.control.push(msisdn, push);
      if (!spoken.has(msisdn)) elsewhere.add(msisdn);
      if (!reply.ok || !spoken.has(msisdn)) return reply;
      const pushed = await heardWithin(bind, PUSH_PATIENCE, () => bind.ear.takePush(msisdn));
      if (pushed === null) return { ...IN_NONE, word: 'no-answer', detail: 'The push did not reach the phone.' };
      const dialogue = { sessionId: pushed.sessionId, msisdn, code: push.from, language: '' };
      return shown(dialogue, { kind: 'screen', ...pushed.shown });
    },
  };
}

/** Asks again at each thing that is heard, until there is an answer or the time is over (ms). */
export async function heardWithin<T>({ ear }: Bind, patience: number, look: () => T | null): Promise<T | null> {
  const signal = AbortSignal.timeout(patience);
  for (;;) {
    const found = look();
    if (found !== null || signal.aborted) return found;
    await ear.more(signal);
  }
}

/** `*111` of `*111*455#`: what is dialled stands in the text; this is only where to. */
function firstSegment(code: string): string {
  return /^[*#]+[^*#]*/.exec(code)?.[0] ?? code;
}

/** What a status means, in the stable words of other wires. */
type Words = Readonly<Record<number, string>>;

const WORDS_OF_USSD: Words = {
  [STATUSES.ESME_RINVDSTADR.code]: 'bad-code',
  [STATUSES.ESME_RSUBMITFAIL.code]: 'session-over',
  [STATUSES.ESME_RINVMSGLEN.code]: 'bad-input',
  [STATUSES.ESME_RX_T_APPN.code]: 'ussd-busy',
  [STATUSES.ESME_RSYSERR.code]: 'store-unavailable',
};
const WORDS_OF_SMS: Words = {
  [STATUSES.ESME_RINVDSTADR.code]: 'unknown-short-code',
  [STATUSES.ESME_RINVMSGLEN.code]: 'bad-sms',
  [STATUSES.ESME_RSYSERR.code]: 'store-unavailable',
};

/** Where a status has no other word it is its own, like `esme_rthrottled`. */
function troubleOf({ watched }: Bind, msisdn: string, words: Words): Reply<never> {
  const trouble = watched.trouble(msisdn);
  if (trouble?.kind !== 'status') return { ok: false, word: 'no-answer', figures: {}, detail: 'No answer came.' };
  const name = statusWord(trouble.status);
  return {
    ok: false,
    word: words[trouble.status] ?? name.toLowerCase(),
    figures: {},
    detail: `The status is ${name}.`,
  };
}
