/** A service with one of everything: the shape of MTS Bonus, in few words. */
import { amount, ask, branch, call, digits, end, giftCode, list, menu, question, serviceOf } from './service.ts';

const join = branch('how-to-join');

export const bonusService = serviceOf(
  {
    root: menu(
      'root',
      {
        '0': ['balance', 'balance'],
        '1': ['join', 'join'],
        '2': ['gifts', 'categories'],
        '4': ['give', 'to'],
        '6': ['quit', 'warn'],
      },
      { question: question('code', giftCode, 'order') },
    ),
    balance: call('balance', { ok: branch('accepted', { sms: 'sms.balance' }), 'not-a-member': join }),
    join: call(
      'register',
      { ok: branch('accepted'), 'already-a-member': branch('already') },
      { with: { channel: 'ussd' } },
    ),
    categories: menu(
      'categories',
      {},
      {
        options: [
          { key: '1', label: 'voice', set: { category: 'voice' }, go: 'gifts' },
          { key: '2', label: 'data', set: { category: 'data' }, go: 'gifts' },
        ],
      },
    ),
    gifts: list('gifts', 'row', {
      where: { category: '$category' },
      pick: { by: 'code', keep: ['code', 'nameKey', 'price'], go: 'sure' },
    }),
    sure: menu('sure', { '1': ['yes', 'order'] }),
    order: call(
      'order',
      { ok: branch('accepted'), 'not-a-member': join, 'too-few-points': branch('missing', { sms: 'sms.missing' }) },
      { with: { code: '$code' } },
    ),
    to: ask('to', question('to', digits, 'points')),
    points: ask('points', question('points', amount, 'transfer')),
    transfer: call(
      'transfer',
      {
        ok: branch('code'),
        'not-a-member': join,
        'over-limit': branch('points', { notice: 'over-limit' }),
        'recipient-not-a-member': branch('to', { notice: 'stranger' }),
      },
      { with: { to: '$to', points: '$points' }, keep: ['id'] },
    ),
    code: ask('code', question('typed', digits, 'confirm'), { resume: 300_000 }),
    confirm: call(
      'confirm',
      { ok: branch('given'), 'wrong-code': branch('code', { notice: 'wrong-code' }) },
      { with: { id: '$id', code: '$typed' } },
    ),
    given: end('given', { sms: 'sms.given' }),
    warn: call('balance', { ok: branch('leave'), 'not-a-member': join }, { keep: ['balance'] }),
    leave: menu('leave', { '1': ['yes', 'accepted'] }),
    accepted: end('accepted'),
    already: end('already', { refusal: true }),
    missing: end('missing', { refusal: true }),
    'how-to-join': end('how-to-join', { refusal: true }),
  },
  {
    sure: '{name} for {price}?',
    row: '{code} {name} {price}',
    'gift.minutes': '30 minutes',
    'gift.data': '30 MB',
    missing: '{missing} points are missing.',
    points: 'How many points for {to}?',
    'over-limit': 'At most {limit}.',
    'wrong-code': '{triesLeft} tries left.',
    given: 'Given. {balance} left.',
    leave: '{balance} points will burn.',
    'sms.balance': 'You have {balance, plural, one {{balance} point} other {{balance} points}}.',
    'sms.missing': '{missing} points are missing for {code}.',
    'sms.given': 'You gave {points} to {to}.',
    'core.registered': 'Welcome. {balance}',
    'core.ordered': '{name} ordered, {balance} left.',
    'core.transfer-code': '{code} confirms {points} for {to}.',
  },
);
