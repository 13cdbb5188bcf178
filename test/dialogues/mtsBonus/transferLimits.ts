/** programs.md §1, "Point transfers": the limits of operation, day, recipient and month. */
import { awaiting, type Dialogue, ended } from '../language.ts';
import { ASKS_POINTS, gives, isRefused, THREE } from './giving.ts';
import { at, BORIS, VERA } from './people.ts';

/** Limits of giving points. */
export const TRANSFER_LIMITS: readonly Dialogue[] = [
  {
    name: 'at most 3 000 points an operation',
    given: THREE,
    steps: [
      isRefused(3001, BORIS, 'over-limit', { field: 'points', limit: 3000 }),
      ...gives(3000, BORIS, 17_000, 3000),
      { balance: 17_000 },
      { balance: 3000, of: BORIS },
    ],
  },
  {
    name: 'at most 3 000 points a day of Moscow, several operations to the same one',
    given: THREE,
    steps: [
      at('2018-03-10T23:50:00'),
      ...gives(2000, BORIS, 18_000, 2000),
      isRefused(1001, BORIS, 'over-daily-limit', { limit: 3000, left: 1000 }),
      { dial: `*111*455*4*${BORIS}*1001#`, expect: awaiting('можно ещё 1000 из 3000', ASKS_POINTS) },
      ...gives(1000, BORIS, 17_000, 3000),
      at('2018-03-10T23:59:59.999'),
      isRefused(1, BORIS, 'over-daily-limit', { limit: 3000, left: 0 }),
      at('2018-03-11T00:00:00'),
      ...gives(3000, BORIS, 14_000, 6000),
    ],
  },
  {
    name: 'one recipient a day',
    given: THREE,
    steps: [
      ...gives(10, BORIS, 19_990, 10),
      isRefused(10, VERA, 'other-recipient-today', { to: BORIS }),
      { dial: `*111*455*4*${VERA}*10#`, expect: awaiting(`только на ${BORIS}`) },
      ...gives(10, BORIS, 19_980, 20),
      at('2018-03-11T00:00:00'),
      ...gives(10, VERA, 19_970, 10),
      isRefused(10, BORIS, 'other-recipient-today', { to: VERA }),
    ],
  },
  {
    name: 'ten transfers a calendar month',
    given: THREE,
    steps: [
      at('2018-03-30T12:00:00'),
      ...Array.from({ length: 6 }, (_, done) => gives(1, BORIS, 19_999 - done, done + 1)).flat(),
      at('2018-03-31T12:00:00'),
      ...Array.from({ length: 4 }, (_, done) => gives(1, VERA, 19_993 - done, done + 1)).flat(),
      isRefused(1, VERA, 'over-monthly-limit', { limit: 10 }),
      { dial: `*111*455*4*${VERA}*1#`, expect: ended('не больше 10 передач') },
      { dial: `*111*455*4*${VERA}*1*1234#`, expect: ended('не больше 10 передач') },
      at('2018-03-31T23:59:59.999'),
      isRefused(1, VERA, 'over-monthly-limit', { limit: 10 }),
      at('2018-04-01T00:00:00'),
      ...gives(1, BORIS, 19_989, 7),
    ],
  },
];
