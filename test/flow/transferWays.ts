/** The ways of asking for a transfer and confirming it, as careful callers go them: with a key, and again until answered. */
import type { Call, Gateway, Result } from '../../src/flow/api.ts';
import { keyed, must } from '../support/phone.ts';
import { POINTS, PROGRAM, type Process, type Stage } from './transferStage.ts';

/** What a caller says; `before` is what was answered to the sentence before, `code` the code from the SMS. */
type Sentence = (
  gateway: Gateway,
  call: Call,
  said: { stage: Stage; before: unknown; code: string },
) => Promise<Result<unknown>>;

export interface Way {
  readonly name: string;
  /** Whether what is said again is told from something new: with an Idempotency-Key. */
  readonly hasKeys: boolean;
  readonly sentences: readonly Sentence[];
  /** What the caller reads at the end. */
  readonly answer: Readonly<Record<string, unknown>>;
}

export const API: Way = {
  name: 'over the API',
  hasKeys: true,
  sentences: [
    (gateway, call, { stage: { ground } }) =>
      gateway.bonusWrite(call, PROGRAM, ground.giver, { op: 'transfer', to: ground.receiver, points: POINTS }),
    (gateway, call, { stage: { ground }, before, code }) =>
      gateway.bonusWrite(call, PROGRAM, ground.giver, { op: 'confirm', id: (before as { id: string }).id, code }),
  ],
  answer: { balance: 700 },
};

export const USSD: Way = {
  name: 'in a dialogue',
  hasKeys: true,
  sentences: [
    (gateway, call, { stage: { ground } }) =>
      gateway.dial(call, { msisdn: ground.giver, code: `*111*455*4*${ground.receiver}*${POINTS}#` }),
    (gateway, call, { before, code }) =>
      gateway.answer(call, (before as { sessionId: string }).sessionId, { input: code }),
  ],
  answer: { state: 'ended' },
};

/** The same without keys: these callers must not be told to try again once something has been written. */
const KEYLESS = [API, USSD].map((way) => ({ ...way, name: `${way.name}, without keys`, hasKeys: false }));

export const WAYS: readonly Way[] = [API, USSD, ...KEYLESS];

/** A caller, and the process that it speaks to now. */
export interface Caller {
  process: Process;
  /** Starts what takes the place of a process that died. */
  readonly succeed: () => Promise<Process>;
}

const MOST_TRIES = 10;

/** Goes a way to its end. @returns the last answer */
export async function go(stage: Stage, way: Way, caller: Caller): Promise<unknown> {
  let before: unknown = null;
  for (const [number, sentence] of way.sentences.entries()) {
    const call = way.hasKeys ? keyed(stage.call, `sentence ${number}`, 'k', number) : stage.call;
    const code = number === 0 ? '' : await codeOf(stage);
    before = must(await untilAnswered(caller, ({ gateway }) => sentence(gateway, call, { stage, before, code })));
  }
  return before;
}

/** Goes a way until the process dies in it. */
export async function goUntilDead(stage: Stage, way: Way, process: Process): Promise<void> {
  const dead = new Error('The process has died.');
  await go(stage, way, { process, succeed: () => Promise.reject(dead) }).catch((error) => {
    if (error !== dead) throw error;
  });
}

/** Says it again while the store is away; to another process where this one has died. */
async function untilAnswered<T>(caller: Caller, say: (process: Process) => Promise<Result<T>>): Promise<Result<T>> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const result = await say(caller.process);
    if (result.ok || result.problem.type !== 'store-unavailable') return result;
    if (caller.process.tap.isDead()) caller.process = await caller.succeed();
  }
  throw new Error('Never answered.');
}

/** The code that the giver reads in the latest SMS that begins with one; '' where there is none. */
export async function codeOf({ ground: { store, giver }, world }: Stage): Promise<string> {
  const texts = (await store.messages(await world(), giver)).map((sms) => (JSON.parse(sms) as { text: string }).text);
  return texts.map((text) => /^\d{4}(?= )/.exec(text)?.[0]).findLast((code) => code !== undefined) ?? '';
}
