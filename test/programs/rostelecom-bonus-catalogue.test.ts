/** Rostelecom Bonus, programs.md §3: the whole catalogue, on the shipped files. */
import { expect, test } from 'vitest';
import { CORE, member, NOW } from './rostelecomBonus.ts';

type Prices = readonly (readonly [code: string, price: number])[];

/** Prices [T]; codes, the partner's gift and its price are choice. */
const CATALOGUE: readonly (readonly [line: string, prices: Prices])[] = [
  [
    'video rental 800; view control 800; women’s video subscription 2 500',
    [
      ['11', 800],
      ['12', 800],
      ['13', 2500],
    ],
  ],
  [
    'TV 1 700, 3 400, 3 400, 3 700, 5 100, 6 400, 6 800, 9 000',
    [
      ['21', 1700],
      ['22', 3400],
      ['23', 3400],
      ['24', 3700],
      ['25', 5100],
      ['26', 6400],
      ['27', 6800],
      ['28', 9000],
    ],
  ],
  ['internet −25 % 1 950', [['31', 1950]]],
  [
    'quota 5/10/15/20/25/30 GB 300/500/800/1 000/1 300/1 500',
    [
      ['32', 300],
      ['33', 500],
      ['34', 800],
      ['35', 1000],
      ['36', 1300],
      ['37', 1500],
    ],
  ],
  [
    'Dr.Web (1 PC) 500, NOD32 (3) 500, Kaspersky (2) 600',
    [
      ['41', 500],
      ['42', 500],
      ['43', 600],
    ],
  ],
  [
    'local 60 = 370, 120 = 750',
    [
      ['51', 370],
      ['52', 750],
    ],
  ],
  [
    'intra-zone 30 = 450, 60 = 900',
    [
      ['53', 450],
      ['54', 900],
    ],
  ],
  [
    'long distance 15 = 390, 30 = 780, 60 = 1 560',
    [
      ['55', 390],
      ['56', 780],
      ['57', 1560],
    ],
  ],
  [
    'multiroom 200, karaoke 450, anti-caller-ID 100, forwarding 80, zero on-net 300',
    [
      ['61', 200],
      ['62', 450],
      ['63', 100],
      ['64', 80],
      ['65', 300],
    ],
  ],
  ['a partner’s gift 500', [['71', 500]]],
];

const PRICED = CORE.list(member().account, 'catalogue', NOW).map(({ code, basePrice }) => [code, basePrice]);

test.each(CATALOGUE)('%s', (_line, prices) => {
  expect(PRICED).toEqual(expect.arrayContaining(prices.map((price) => [...price])));
});

test('and nothing else, in this order', () => {
  expect(PRICED).toEqual(CATALOGUE.flatMap(([, prices]) => prices));
});
