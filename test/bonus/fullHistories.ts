/** Random histories over every building block: claims and what becomes of them, bills, goals, statuses, years that pass, a clock set back. */
import fc from 'fast-check';
import type { Operation, Profile } from '../../src/bonus/types.ts';
import { channel, codes, event, latest, leg, points, rarely, who } from './histories.ts';
import type { Action } from './stage.ts';
import {
  asks,
  gaveAway,
  given,
  hoarded,
  indebted,
  LEAVE,
  ONLINE,
  purchased,
  saved,
  shopped,
  wentBack,
} from './storylines.ts';
import { DAY, HOUR } from './support.ts';

const YEAR = 366 * DAY;
const STRIDES = [1, HOUR, 5 * HOUR, DAY, 20 * DAY, 31 * DAY, 90 * DAY, YEAR, 3 * YEAR];
const BACK = [-1, -DAY, -40 * DAY, -YEAR];

/** Sums of which some are the edges of a minimum, a status or a certificate. */
const rub = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 6000 }) },
  { weight: 3, arbitrary: fc.constantFrom(1, 4, 999, 1000, 1001, 3999, 4000, 16_000, 20_000) },
);
const NUMBERS = ['79160000000', '79160000001', '79260000001', 'nobody'];

const earning: fc.Arbitrary<Operation> = fc.oneof(
  fc.tuple(fc.constantFrom('taxi', 'topup', 'topup'), rub).map(([kind, sum]) => event(kind, { rub: sum })),
  fc.constantFrom(event('email'), event('birthday'), event('seniority')),
  fc.constantFrom(99, 100, 1000, 1001).map((stated) => event('survey', { points: stated })),
);
const purchase: fc.Arbitrary<Operation> = fc
  .record({
    rub: fc.constantFrom(1, 99, 1000, 5001, 20_000),
    percent: fc.constantFrom(1, 5, 6, 50, 100, 101),
    partner: fc.constantFrom('cafe', 'shop', 'another', 'another'),
  })
  .map((values) => event('purchase', values));
const spending: fc.Arbitrary<Operation> = fc.oneof(
  fc.constantFrom(1, 100, 250, 750, 760, 4000).map((sum) => event('certificate', { rub: sum })),
  fc.constantFrom(50, 700, 30_000).map((sum) => event('bill', { rub: sum })),
  fc.constantFrom(100, 250, 4000).map((sum) => event('goal', { goal: 'certificate', rub: sum })),
  fc
    .tuple(fc.constantFrom(10, 500, 9000), fc.constantFrom(...NUMBERS))
    .map(([sum, msisdn]) => event('goal', { goal: 'number', rub: sum, msisdn })),
);
const order: fc.Arbitrary<Operation> = fc
  .array(fc.constantFrom('11', '12', '12', '32', '33', '511', '999'), { minLength: 1, maxLength: 4 })
  .map((codes) => ({ op: 'order', codes }));
const coming: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: channel.map((by): Operation => ({ op: 'register', channel: by, email: 'a@b.c' })) },
  { weight: 1, arbitrary: fc.constantFrom(0, 3000).map((opening): Operation => ({ op: 'open', points: opening })) },
  { weight: 1, arbitrary: channel.map((by): Operation => ({ op: 'deactivate', channel: by })) },
);

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Operation>({ op: 'balance' }) },
  { weight: 6, arbitrary: coming },
  { weight: 8, arbitrary: earning },
  { weight: 8, arbitrary: purchase },
  { weight: 6, arbitrary: spending },
  { weight: 5, arbitrary: order },
);

const change = fc.oneof(
  fc.constantFrom('A', 'B').map((owner): Profile => ({ owner })),
  fc.constantFrom(true, false, false).map((blocked): Profile => ({ blocked })),
  fc.constantFrom(0, 0, 50).map((debt): Profile => ({ debt })),
  fc.constantFrom('Europe/Moscow', 'Asia/Kamchatka', 'Europe/Chisinau').map((timeZone): Profile => ({ timeZone })),
  fc.constantFrom('01-01', '02-29', '05-15', '12-31').map((birthday): Profile => ({ birthday })),
  fc.constantFrom('2004-02-29', '2014-01-31', '2018-12-30').map((day): Profile => ({ memberSince: Date.parse(day) })),
);

const ask: fc.Arbitrary<Action> = fc.record({ do: fc.constant('ask' as const), who, operation, lost: rarely() });
const claim = fc.record({
  do: fc.constant('claim' as const),
  who,
  kind: fc.constantFrom('confirm', 'reject'),
  n: latest,
});
const edge = fc.record({ do: fc.constant('edge' as const), who, off: fc.constantFrom(-1, 0, 0, 1) });
const clock = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...STRIDES) },
  { weight: 1, arbitrary: fc.constantFrom(...BACK) },
);

const one: fc.Arbitrary<Action> = fc.oneof(
  { weight: 12, arbitrary: ask },
  { weight: 6, arbitrary: claim },
  { weight: 3, arbitrary: edge },
  { weight: 4, arbitrary: clock.map((stride): Action => ({ do: 'clock', stride })) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('profile' as const), who, change }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('confirm' as const), who, n: latest, codes }) },
  { weight: 2, arbitrary: fc.record({ do: leg, n: latest, lost: rarely() }) },
);

/** What belongs together often enough: a purchase to its end, a debt, a gift of points, what somebody does twice. */
const some: fc.Arbitrary<readonly Action[]> = fc.oneof(
  { weight: 16, arbitrary: one.map((action): readonly Action[] => [action]) },
  { weight: 2, arbitrary: ask.map((action): readonly Action[] => [action, action]) },
  { weight: 4, arbitrary: fc.tuple(who, purchase, spending, fc.nat(4)).map((told) => purchased(...told)) },
  { weight: 2, arbitrary: fc.tuple(who, fc.nat(4)).map((told) => indebted(...told)) },
  { weight: 1, arbitrary: fc.tuple(who, fc.nat(2)).map((told) => wentBack(...told)) },
  { weight: 1, arbitrary: fc.tuple(who, fc.nat(2)).map((told) => shopped(...told)) },
  { weight: 1, arbitrary: fc.tuple(who, fc.nat(3)).map((told) => saved(...told)) },
  { weight: 1, arbitrary: who.map((person) => asks(person, LEAVE, ONLINE, { op: 'balance' })) },
  { weight: 1, arbitrary: who.map(hoarded) },
  { weight: 1, arbitrary: who.map(gaveAway) },
  { weight: 1, arbitrary: fc.tuple(who, who, points).map((told) => given(...told)) },
);

/** Everybody joins first, or most histories would be refusals; one with points. */
const PRELUDE: readonly Action[] = [
  ...[0, 1, 2, 3].map((person): Action => {
    const by = person === 2 ? 'web' : 'ussd';
    return { do: 'ask', who: person, operation: { op: 'register', channel: by, email: 'a@b.c' }, lost: false };
  }),
  { do: 'ask', who: 0, operation: event('taxi', { rub: 6000 }), lost: false },
];

/** Histories of up to 40 turns after a prelude, over years. */
export const fullHistories: fc.Arbitrary<readonly Action[]> = fc
  .array(some, { minLength: 15, maxLength: 40, size: 'max' })
  .map((actions) => [...PRELUDE, ...actions.flat()]);
