import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerUssd, resumeUssd, startUssd } from '../../../src/session/machine.ts';
import type { Service, Session } from '../../../src/session/types.ts';
import { ussdSize } from '../../../src/text/size.ts';
import { member, STRANGER } from './support/core.ts';
import { inputs, PATIENT, services } from './support/laws.ts';
import { ask, branch, call, digits, end, menu, question, serviceOf } from './support/service.ts';
import { contextOf, NOON, talk } from './support/step.ts';

/** Three pages of a question, two of an ending. */
const paged = serviceOf(
  {
    root: menu('root', {
      '1': ['to the question', 'long'],
      '2': ['to the end', 'farewell'],
      '3': ['a long menu', 'menu'],
    }),
    long: ask('long', question('answer', digits, 'short')),
    short: ask('short', question('other', digits, 'root')),
    menu: menu('long', { '1': ['home', 'root'] }),
    farewell: end('farewell'),
  },
  { long: 'word '.repeat(80), farewell: 'bye '.repeat(60) },
);

/** State and page after each answer; `over` at the end. */
function path(service: Service, answers: readonly string[]): string[] {
  return talk(service, member(10), [], answers).map(({ session }) =>
    session === null ? 'over' : `${session.state}${session.page === undefined ? '' : ` ${session.page}`}`,
  );
}

test.each([
  [
    'next turns pages, back turns them back',
    ['1', '9', '9', '0', '0'],
    ['root', 'long', 'long 1', 'long 2', 'long 1', 'long'],
  ],
  ['next on the last page is an answer', ['1', '9', '9', '9'], ['root', 'long', 'long 1', 'long 2', 'short']],
  ['back from the first page leaves the screen', ['1', '9', '0', '0'], ['root', 'long', 'long 1', 'long', 'root']],
  ['main leads to the root from any page', ['1', '9', '00'], ['root', 'long', 'long 1', 'root']],
  ['main leads to the root from any depth', ['1', '5', '00', '1'], ['root', 'long', 'short', 'root', 'long']],
  ['a wrong answer shows the question from its beginning', ['1', '9', 'x'], ['root', 'long', 'long 1', 'long']],
  ['an answer is taken on any page', ['1', '9', '5'], ['root', 'long', 'long 1', 'short']],
  ['options are chosen on any page', ['3', '9', '1'], ['root', 'menu', 'menu 1', 'root']],
  ['an ending is over on its last page', ['2', '9'], ['root', 'farewell', 'over']],
  ['an ending asks nothing', ['2', 'x', '0', '9'], ['root', 'farewell', 'farewell', 'farewell', 'over']],
  ['back at the root is an answer like any other', ['0'], ['root', 'root']],
])('%s', (_name, answers, places) => {
  expect(path(paged, answers)).toEqual(places);
});

test('keys are shown where they act', () => {
  const screens = talk(paged, STRANGER, ['1'], ['9', '9']).map(({ screen }) => screen.text.split('\n').slice(1));
  expect(screens).toEqual([['9 More', '0 Back'], ['9 More', '0 Back'], ['0 Back']]);
  const [first, last] = talk(paged, STRANGER, ['2'], ['9']).map(({ screen }) => screen.text.split('\n').slice(1));
  expect([first, last]).toEqual([['9 More'], []]);
});

test('a screen that was cut short meanwhile shows its last page', () => {
  const [, , third] = talk(paged, STRANGER, ['1'], ['9', '9']);
  const session = { ...(third?.session as Session), page: 40 };
  expect(resumeUssd(contextOf(paged), STRANGER, session).screen.text).toBe(third?.screen.text);
});

test('a screen reached by ways of different length shows the keys that act there', () => {
  const ways = serviceOf({
    root: menu('root', { '1': ['short', 'there'], '2': ['long', 'detour'] }),
    detour: menu('detour', { '1': ['on', 'there'] }),
    there: menu('there', {}),
  });
  const screen = (dialled: string[]) => talk(ways, STRANGER, dialled, [])[0]?.screen.text;
  expect(screen(['1'])).toBe('there\n0 Back');
  expect(screen(['2', '1'])).toBe('there\n0 Back\n00 Menu');
});

const CHAIN = Array.from({ length: 14 }, (_, index) => `q${index}`);
const chain = serviceOf(
  Object.fromEntries(
    ['root', ...CHAIN].map((name, index) => [name, ask(name, question('v', digits, CHAIN[index] ?? 'root'))]),
  ),
);

test('a long history forgets its middle, never its root', () => {
  const last = talk(chain, STRANGER, [], Array<string>(13).fill('1')).at(-1)?.session;
  expect(last).toMatchObject({ state: 'q12', back: ['root', 'q5', 'q6', 'q7', 'q8', 'q9', 'q10', 'q11'] });
  expect(path(chain, [...Array<string>(13).fill('1'), ...Array<string>(8).fill('0')]).at(-1)).toBe('root');
});

test('whoever comes again to a state is where they were', () => {
  const last = talk(chain, STRANGER, [], Array<string>(15).fill('1')).at(-1)?.session;
  expect(last?.state).toBe('root');
  expect(last).not.toHaveProperty('back');
});

