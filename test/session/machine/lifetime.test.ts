import { expect, test } from 'vitest';
import { answerUssd, drop, isResumable, resumeUssd } from '../../../src/session/machine.ts';
import type { Service, Session } from '../../../src/session/types.ts';
import { bonusService } from './support/bonusService.ts';
import { balanceOf, member, STRANGER } from './support/core.ts';
import { serviceOf } from './support/service.ts';
import { contextOf, FRIEND, frozen, NOON, stored, talk } from './support/step.ts';

const GIVER = member(100);
const MINUTE = 60_000;

function sessionAfter(service: Service, dialled: readonly string[]): Session {
  const session = talk(service, GIVER, dialled, [])[0]?.session;
  if (session == null) throw new Error('The dialogue is over.');
  return frozen(stored(session));
}

test('a dropped dialogue waits where its state allows it', () => {
  const asking = sessionAfter(bonusService, ['4', FRIEND, '10']);
  const dropped = drop(bonusService, asking, NOON + MINUTE);
  expect(dropped).toEqual({ ...asking, dropped: true, expiresAt: NOON + 6 * MINUTE });
});

test.each([
  ['a menu', []],
  ['a question', ['4', FRIEND]],
  ['a list', ['2', '1']],
])('%s that does not is over', (_name, dialled) => {
  expect(drop(bonusService, sessionAfter(bonusService, dialled), NOON)).toBeNull();
});

test('dropped again it does not wait longer, and not for ever', () => {
  const dropped = drop(bonusService, sessionAfter(bonusService, ['4', FRIEND, '10']), NOON) as Session;
  expect(drop(bonusService, dropped, dropped.expiresAt - 1)).toBe(dropped);
  expect(drop(bonusService, dropped, dropped.expiresAt)).toBeNull();
  expect(isResumable(dropped, dropped.expiresAt - 1)).toBe(true);
  expect(isResumable(dropped, dropped.expiresAt)).toBe(false);
  expect(isResumable(sessionAfter(bonusService, []), NOON)).toBe(false);
});

test('taken up again it is as if nothing had happened', () => {
  const asking = sessionAfter(bonusService, ['4', FRIEND, '10']);
  const dropped = drop(bonusService, asking, NOON + MINUTE) as Session;
  const later = contextOf(bonusService, { now: NOON + 2 * MINUTE, wire: 'smpp' });
  const { session, screen, account, messages, entries } = resumeUssd(later, GIVER, frozen(dropped));
  expect(session).toEqual({ ...asking, step: asking.step + 1, expiresAt: NOON + 5 * MINUTE, wire: 'smpp' });
  expect(screen).toEqual(talk(bonusService, GIVER, ['4', FRIEND, '10'], [])[0]?.screen);
  expect([account, messages, entries]).toEqual([GIVER, [], []]);
  const done = answerUssd(later, GIVER, session as Session, '1234');
  expect(done.screen).toEqual({ text: 'Given. 90 left.', awaiting: false });
  expect(balanceOf(done.account)).toBe(90);
});

test('a wrong answer and its notice outlive a drop', () => {
  const wrong = sessionAfter(bonusService, ['4', FRIEND, '10', 'x']);
  const resumed = resumeUssd(contextOf(bonusService), GIVER, drop(bonusService, wrong, NOON) as Session);
  expect(resumed.screen.text).toBe('Wrong.\ncode\n0 Back\n00 Menu');
  expect(resumed.session?.tries).toBe(1);
});

test('a session whose state is no longer defined ends with a word about it', () => {
  const changed = serviceOf({});
  const session = sessionAfter(bonusService, ['4']);
  const goodbye = { text: 'The service has changed. Dial again.', awaiting: false };
  const ended = { session: null, account: GIVER, screen: goodbye, messages: [], entries: [], trace: [] };
  expect(answerUssd(contextOf(changed), GIVER, session, '1')).toEqual(ended);
  expect(resumeUssd(contextOf(changed), GIVER, session)).toEqual(ended);
  expect(drop(changed, session, NOON)).toBeNull();
});

test('a session keeps its wire, HTTP without saying so', () => {
  const [http] = talk(bonusService, STRANGER, [], []);
  expect(http?.session).not.toHaveProperty('wire');
  const phone = contextOf(bonusService, { wire: 'phone' });
  const resumed = resumeUssd(phone, STRANGER, http?.session as Session);
  expect(resumed.session?.wire).toBe('phone');
  expect(answerUssd(contextOf(bonusService), STRANGER, resumed.session as Session, '2').session?.wire).toBe('phone');
  expect(resumeUssd(contextOf(bonusService), STRANGER, resumed.session as Session).session).not.toHaveProperty('wire');
});

test('a menu session is small in a store', () => {
  const session = { ...sessionAfter(bonusService, []), nonce: 'V1StGXR8', service: 'mts-bonus' };
  expect(JSON.stringify(session).length).toBeLessThanOrEqual(120);
});
