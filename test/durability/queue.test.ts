/** A store that is away is found out once for all who wait in a line, not by one after the other. */
import { expect, test } from 'vitest';
import { keyedQueue } from '../../src/flow/queue.ts';
import { StoreUnavailable } from '../../src/store/port.ts';

const KEY = 'main 79160000001';
const away = async () => {
  throw new StoreUnavailable('away');
};

test('who waited while the store was lost fails with it and is not begun; who asks after that is begun', async () => {
  const { run } = keyedQueue();
  const begun: string[] = [];
  const work = (name: string) => async () => void begun.push(name);
  const asksAgain = run(KEY, away).catch(() => run(KEY, work('again')));
  const waiting = [run(KEY, work('first')), run(KEY, work('second'))];
  const ends = await Promise.allSettled([...waiting, asksAgain]);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  expect(begun).toEqual(['again']);
});

test('any other failure is its own: the next one is begun', async () => {
  const { run } = keyedQueue();
  const failing = run(KEY, () => Promise.reject(new Error('a mistake')));
  const next = run(KEY, async () => 'begun');
  await expect(failing).rejects.toThrow('a mistake');
  expect(await next).toBe('begun');
});

test('a line that has emptied forgets the loss', async () => {
  const { run } = keyedQueue();
  await expect(run(KEY, away)).rejects.toThrow(StoreUnavailable);
  expect(await run(KEY, async () => 'begun')).toBe('begun');
});
