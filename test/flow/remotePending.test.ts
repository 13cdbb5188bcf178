/** Pending works of cores that run elsewhere, as far as they are pure: their keys, how long they last, and how they end in vain. */
import { describe, expect, test } from 'vitest';
import type { FlowDeps } from '../../src/flow/deps.ts';
import { placeOf } from '../../src/flow/remote/asking.ts';
import { isTooLate, type Pending, type Take, type Work } from '../../src/flow/remote/pending.ts';
import { progressOf } from '../../src/flow/remote/progress.ts';
import { isAtTurn, type UssdWork, waiting } from '../../src/flow/remote/ussdWork.ts';
import type { View } from '../../src/flow/view.ts';
import type { Service, Session } from '../../src/session/types.ts';

const ANNA = '79161234567';
const HOUR = 3_600_000;

const session = (step: number): Session => ({
  nonce: 'n',
  service: 's',
  state: 'list',
  startedAt: 0,
  expiresAt: 1,
  step,
});

const ussd = (take: Take): Work & { kind: 'ussd' } => ({ kind: 'ussd', service: 's', nonce: 'n', take, phoneStep: 1 });

/** No two of them may meet in the store: each can be on its way while the next one begins. */
const TURNS: readonly Take[] = [
  { how: 'start', start: 'menu', inputs: [] },
  { how: 'answer', session: session(1), input: '1' },
  { how: 'resume', session: session(1) },
  { how: 'resume', session: session(2) },
  { how: 'answer', session: session(2), input: '1' },
  { how: 'answer', session: session(3), input: '1' },
];

test('every turn of a dialogue has a place of its own', () => {
  const at = { world: { id: 'w' }, msisdn: ANNA };
  const keys = TURNS.map((take) => placeOf(at, { work: ussd(take), idempotency: undefined }).key);
  expect(new Set(keys).size).toBe(TURNS.length);
});

test('a session waits for one turn, whichever others are on their way', () => {
  const service = { id: 's', timeout: 1 } as Service;
  const turns = TURNS.slice(0, 4).map(ussd);
  const waits = (work: UssdWork) => {
    const view = { session: null, now: 0 } as unknown as View;
    return waiting({ deps: {} as FlowDeps, view, service, wire: 'http' }, work);
  };
  const seen = turns.map((work) => turns.map((other) => isAtTurn({ session: waits(work), now: 0 } as View, other)));
  expect(seen).toEqual(turns.map((work) => turns.map((other) => work === other)));
});

const pendingOf = (work: Work): Pending => ({
  program: 'p',
  work,
  wire: 'http',
  answers: {},
  begunAt: 0,
  since: 1_000 * HOUR,
  askedAt: 1_000 * HOUR,
});

describe('for how long a core is asked', () => {
  test.each([
    ['both clocks have time left', 23 * HOUR - 1, 1_023 * HOUR - 1, false],
    ['the world is 23 hours on', 23 * HOUR, 1_000 * HOUR, true],
    ['the world is frozen, and the machine is 23 hours on', 0, 1_023 * HOUR, true],
    ['the world was set back, and the machine is 23 hours on', -HOUR, 1_023 * HOUR, true],
  ])('%s', (_, now, machineNow, late) => {
    expect(isTooLate(pendingOf(ussd({ how: 'start', start: 'menu', inputs: [] })), now, machineNow)).toBe(late);
  });
});

describe('what a core did before its service went away is told', () => {
  const sms = { from: '4555', text: 'The code of your gift: 1234.', at: 0 };
  const operations = { done: { outcome: { name: 'ok', data: {} }, sms: [sms] } };
  const view = {
    definitions: { services: new Map(), findSms: () => null },
    account: { msisdn: ANNA, profile: { language: 'en' } },
    session: { ...session(0), waits: true },
    now: 0,
    msisdn: ANNA,
    world: { id: 'w', secret: 'secret' },
  } as unknown as View;
  const planOf = (work: Work) => {
    const progress = progressOf({} as FlowDeps, view, pendingOf(work), { operations, rows: new Map() });
    if (progress.kind === 'asks') throw new Error('It asks.');
    return progress.plan;
  };

  test('a dialogue ends with the network’s words', () => {
    const plan = planOf(ussd({ how: 'start', start: 'menu', inputs: [] }));
    const text = 'The service does not answer. Please try later.';
    expect(plan).toMatchObject({ result: { ok: true, value: { text } }, session: null, messages: [sms] });
  });

  test('another dialogue of the phone goes on', () => {
    const plan = planOf(ussd({ how: 'answer', session: session(1), input: '1' }));
    expect(plan).toMatchObject({ messages: [sms] });
    expect(plan.session).toBeUndefined();
  });

  test('a text is answered with the network’s words', () => {
    const plan = planOf({ kind: 'sms', text: { from: ANNA, to: '4555', text: '11', messageId: 'm' } });
    expect(plan.messages).toEqual([sms, expect.objectContaining({ from: '4555' })]);
  });
});