test('a screen gone back to shows what was kept for it', () => {
  const figures = serviceOf(
    {
      root: menu('root', { '1': ['show', 'ask-core'] }),
      'ask-core': call('balance', { ok: branch('shown') }, { keep: ['balance'] }),
      shown: menu('shown', { '1': ['on', 'last'] }),
      last: menu('last', {}),
    },
    { shown: '{balance} points' },
  );
  const screens = talk(figures, member(5), ['1'], ['1', '0']).map(({ screen }) => screen.text.split('\n')[0]);
  expect(screens).toEqual(['5 points', 'last', '5 points']);
});

test('an ending of several pages shows its figures to the last one', () => {
  const figures = serviceOf(
    { root: call('balance', { ok: branch('told') }), told: end('told') },
    { told: '{balance} points '.repeat(30) },
  );
  const [first, last] = talk(figures, member(5), [], ['9']);
  expect(first?.session?.data).toEqual({ balance: 5 });
  expect([first?.screen.awaiting, last?.screen.awaiting]).toEqual([true, false]);
  expect(last?.screen.text).toMatch(/^(points 5 )+points$/);
});

test('main leads from a later page of the root to its first one', () => {
  const long = serviceOf({ root: ask('root', question('v', digits, 'root')) }, { root: 'word '.repeat(80) });
  expect(path(long, ['9', '9', '00', '00'])).toEqual(['root', 'root 1', 'root 2', 'root', 'root']);
  expect(talk(long, STRANGER, ['9'], ['00'])[1]?.session).not.toHaveProperty('vars');
  expect(talk(long, STRANGER, [], ['00'])[1]?.session).toMatchObject({ vars: { v: '00' } });
});

test('a history of states that are no longer defined is passed over', () => {
  const session: Session = { ...(talk(paged, STRANGER, ['3'], [])[0]?.session as Session), back: ['root', 'gone'] };
  const back = answerUssd(contextOf(paged), STRANGER, session, '0');
  expect(back.session).toMatchObject({ state: 'root' });
  expect(answerUssd(contextOf(paged), STRANGER, { ...session, back: ['gone'] }, '0').session?.tries).toBe(1);
});

const identity = ({ step: _step, expiresAt: _expiresAt, ...place }: Session) => place;

/** Every session and screen on a random way through a random service. */
function visits(service: Service, answers: readonly string[]) {
  return talk(service, member(200), [], answers).flatMap(({ session, screen, account }) =>
    session === null ? [] : [{ session, screen, account }],
  );
}

test('each screen fits a phone', PATIENT, () => {
  fc.assert(
    fc.property(services, inputs, (service, answers) => {
      for (const { screen } of talk(service, member(200), [], answers)) expect(ussdSize(screen.text).fits).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('a session shows its screen again as it was, and every step counts', PATIENT, () => {
  fc.assert(
    fc.property(services, inputs, (service, answers) => {
      for (const [index, { session, screen, account }] of visits(service, answers).entries()) {
        expect(resumeUssd(contextOf(service), account, session).screen).toEqual(screen);
        expect(session).toMatchObject({ step: index + 1, startedAt: NOON, expiresAt: NOON + service.timeout });
      }
    }),
    { numRuns: 300 },
  );
});

test('a page on and a page back is where one was', PATIENT, () => {
  fc.assert(
    fc.property(services, inputs, (service, answers) => {
      for (const { session, screen, account } of visits(service, answers)) {
        if (!screen.text.includes('9 More') || service.states[session.state]?.kind === 'end') continue;
        const on = answerUssd(contextOf(service), account, session, '9').session as Session;
        expect(on.page).toBe((session.page ?? 0) + 1);
        const back = answerUssd(contextOf(service), account, on, '0').session as Session;
        expect(identity(back)).toEqual(identity(session));
      }
    }),
    { numRuns: 300 },
  );
});

test('back is shown where it leads back, and nowhere else', PATIENT, () => {
  fc.assert(
    fc.property(services, inputs, (service, answers) => {
      for (const { session, screen, account } of visits(service, answers)) {
        if (service.states[session.state]?.kind === 'end') continue;
        const { session: after } = answerUssd(contextOf(service), account, session, '0');
        const depth = (session.back ?? []).length;
        if (!screen.text.includes('0 Back')) expect(depth + (session.page ?? 0)).toBe(0);
        else if (session.page !== undefined) expect(after?.page ?? 0).toBe(session.page - 1);
        else expect(after).toMatchObject({ state: session.back?.at(-1) });
      }
    }),
    { numRuns: 300 },
  );
});

test('the first screen is that of the state the route begins with', PATIENT, () => {
  fc.assert(
    fc.property(services, (service) => {
      const { session } = startUssd(contextOf(service), STRANGER, 'root', []);
      expect(session).toEqual({
        nonce: 'nonce',
        service: 'toy',
        state: 'root',
        startedAt: NOON,
        expiresAt: NOON + 180_000,
        step: 1,
      });
    }),
    { numRuns: 50 },
  );
});
