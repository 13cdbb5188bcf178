/** A phone in a test: what it does, what it shows, what it has received. */
import type { InboxSms } from '../flow/api.ts';
import { type Facts, type Office, type Reply, type Scene, type Shown, WireTrouble } from '../script/wire.ts';

/** Why a call was refused: the stable word of the problem (where the wire tells it), and a sentence. */
export interface Refusal {
  readonly word: string;
  readonly detail: string;
}

/** A phone. Acts resolve when the answer is there and the SMS that they caused have come; none rejects because it was refused. */
export interface TestPhone {
  readonly msisdn: string;
  /** What it shows; '' before the first screen. */
  readonly screen: string;
  /** It may answer; false: the dialogue is over, or there is none. */
  readonly awaiting: boolean;
  /** The refusal of the last act, or null. */
  readonly refusal: Refusal | null;
  /** All SMS that have come, oldest first. */
  readonly inbox: readonly InboxSms[];
  /** Dials a code. @returns what it shows then */
  dial(code: string): Promise<string>;
  /** Answers the screen. @returns what it shows then */
  answer(input: string): Promise<string>;
  hangUp(): Promise<void>;
  /** Sends an SMS to a short code. */
  sms(to: string, text: string): Promise<void>;
  /** The network speaks first. @returns what it shows then */
  push(text: string, options: { readonly from: string; readonly expectsReply?: boolean }): Promise<string>;
  /** An earning event of a bonus program. @returns its figures, like `{ earned, balance }`; rejects where it is refused */
  event(program: string, kind: string, values?: Readonly<Record<string, string | number | boolean>>): Promise<Facts>;
  /** Points in a bonus program; null = no member. */
  balance(program: string): Promise<number | null>;
}

/** A phone in a scene. */
export function phoneIn(scene: Scene, msisdn: string): TestPhone {
  const inbox: InboxSms[] = [];
  let shown: Shown = { text: '', awaiting: false };
  let refusal: Refusal | null = null;

  const listen = async () => {
    inbox.push(...(await scene.inbox(msisdn, 0)));
  };
  const act = async (reply: Reply<unknown>) => {
    refusal = reply.ok ? null : { word: reply.word, detail: reply.detail };
    await listen();
  };
  const see = async (reply: Reply<Shown>) => {
    if (reply.ok) shown = reply.value;
    else shown = { ...shown, awaiting: false };
    await act(reply);
    return reply.ok ? shown.text : '';
  };
  const office = () => officeOf(scene);

  return {
    msisdn,
    get screen() {
      return shown.text;
    },
    get awaiting() {
      return shown.awaiting;
    },
    get refusal() {
      return refusal;
    },
    inbox,
    dial: async (code) => see(await scene.dial(msisdn, code)),
    answer: async (input) => see(await scene.answer(msisdn, input)),
    async hangUp() {
      shown = { ...shown, awaiting: false };
      await act(await scene.hangUp(msisdn));
    },
    sms: async (to, text) => act(await scene.sms(msisdn, to, text)),
    push: async (text, { from, expectsReply = false }) =>
      see(await scene.push(msisdn, { from, text, reply: expectsReply })),
    async event(program, kind, values = {}) {
      const facts = mustBe(await office().write(program, msisdn, { op: 'event', kind, values }));
      await listen();
      return facts;
    },
    async balance(program) {
      const reply = await office().bonus(program, msisdn);
      if (!reply.ok && reply.word === 'not-a-member') return null;
      return Number(mustBe(reply).balance);
    },
  };
}

/** The office of a scene. Throws where its wire has none. */
export function officeOf({ office }: Scene): Office {
  if (office === null) throw new WireTrouble('This wire has no control: it knows nothing of points and time.');
  return office;
}

/** The value of a reply. Throws where the call was refused, with its reason. */
export function mustBe<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new Error(`refused: ${reply.word} (${reply.detail})`);
}
