import { expect, test } from 'vitest';
import { storeWatch } from '../../src/flow/storeWatch.ts';
import { StoreUnavailable } from '../../src/store/port.ts';

const away = () => Promise.reject(new StoreUnavailable('Silence.'));

test('tells once that the store is away, and once that it is back', async () => {
  const told: string[] = [];
  const { look } = storeWatch((what) => told.push(what));
  expect(await look(Promise.resolve('well'))).toBe('well');
  for (let n = 0; n < 3; n += 1) await expect(look(away())).rejects.toThrow(StoreUnavailable);
  for (let n = 0; n < 3; n += 1) await look(Promise.resolve());
  expect(told).toEqual([
    'The store does not answer: Silence. Until it does, calls fail and nothing is lost.',
    'The store answers again.',
  ]);
});

test('another failure is no news of the store', async () => {
  const told: string[] = [];
  await expect(storeWatch((what) => told.push(what)).look(Promise.reject(new Error('mine')))).rejects.toThrow('mine');
  expect(told).toEqual([]);
});
