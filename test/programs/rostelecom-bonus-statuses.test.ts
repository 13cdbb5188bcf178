/** Rostelecom Bonus, programs.md §3: the statuses, their terms and discounts, on the shipped files. */
import { moscow } from '../bonus/support.ts';
import { CORE, type Figure, NOW, PROGRAM, surveyed, testFigures } from './rostelecomBonus.ts';

const IN_12_MONTHS = moscow('2019-03-10T12:00');
const IN_24_MONTHS = moscow('2020-03-10T12:00');

const STATUSES: readonly Figure[] = [
  { figure: 'Basic: on joining, 12 months', source: '[T]', shown: statusOf(0), is: ['basic', IN_12_MONTHS] },
  { figure: 'Basic: to 3 999', source: '[T]', shown: statusOf(3999), is: ['basic', IN_12_MONTHS] },
  { figure: 'Standard: from 4 000, 24 months', source: '[T]', shown: statusOf(4000), is: ['standard', IN_24_MONTHS] },
  { figure: 'Standard: to 9 999', source: '[T]', shown: statusOf(9999), is: ['standard', IN_24_MONTHS] },
  {
    figure: 'Privilege: from 10 000, 24 months',
    source: '[T]',
    shown: statusOf(10_000),
    is: ['privilege', IN_24_MONTHS],
  },
  { figure: 'Privilege: to 19 999', source: '[T]', shown: statusOf(19_999), is: ['privilege', IN_24_MONTHS] },
  { figure: 'VIP: from 20 000, 24 months', source: '[T]', shown: statusOf(20_000), is: ['vip', IN_24_MONTHS] },
  { figure: 'Basic: no discount', source: '[T]', shown: () => discounted(0), is: [1000, 370] },
  { figure: 'Standard: −5 %, rounded up', source: '[T], choice', shown: () => discounted(4000), is: [950, 352] },
  { figure: 'Privilege: −10 %, rounded up', source: '[T], choice', shown: () => discounted(10_000), is: [900, 333] },
  { figure: 'VIP: −15 %, rounded up', source: '[T], choice', shown: () => discounted(20_000), is: [850, 315] },
  {
    figure: 'the last 24 months count',
    source: 'choice',
    shown: () => workedOutAnew(),
    is: ['standard', 'basic', 1000],
  },
];

testFigures(STATUSES);

function statusOf(points: number): () => unknown {
  return () => {
    const { tier } = surveyed(points).membership();
    return [tier?.name, tier?.until];
  };
}

/** Prices of 1 000 and of 370 points with so many status points. */
function discounted(points: number) {
  const rows = CORE.list(surveyed(points).account, 'catalogue', NOW);
  return ['35', '51'].map((code) => rows.find((row) => row.code === code)?.price);
}

/** The status before and at the end of the term, with 4 000 points of 24 months ago or more and 1 000 of less. */
function workedOutAnew() {
  const one = surveyed(3000);
  const later = moscow('2018-09-01T12:00');
  one.event(later, 'survey', { points: 1000 });
  one.event(moscow('2018-09-02T00:00'), 'survey', { points: 1000 });
  const term = moscow('2020-09-01T12:00');
  const [before, after] = [term - 1, term].map((at) => CORE.settle(one.account, at).account.programs[PROGRAM]?.tier);
  return [before?.name, after?.name, after?.points];
}
