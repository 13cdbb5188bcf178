/** What a core shows is believed where it has the shape that it must have, and shown without what terminals obey. */
import { expect, test } from 'vitest';
import type { Heard } from '../../src/core/exchange.ts';
import { bonusIn, giftsIn, journalIn, membershipsIn } from '../../src/core/reads.ts';

const AT = '2018-03-10T09:05:00.000Z';
const GIFT = { code: '11', name: 'Gift', price: 90, basePrice: 100 };
const ENTRY = { seq: 0, at: AT, kind: 'earn', by: 'api', request: 'r', postings: [{ account: 'points', points: -5 }] };
const CLAIM = { entry: 'e', at: AT, points: 5, rub: 12.5, state: 'pending' };
const MEMBER = {
  member: true,
  balance: 5,
  lots: [
    { points: 2, expiresAt: AT },
    { points: 3, expiresAt: null },
  ],
};

const READ = {
  bonus: bonusIn,
  gifts: giftsIn,
  journal: journalIn,
  memberships: (heard: Heard) => membershipsIn(heard, 'p'),
} as const;

type What = keyof typeof READ;

const WRONG: readonly (readonly [What, object, string])[] = [
  ['bonus', { ...MEMBER, member: 'yes' }, 'member'],
  ['bonus', { ...MEMBER, balance: -5 }, 'balance'],
  ['bonus', { ...MEMBER, balance: 0.5 }, 'balance'],
  ['bonus', { member: true, balance: 5 }, 'lots'],
  ['bonus', { ...MEMBER, lots: [7] }, 'lots'],
  ['bonus', { ...MEMBER, lots: [{ points: 5 }] }, 'lots'],
  ['bonus', { ...MEMBER, lots: [{ points: 5, expiresAt: 'soon' }] }, 'lots'],
  ['bonus', { ...MEMBER, status: { x: [] } }, 'status'],
  ['bonus', { ...MEMBER, reserved: 'some' }, 'reserved'],
  ['bonus', { ...MEMBER, since: 7 }, 'since'],
  ['bonus', { ...MEMBER, entries: [{ ...CLAIM, state: null }] }, 'entries'],
  ['gifts', {}, 'gifts'],
  ['gifts', { gifts: [{ ...GIFT, code: { a: 1 } }] }, 'gifts'],
  ['gifts', { gifts: [{ ...GIFT, price: 'x' }] }, 'gifts'],
  ['journal', { entries: [{ evil: 1 }] }, 'entries'],
  ['journal', { entries: [{ ...ENTRY, postings: [{ account: 'points' }] }] }, 'entries'],
  ['journal', { entries: [ENTRY], next: 7 }, 'next'],
  ['memberships', { memberships: [{ program: 'p', status: 'member', balance: 'lots' }] }, 'memberships'],
];

test.each(WRONG)('%s: %j is garbage', (what, body, name) => {
  expect(() => READ[what]({ status: 200, body: { ...body } })).toThrow(
    expect.objectContaining({ how: 'core-garbage', cause: `its answer has no ${name} as there should be` }),
  );
});

test.each([
  ['too many rows', { ...MEMBER, lots: Array(2_001).fill(MEMBER.lots[0]) }, 'lots is no list of at most 2000 rows'],
  [
    'a word without end',
    { ...MEMBER, more: 'x'.repeat(1_001) },
    expect.stringMatching(/^a word of its answer is longer/),
  ],
  ['no figure', { ...MEMBER, more: { rub: Number.POSITIVE_INFINITY } }, 'rub is no figure'],
])('%s: garbage as well', (_name, body, cause) => {
  expect(() => bonusIn({ status: 200, body })).toThrow(expect.objectContaining({ how: 'core-garbage', cause }));
});

test('what is right stays as it is, with what only this core knows; lists of menus are not shown', () => {
  const more = { status: 'gold', entries: [CLAIM], bill: { rub: 5, paidAt: AT }, own: [1, null, { a: true }] };
  const bonus = { ...MEMBER, ...more };
  expect(bonusIn({ status: 200, body: { ...bonus, lists: { goals: [] } } })).toEqual({ ok: true, value: bonus });
  expect(giftsIn({ status: 200, body: { gifts: [GIFT] } })).toEqual({ ok: true, value: { gifts: [GIFT] } });
  const page = { items: [ENTRY], next: '1' };
  expect(journalIn({ status: 200, body: { entries: [ENTRY], next: '1' } })).toEqual({ ok: true, value: page });
  expect(journalIn({ status: 200, body: { entries: [] } })).toEqual({ ok: true, value: { items: [], next: null } });
});

test('words are safe to show, wherever they stand', () => {
  const body = { ...MEMBER, status: 'go\u202Eld', own: { note: ['a\u0007b'] } };
  expect(bonusIn({ status: 200, body })).toMatchObject({ value: { status: 'gold', own: { note: ['ab'] } } });
});

test('a refusal is one; of memberships those of other programs are not its business', () => {
  const refusal = { status: 404, body: { type: 'urn:starhash:problem:not-a-member' } };
  expect(bonusIn(refusal)).toMatchObject({ ok: false, problem: { type: 'not-a-member' } });
  expect(journalIn(refusal)).toMatchObject({ ok: false, problem: { type: 'not-a-member' } });
  const one = { program: 'p', status: 'member', balance: 5 };
  const memberships = [one, { ...one, program: 'q' }];
  expect(membershipsIn({ status: 200, body: { memberships } }, 'p')).toEqual([one]);
});
