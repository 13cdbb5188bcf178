/** Points that the event itself states, within limits. */
import { expect, it } from 'vitest';
import { createCore } from '../../src/bonus/core.ts';
import { FULL } from './fullProgram.ts';
import { moscow, subscriber } from './support.ts';

const CORE = createCore(FULL);
const NOW = moscow('2018-03-10T12:00');

const member = () => subscriber(CORE).join(NOW);

it.each([100, 101, 999, 1000])('%i points come at once, each time', (points) => {
  const one = member();
  expect(one.event(NOW, 'survey', { points })).toEqual({ name: 'ok', data: { earned: points, balance: points } });
  expect(one.event(NOW, 'survey', { points })).toMatchObject({ name: 'ok', data: { balance: 2 * points } });
  expect(one.entries.map(({ kind, note }) => [kind, note])).toEqual([
    ['earn', 'survey'],
    ['earn', 'survey'],
  ]);
});

it.each([
  [{ points: 99 }, 'under-limit', { field: 'points', limit: 100 }],
  [{ points: 1 }, 'under-limit', { field: 'points', limit: 100 }],
  [{ points: 1001 }, 'over-limit', { field: 'points', limit: 1000 }],
  [{ points: 0 }, 'not-positive', { field: 'points' }],
  [{ points: -100 }, 'not-positive', { field: 'points' }],
  [{ points: 100.5 }, 'bad-value', { field: 'points' }],
  [{ points: '100' }, 'bad-value', { field: 'points' }],
  [{}, 'bad-value', { field: 'points' }],
  [{ points: 100, rub: 5 }, 'bad-value', { field: 'rub' }],
])('%o: %s, and nothing is written', (values, name, data) => {
  const one = member();
  const before = one.account;
  expect(one.event(NOW, 'survey', values as Record<string, number>)).toMatchObject({ name, data });
  expect(one.account).toBe(before);
});
