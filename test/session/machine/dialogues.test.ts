import { expect, test } from 'vitest';
import type { Account } from '../../../src/bonus/types.ts';
import { bonusService } from './support/bonusService.ts';
import { balanceOf, member, STRANGER } from './support/core.ts';
import { FRIEND, talk } from './support/step.ts';

interface Dialogue {
  readonly name: string;
  readonly account: Account;
  /** Inputs of the dialled string. */
  readonly dialled?: readonly string[];
  /** Each answer with the screen that it brings. */
  readonly answers?: readonly (readonly [input: string, screen: string])[];
  /** The first screen, where the table is about it. */
  readonly first?: string;
  readonly sms?: readonly string[];
  /** Points at the end; null = not a member. */
  readonly points?: number | null;
  readonly over?: boolean;
}

const ROOT = 'root\n0 balance\n1 join\n2 gifts\n4 give\n6 quit';
const CATEGORIES = 'categories\n1 voice\n2 data\n0 Back';
const VOICE =
  'gifts\n11 30 minutes 60\n13 30 minutes 62\n15 30 minutes 64\n17 30 minutes 66\n19 30 minutes 68\n21 30 minutes 70\n0 Back\n00 Menu';

const DIALOGUES: readonly Dialogue[] = [
  { name: 'the bare code shows the menu', account: STRANGER, first: ROOT, over: false },
  {
    name: 'an option key: balance',
    account: member(7),
    answers: [['0', 'accepted']],
    sms: ['You have 7 points.'],
    points: 7,
  },
  {
    name: 'plural forms are those of the language',
    account: member(1),
    dialled: ['0'],
    first: 'accepted',
    sms: ['You have 1 point.'],
  },
  { name: 'a refusal takes its own branch', account: STRANGER, dialled: ['0'], first: 'how-to-join', points: null },
  {
    name: 'the core speaks by SMS',
    account: STRANGER,
    dialled: ['1'],
    first: 'accepted',
    sms: ['Welcome. 0'],
    points: 0,
  },
  { name: 'joining twice changes nothing', account: member(5), dialled: ['1'], first: 'already', points: 5 },
  {
    name: 'a gift code typed at the menu',
    account: member(100),
    answers: [['11', 'accepted']],
    sms: ['30 minutes ordered, 40 left.'],
    points: 40,
  },
  { name: 'a gift code dialled at once', account: member(100), dialled: ['11'], first: 'accepted', points: 40 },
  {
    name: 'too few points: the reason on the screen and by SMS',
    account: member(10),
    dialled: ['11'],
    first: '50 points are missing.',
    sms: ['50 points are missing for 11.'],
    points: 10,
  },
  {
    name: 'an outcome that the call does not name takes the other branch',
    account: member(100),
    dialled: ['999'],
    first: 'Sorry.',
    points: 100,
  },
  {
    name: 'a gift picked from a list, confirmed',
    account: member(100),
    answers: [
      ['2', CATEGORIES],
      ['1', VOICE],
      ['13', '30 minutes for 62?\n1 yes\n0 Back\n00 Menu'],
      ['1', 'accepted'],
    ],
    points: 38,
  },
  {
    name: 'only rows that the list shows can be picked',
    account: member(100),
    dialled: ['2', '1'],
    answers: [['12', `Wrong.\n${VOICE}`]],
    over: false,
    points: 100,
  },
  {
    name: 'points given, with the code that came by SMS',
    account: member(100),
    answers: [
      ['4', 'to\n0 Back'],
      [FRIEND, `How many points for ${FRIEND}?\n0 Back\n00 Menu`],
      ['10', 'code\n0 Back\n00 Menu'],
      ['1111', '2 tries left.\ncode\n0 Back\n00 Menu'],
      ['1234', 'Given. 90 left.'],
    ],
    sms: [`1234 confirms 10 for ${FRIEND}.`, `You gave 10 to ${FRIEND}.`],
    points: 90,
  },
  {
    name: 'a refusal leads back to the question that is wrong, with the reason',
    account: member(100),
    dialled: ['4', FRIEND],
    answers: [
      ['3001', `At most 3000.\nHow many points for ${FRIEND}?\n0 Back\n00 Menu`],
      ['x', `Wrong.\nHow many points for ${FRIEND}?\n0 Back\n00 Menu`],
      ['10', 'code\n0 Back\n00 Menu'],
    ],
    over: false,
  },
  {
    name: 'figures of an outcome on the screen after it',
    account: member(3),
    answers: [
      ['6', '3 points will burn.\n1 yes\n0 Back'],
      ['7', 'Wrong.\n3 points will burn.\n1 yes\n0 Back'],
      ['1', 'accepted'],
    ],
  },
  {
    name: 'answers are trimmed, digits of other scripts are option keys too',
    account: member(7),
    answers: [
      [' ２\t', CATEGORIES],
      ['٠', ROOT],
      ['۰', 'accepted'],
    ],
  },
  {
    name: 'wrong too often',
    account: STRANGER,
    answers: [
      ['5', `Wrong.\n${ROOT}`],
      ['', `Wrong.\n${ROOT}`],
      ['balance', 'too-many'],
    ],
    points: null,
  },
  {
    name: 'going back forgives wrong answers',
    account: STRANGER,
    dialled: ['4'],
    answers: [
      ['x', 'Wrong.\nto\n0 Back'],
      ['x', 'Wrong.\nto\n0 Back'],
      ['0', ROOT],
      ['4', 'to\n0 Back'],
      ['x', 'Wrong.\nto\n0 Back'],
    ],
    over: false,
  },
  {
    name: 'inputs left over: the code is wrong',
    account: member(7),
    dialled: ['0', '1'],
    first: 'This code is wrong.',
    sms: [],
    points: 7,
  },
  {
    name: 'nothing has happened then',
    account: STRANGER,
    dialled: ['1', '1'],
    first: 'This code is wrong.',
    sms: [],
    points: null,
  },
  {
    name: 'inputs beyond a refusal are let go',
    account: STRANGER,
    dialled: ['11', '1'],
    first: 'how-to-join',
    points: null,
  },
  {
    name: 'a wrong input stops there',
    account: member(7),
    dialled: ['5', '0'],
    first: `Wrong.\n${ROOT}`,
    sms: [],
    over: false,
  },
  {
    name: 'a refused input stops there: what follows was meant for another question',
    account: member(7),
    dialled: ['4', FRIEND, '5000', '10'],
    first: `At most 3000.\nHow many points for ${FRIEND}?\n0 Back\n00 Menu`,
    sms: [],
    over: false,
  },
];

