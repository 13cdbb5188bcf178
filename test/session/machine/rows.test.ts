/** Which rows of the core a list shows. */
import { expect, test } from 'vitest';
import { rowsOf } from '../../../src/session/rows.ts';
import { member, STRANGER } from './support/core.ts';
import { list, serviceOf } from './support/service.ts';
import { contextOf } from './support/step.ts';

const SERVICE = serviceOf({ root: list('root', 'row', {}) }, {});
const ALL = 12;

test.each([
  ['no condition', {}, {}, ALL],
  ['its value', { category: 'voice' }, {}, 6],
  ['a value of no row', { category: 'films' }, {}, 0],
  ["a variable's value", { category: '$which' }, { which: 'data' }, 6],
  ['a number', { price: '$price' }, { price: 60 }, 1],
  ['a variable that is not set', { category: '$which' }, {}, 0],
  ['any value', { category: '$which' }, { which: '*' }, ALL],
  ['any value of one field and one of another', { category: '$which', price: '$price' }, { which: '*', price: 61 }, 1],
])('rows of %s', (_what, where, vars, count) => {
  const shown = rowsOf(contextOf(SERVICE), member(0), list('root', 'row', { where }), vars);
  expect(shown).toHaveLength(count);
});

test('without a core there are none', () => {
  const service = { ...SERVICE, core: null };
  expect(rowsOf(contextOf(service), STRANGER, list('root', 'row', {}), {})).toEqual([]);
});
