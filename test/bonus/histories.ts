/** Random histories: everything that four subscribers can do, a clock that moves, and a driver of transfers. */
import fc from 'fast-check';
import type { Channel, Operation, Profile } from '../../src/bonus/types.ts';
import { type Action, CODE } from './stage.ts';
import { DAY, HOUR } from './support.ts';

const STRIDES = [1, 60_000, 5 * 60_000 - 1, 5 * 60_000, 2 * HOUR, 5 * HOUR, DAY, 20 * DAY];

/** One of the people of a stage. */
export const who = fc.nat(3);
const rub = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1000, max: 6000 }));
export const channel = fc.constantFrom<Channel>('ussd', 'sms', 'web');
export const event = (kind: string, values: Record<string, number | string> = {}): Operation => ({
  op: 'event',
  kind,
  values,
});

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Operation>({ op: 'balance' }) },
  {
    weight: 4,
    arbitrary: channel.map((by): Operation => ({ op: 'register', channel: by, questionnaire: true, email: 'a@b.c' })),
  },
  { weight: 1, arbitrary: channel.map((by): Operation => ({ op: 'deactivate', channel: by })) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, 3000).map((opening): Operation => ({ op: 'open', points: opening })) },
  {
    weight: 6,
    arbitrary: fc.tuple(fc.constantFrom('taxi', 'card', 'shop'), rub).map(([kind, sum]) => event(kind, { rub: sum })),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(event('birthday'), event('seniority'), event('friend'), event('video', { weeks: 2 })),
  },
  { weight: 1, arbitrary: fc.constantFrom(event('nothing'), event('video', { weeks: 7 }), event('taxi', { rub: 0 })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('11', '32', '511', '999').map((code): Operation => ({ op: 'order', codes: [code] })),
  },
);

export const points = fc.constantFrom(1, 50, 1000, 2000, 3000, 3001);
export const latest = fc.oneof(fc.nat(2), fc.nat(9));
export const codes = fc.oneof(
  { weight: 4, arbitrary: fc.constant([CODE]) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(CODE, '0000', '0000'), { minLength: 1, maxLength: 5 }) },
);
export const leg = fc.constantFrom<'credit' | 'finish' | 'tombstone'>(
  'credit',
  'credit',
  'finish',
  'finish',
  'tombstone',
);
const change = fc.constantFrom<Profile>(
  { owner: 'A' },
  { owner: 'B' },
  { blocked: true },
  { blocked: false },
  { blocked: false },
);

const asking: fc.Arbitrary<Action> = fc.record({ do: fc.constant('ask' as const), who, operation, lost: rarely() });
const requesting = fc.record({ do: fc.constant('request' as const), who, to: who, points });

const one: fc.Arbitrary<Action> = fc.oneof(
  { weight: 8, arbitrary: asking },
  { weight: 2, arbitrary: requesting },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('confirm' as const), who, n: latest, codes }) },
  { weight: 6, arbitrary: fc.record({ do: leg, n: latest, lost: rarely() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('profile' as const), who, change }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('clock' as const), stride: fc.constantFrom(...STRIDES) }) },
);

/** What belongs together often enough: asking twice, giving points, leaving and joining again. */
const some: fc.Arbitrary<readonly Action[]> = fc.oneof(
  { weight: 20, arbitrary: one.map((action): readonly Action[] => [action]) },
  { weight: 4, arbitrary: asking.map((action): readonly Action[] => [action, action]) },
  {
    weight: 6,
    arbitrary: requesting.map((action): readonly Action[] => [
      action,
      { do: 'confirm', who: action.who, n: 0, codes: [CODE] },
    ]),
  },
  { weight: 2, arbitrary: fc.tuple(who, channel).map(([person, by]) => rejoin(person, by)) },
);

function rejoin(person: number, by: Channel): readonly Action[] {
  const operations: Operation[] = [
    { op: 'deactivate', channel: by },
    { op: 'register', channel: by, questionnaire: true },
  ];
  return operations.map((operation) => ({ do: 'ask', who: person, operation, lost: false }));
}

/** True now and then. */
export function rarely(): fc.Arbitrary<boolean> {
  return fc.nat(5).map((n) => n === 0);
}

/** Everybody joins and earns first, or most histories would be refusals. */
const PRELUDE: readonly Action[] = [0, 1, 2].flatMap((person): Action[] => [
  { do: 'ask', who: person, operation: { op: 'register', channel: 'ussd' }, lost: false },
  { do: 'ask', who: person, operation: event('taxi', { rub: 6000 }), lost: false },
]);

/** Some histories begin on the last day of the year, which ends in three zones at three times. */
const delay = fc.constantFrom(0, 38 * HOUR).map((stride): Action => ({ do: 'clock', stride }));

/** Histories of up to 50 steps after a prelude. */
export const histories: fc.Arbitrary<readonly Action[]> = fc
  .tuple(delay, fc.array(some, { minLength: 20, maxLength: 50, size: 'max' }))
  .map(([wait, actions]) => [wait, ...PRELUDE, ...actions.flat()]);