test.each(DIALOGUES)('$name', ({ account, dialled = [], answers = [], first, sms, points, over = true }) => {
  const results = talk(
    bonusService,
    account,
    dialled,
    answers.map(([input]) => input),
  );
  if (first !== undefined) expect(results[0]?.screen.text).toBe(first);
  expect(results.slice(1).map(({ screen }) => screen.text)).toEqual(answers.map(([, screen]) => screen));
  const last = results.at(-1);
  expect(last?.screen.awaiting).toBe(!over);
  expect(last?.session === null).toBe(over);
  if (sms !== undefined) expect(results.flatMap(({ messages }) => messages).map(({ text }) => text)).toEqual(sms);
  if (points !== undefined && last !== undefined) expect(balanceOf(last.account)).toBe(points);
});

test('every change of points carries the id of its step and call', () => {
  const requests = (dialled: string[], answers: string[]) =>
    talk(bonusService, member(100), dialled, answers).flatMap(({ entries }) => entries.map(({ request }) => request));
  expect(requests(['11'], [])).toEqual(['nonce.2.0']);
  expect(requests([], ['2', '1', '11', '1'])).toEqual(['nonce.5.0']);
});

test('the trace names states, answers and outcomes in order', () => {
  const [result] = talk(bonusService, member(10), ['11'], []);
  expect(result?.trace).toEqual([
    { state: 'root' },
    { state: 'root', answer: 'input' },
    { state: 'order', outcome: 'too-few-points' },
    { state: 'missing' },
  ]);
});
