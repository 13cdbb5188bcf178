/** What `expect` says of a phone: under vitest, for jest, and our own for node:test. */
import { AssertionError } from 'node:assert';
import { afterAll, describe, expect, test } from 'vitest';
import { close, expect as ours, type PhoneMatchers, phone, type TestPhone } from '../../src/testing.ts';

const NUMBER = '79161234567';

afterAll(close);

/** A phone at the root menu, which has received an SMS. */
async function atMenu(): Promise<TestPhone> {
  const p = await phone(NUMBER, { language: 'en', points: { 'mts-bonus': 40 } });
  await p.sms('4555', 'Balance');
  await p.dial('*111*455#');
  return p;
}

async function refused(): Promise<TestPhone> {
  const p = await phone(NUMBER);
  await p.answer('1');
  return p;
}

const untouched = () => phone(NUMBER);

const MENU = `It texted "Balance" to 4555, dialled *111*455#.
It shows:
  │ MTS Bonus
  │ 0 Balance
  │ 1 Join
  │ 2 Gifts (or a code)
  │ 4 Give
  │ 5 History
  │ 6 Leave`;

type Expecting = (expectation: PhoneMatchers) => void;

/** What holds of a phone, and what is said where the contrary is expected. */
const HOLDS: readonly [name: string, of: () => Promise<TestPhone>, holds: Expecting, said: string][] = [
  ['text on the screen', atMenu, (e) => e.toShow('Gifts (or'), `expected ${NUMBER} not to show "Gifts (or".\n${MENU}`],
  ['a pattern', atMenu, (e) => e.toShow(/^2 G/m), `expected ${NUMBER} not to show /^2 G/m.\n${MENU}`],
  ['no dialogue', untouched, (e) => e.toHaveEnded(), `expected ${NUMBER} not to be in no dialogue.\nIt shows nothing.`],
  [
    'a refusal',
    refused,
    (e) => e.toBeRefused('unknown-session'),
    `expected ${NUMBER} not to be refused with unknown-session.\nIt answered 1.\nIt was refused: unknown-session: The phone is in no dialogue.`,
  ],
  [
    'an SMS',
    atMenu,
    (e) => e.toHaveReceived(),
    `expected ${NUMBER} not to have received an SMS.\nIt texted "Balance" to 4555, dialled *111*455#.\nHas come:\n  │ 4555: `,
  ],
];

/** What does not hold, and what is said where it is expected. */
const FAILS: readonly [name: string, of: () => Promise<TestPhone>, fails: Expecting, said: string][] = [
  ['text on the screen', atMenu, (e) => e.toShow('gifts'), `expected ${NUMBER} to show "gifts".\n${MENU}`],
  [
    'a screen of a refused act',
    refused,
    (e) => e.toShow(''),
    `expected ${NUMBER} to show "".\nIt answered 1.\nIt was refused`,
  ],
  ['no dialogue', atMenu, (e) => e.toHaveEnded(), `expected ${NUMBER} to be in no dialogue.\n${MENU}`],
  ['a refusal', atMenu, (e) => e.toBeRefused(), `expected ${NUMBER} to be refused.\n${MENU}`],
  [
    'a refusal with another word',
    refused,
    (e) => e.toBeRefused('session-over'),
    `expected ${NUMBER} to be refused with session-over.`,
  ],
  [
    'an SMS',
    untouched,
    (e) => e.toHaveReceived(/\d/),
    `expected ${NUMBER} to have received an SMS with /\\d/.\nNo SMS has come.`,
  ],
];

/** The libraries: what `expect` is, as each has it. */
const LIBRARIES: readonly [
  name: string,
  expecting: (p: TestPhone) => PhoneMatchers & { readonly not: PhoneMatchers },
][] = [
  ['vitest', (p) => expect(p)],
  ['node:test', ours],
];

describe.each(LIBRARIES)('%s', (_library, expecting) => {
  test.each(HOLDS)('%s holds', async (_name, of, holds, said) => {
    const p = await of();
    holds(expecting(p));
    expect(messageOf(() => holds(expecting(p).not))).toSatisfy((message: string) => message.startsWith(said));
  });

  test.each(FAILS)('%s does not hold', async (_name, of, fails, said) => {
    const p = await of();
    fails(expecting(p).not);
    expect(messageOf(() => fails(expecting(p)))).toSatisfy((message: string) => message.startsWith(said));
  });

  test.each([
    ['a promise of one', phone(NUMBER), 'toShow is for phones. Write "await" before it.'],
    ['a text', 'МТС', 'toShow is for phones. phone() of starhash/testing gives one.'],
    ['nothing', undefined, 'toShow is for phones. phone() of starhash/testing gives one.'],
  ])('%s is no phone', (_name, value, said) => {
    expect(() => expecting(value as unknown as TestPhone).toShow('МТС')).toThrow(said);
  });
});

function messageOf(work: () => void): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was thrown';
}

test('a pattern that remembers where it stopped is asked from the beginning', async () => {
  const p = await atMenu();
  const pattern = /MTS/g;
  for (let time = 0; time < 3; time += 1) expect(p).toShow(pattern);
});

test('of many acts the last six are told', async () => {
  const p = await phone(NUMBER);
  for (let time = 1; time <= 8; time += 1) await p.dial(`*111*455*${time}${time}#`);
  expect(messageOf(() => ours(p).toShow('nothing'))).toMatch(/^.*\nIt dialled \*111\*455\*33#, .*\*88#\.\n/);
});

test('for node:test it is an AssertionError that points at the test', async () => {
  const p = await atMenu();
  const error = await Promise.resolve()
    .then(() => ours(p).toShow('nothing'))
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AssertionError);
  expect(error).toMatchObject({ code: 'ERR_ASSERTION', operator: 'toShow' });
  expect((error as Error).stack?.split('\n').find((line) => line.includes(' at '))).toContain('matchers.test.ts');
});
