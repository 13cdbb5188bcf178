import { expect, test } from 'vitest';
import { runSms } from '../../../src/session/machine.ts';
import { smsOf } from '../../../src/session/sms.ts';
import type { Service } from '../../../src/session/types.ts';
import { balanceOf, member, STRANGER } from './support/core.ts';
import { branch, call, end, menu, serviceOf } from './support/service.ts';
import { contextOf, FRIEND, frozen, NOON } from './support/step.ts';

const service: Service = serviceOf(
  {
    join: call(
      'register',
      { ok: branch('silent') },
      { with: { channel: 'sms' }, otherwise: branch('sorry', { notice: 'why' }) },
    ),
    balance: call('balance', { ok: branch('balance-sms') }),
    'balance-sms': end('balance-sms'),
    silent: end(null),
    order: call('order', { ok: branch('silent'), 'too-few-points': branch('missing') }, { with: { code: '$code' } }),
    missing: end('missing', { sms: 'hint' }),
    twice: call('register', { ok: branch('order') }, { with: { channel: 'sms' } }),
    give: call('transfer', { ok: branch('silent') }, { with: { to: FRIEND, points: 5 } }),
    meant: end('meant'),
    menu: menu('menu', { '1': ['yes', 'silent'] }),
    loop: call('balance', { ok: branch('loop') }, { otherwise: branch('loop') }),
    nameless: call('order', {}, { with: { code: '$nothing' } }),
    unforeseen: call('balance', { ok: branch('silent') }, { otherwise: null }),
    lost: call('balance', { ok: branch('nowhere') }, { otherwise: branch('nowhere') }),
  },
  {
    'balance-sms': '{balance} points',
    missing: '{missing} points are missing for {code}.',
    meant: 'Did you mean {meant}?',
    'core.registered': 'Welcome. {balance}',
    'core.ordered': '{name} ordered.',
    'core.transfer-code': '{code} confirms.',
    'gift.minutes': '30 minutes',
    'gift.data': '30 MB',
  },
);

test.each([
  ['the answer is an SMS', 'balance', member(7), {}, ['7 points']],
  ['the core has said it all', 'join', STRANGER, {}, ['Welcome. 0']],
  ['a notice stands above the answer', 'join', member(1), {}, ['why\nSorry.']],
  ['variables come from the text', 'order', member(100), { code: '11' }, ['30 minutes ordered.']],
  [
    "an ending's own SMS comes with its text",
    'order',
    member(10),
    { code: '11' },
    ['hint', '50 points are missing for 11.'],
  ],
  ['only spoken of, never carried out', 'meant', member(7), { meant: 'BONUS' }, ['Did you mean BONUS?']],
  [
    'what happened comes in order',
    'twice',
    STRANGER,
    { code: '11' },
    ['Welcome. 0', 'hint', '60 points are missing for 11.'],
  ],
])('%s', (_name, start, account, vars, texts) => {
  const result = runSms(contextOf(service, { by: 'sms' }), frozen(account), start, vars);
  expect(result.messages).toEqual(texts.map((text) => ({ from: '4555', text, at: NOON })));
  expect(result).toMatchObject({ session: null, screen: { awaiting: false } });
});

test('effects carry the id of the message and of the call', () => {
  const { entries, account } = runSms(contextOf(service, { request: 'm1' }), member(200), 'order', { code: '11' });
  expect(entries.map(({ request }) => request)).toEqual(['m1.0']);
  expect(balanceOf(account)).toBe(140);
  const twice = runSms(contextOf(service, { request: 'm1' }), STRANGER, 'twice', { code: '11' });
  expect(twice.entries.map(({ request }) => request)).toEqual(['m1.0']);
});

test('a number that must be looked up first is asked for at once', () => {
  const ctx = contextOf(service, { peers: {} });
  expect(runSms(ctx, member(200), 'give', {}).needPeer).toBe(FRIEND);
  const known = runSms({ ...ctx, peers: { [FRIEND]: true } }, member(200), 'give', {});
  expect(known).not.toHaveProperty('needPeer');
  expect(known.messages).toHaveLength(1);
});

test.each([
  ['menu', 'An SMS leads to "menu", where somebody would have to answer.'],
  ['loop', 'Service "toy" goes on without input at "loop".'],
  ['nameless', 'The field "code" is missing.'],
  ['unforeseen', 'The call "unforeseen" says nothing about the outcome "not-a-member".'],
  ['lost', 'Service "toy" has no state "nowhere".'],
  ['constructor', 'Service "toy" has no state "constructor".'],
])('a definition that the loader would refuse throws: %s', (start, message) => {
  expect(() => runSms(contextOf(service), STRANGER, start, {})).toThrow(message);
});

test('a core message is an SMS of its service, dated when it fell due', () => {
  const message = { key: 'core.registered', args: { balance: 5 } };
  expect(smsOf(service, STRANGER, message, NOON - 1)).toEqual({ from: '4555', text: 'Welcome. 5', at: NOON - 1 });
});
