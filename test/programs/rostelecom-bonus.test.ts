/** Rostelecom Bonus, programs.md §3: its codes, its beginning and what earns points, on the shipped files. */
import { expect, test } from 'vitest';
import type { Core } from '../../src/bonus/types.ts';
import { balanceAt, DAY, moscow, subscriber } from '../bonus/support.ts';
import { CORE, DEFINITIONS, type Figure, member, NOW, PROGRAM, surveyed, testFigures } from './rostelecomBonus.ts';

/** The same with its dates in force. */
const IN_24_MONTHS = moscow('2020-03-10T12:00');
const ON_THE_15TH = moscow('2018-04-15T00:00');
const NEXT_YEAR = moscow('2019-01-01T00:00');

const EARNING: readonly Figure[] = [
  {
    figure: 'joining: over the web alone',
    source: 'choice',
    shown: () => ways(),
    is: ['not-available', 'not-available', 'ok'],
  },
  { figure: 'joining: 500, 24 h later', source: '[T], choice', shown: () => welcome(), is: [0, 500] },
  { figure: 'birthday: 1 000', source: '[T]', shown: earned('birthday'), is: 1000 },
  {
    figure: 'birthday: once a year',
    source: '[T]',
    shown: twice('birthday', NEXT_YEAR - 1),
    is: ['ok', 'already-granted'],
  },
  { figure: 'birthday: each year', source: '[T]', shown: twice('birthday', NEXT_YEAR), is: ['ok', 'ok'] },
  { figure: 'ebill: 300', source: '[T]', shown: earned('ebill'), is: 300 },
  { figure: 'ebill: once', source: '[T]', shown: twice('ebill', NEXT_YEAR), is: ['ok', 'already-granted'] },
  { figure: 'profile: 100', source: '[T]', shown: earned('profile'), is: 100 },
  { figure: 'profile: once', source: '[T]', shown: twice('profile', NEXT_YEAR), is: ['ok', 'already-granted'] },
  { figure: 'survey: from 100', source: '[T]', shown: () => surveys(99, 100), is: ['under-limit', 'ok'] },
  { figure: 'survey: to 1 000', source: '[T]', shown: () => surveys(1000, 1001), is: ['ok', 'over-limit'] },
  {
    figure: 'top-up: from 1 000 RUB in one payment',
    source: '[T]',
    shown: () => [999, 1000].map((rub) => earned('topup', { rub })()),
    is: [0, 200],
  },
  {
    figure: 'payment: 1 per 5 RUB',
    source: '[T]',
    shown: () => [4, 5, 9, 10].map((rub) => earned('payment', { rub })()),
    is: [0, 1, 1, 2],
  },
  {
    figure: 'top-up: on the 15th day at 00:00',
    source: '[T], choice',
    shown: () => credited('topup'),
    is: ON_THE_15TH,
  },
  {
    figure: 'payment: on the 15th day at 00:00',
    source: '[T], choice',
    shown: () => credited('payment'),
    is: ON_THE_15TH,
  },
  { figure: 'points live 24 months', source: '[T]', shown: () => livedUntil(), is: [IN_24_MONTHS] },
];

testFigures(EARNING);

test('*100*555# [T], and 4558 for SMS (choice)', () => {
  const service = DEFINITIONS.services.get(PROGRAM);
  expect(service?.ussd.map(({ code }) => code)).toEqual(['*100*555']);
  expect(service?.sms.map(({ shortCode }) => shortCode)).toEqual(['4558']);
  expect(service?.languages).toEqual(['ru', 'en', 'ro']);
});

test('it starts on 1 September 2016 [T]', () => {
  const begin = moscow('2016-09-01T00:00');
  const names = [begin - 1, begin].map((now) => joining(now, CORE).name);
  expect(names).toEqual(['not-open-yet', 'ok']);
  expect(joining(begin - 1, CORE).data).toEqual({ opensAt: begin, opensOn: '2016-09-01' });
});

function earned(kind: string, values: Record<string, number> = {}): () => unknown {
  return () => member().event(NOW, kind, values).data.earned;
}

function twice(kind: string, later: number): () => unknown {
  return () => {
    const one = member();
    return [one.event(NOW, kind).name, one.event(later, kind).name];
  };
}

function joining(now: number, of: Core) {
  return subscriber(of).ask(now, { op: 'register', channel: 'web' }).outcome;
}

function ways() {
  const channels = ['ussd', 'sms', 'web'] as const;
  return channels.map((channel) => subscriber(CORE).ask(NOW, { op: 'register', channel }).outcome.name);
}

function surveys(...points: number[]) {
  return points.map((of) => member().event(NOW, 'survey', { points: of }).name);
}

function credited(kind: string) {
  return member().event(NOW, kind, { rub: 1000 }).data.creditsAt;
}

/** The instants at which the points of a survey burn. */
function livedUntil() {
  return surveyed(100)
    .membership()
    .lots.map(({ expiresAt }) => expiresAt);
}

/** The balance around the instant 24 hours after joining. */
function welcome() {
  const { account } = member();
  return [NOW + DAY - 1, NOW + DAY].map((now) => balanceAt(CORE, account, now));
}
