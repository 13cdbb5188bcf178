import { expect, test } from 'vitest';
import type { Account } from '../../../src/bonus/types.ts';
import type { Service } from '../../../src/session/types.ts';
import { bonusService } from './support/bonusService.ts';
import { member } from './support/core.ts';
import { branch, call, digits, end, list, menu, question, serviceOf } from './support/service.ts';
import { FRIEND, talk } from './support/step.ts';

/** What the session remembers in the end. */
function memory(service: Service, account: Account, dialled: readonly string[]) {
  const session = talk(service, account, dialled, [])[0]?.session;
  return { state: session?.state, vars: session?.vars, data: session?.data };
}

test('answers are remembered under their names, read by their types', () => {
  expect(memory(bonusService, member(9), ['4', FRIEND])).toMatchObject({ vars: { to: FRIEND } });
  expect(memory(bonusService, member(9), ['4', FRIEND, '5000'])).toMatchObject({ vars: { to: FRIEND, points: 5000 } });
});

test('of an outcome only what is to be kept', () => {
  const vars = { to: FRIEND, points: 10, id: 'id' };
  expect(memory(bonusService, member(9), ['4', FRIEND, '10'])).toEqual({ state: 'code', vars, data: undefined });
});

test('of a refusal nothing: its figures are not the answers', () => {
  const service = serviceOf({
    root: menu('root', {}, { question: question('code', digits, 'order') }),
    order: call('order', {}, { with: { code: '$code' }, keep: ['balance', 'price'], otherwise: branch('root') }),
  });
  expect(memory(service, member(9), ['11'])).toEqual({ state: 'root', vars: { code: '11' }, data: undefined });
});

test('of a picked row only what is to be kept', () => {
  const service = serviceOf(
    { root: list('root', 'row', { pick: { by: 'code', keep: ['price'], go: 'after' } }), after: menu('after', {}) },
    { row: '{code}' },
  );
  expect(memory(service, member(9), ['12']).vars).toEqual({ price: 61 });
});

test('an option sets what its list is narrowed by', () => {
  expect(memory(bonusService, member(9), ['2', '2']).vars).toEqual({ category: 'data' });
});

test('figures of all calls of a step are there for its ending', () => {
  const service = serviceOf(
    {
      root: menu('root', { '1': ['go', 'first'] }),
      first: call('transfer', { ok: branch('second') }, { with: { to: FRIEND, points: 5 } }),
      second: call('balance', { ok: branch('told', { sms: 'sms' }) }),
      told: end('told', { sms: 'sms' }),
    },
    { told: '{points} of {balance}', sms: '{points}/{balance}', 'core.transfer-code': '{code}' },
  );
  const [result] = talk(service, member(9), ['1'], []);
  expect(result?.screen.text).toBe('5 of 9');
  expect(result?.messages.map(({ text }) => text)).toEqual(['1234', '5/9', '5/9']);
});

test('a list is narrowed by all its conditions, fixed and remembered', () => {
  const narrowed = (where: Record<string, string>) =>
    serviceOf(
      {
        root: menu('root', {}, { options: [{ key: '1', label: 'list', set: { price: 62 }, go: 'gifts' }] }),
        gifts: list('gifts', 'row', { where }),
      },
      { row: '{code}', 'gift.minutes': 'minutes', 'gift.data': 'MB' },
    );
  const rows = (where: Record<string, string>) =>
    talk(narrowed(where), member(9), ['1'], [])[0]?.screen.text.split('\n').slice(1, -1);
  expect(rows({ category: 'voice' })).toEqual(['11', '13', '15', '17', '19', '21']);
  expect(rows({ category: 'voice', price: '$price' })).toEqual(['13']);
  expect(rows({ category: 'data', price: '$price' })).toEqual(['Nothing.']);
  expect(rows({ category: '$unset' })).toEqual(['Nothing.']);
  expect(rows({ unknown: '$unset' })).toEqual(['Nothing.']);
});
