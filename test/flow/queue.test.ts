import { describe, expect, test } from 'vitest';
import { keyedQueue } from '../../src/flow/queue.ts';
import { StoreUnavailable } from '../../src/store/port.ts';

describe('the queue of a subscriber', () => {
  const settled = async (work: Promise<unknown>) => (await Promise.allSettled([work]))[0]?.status;

  test('work of one key runs one after the other, of another key at once', async () => {
    const queue = keyedQueue();
    const order: string[] = [];
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = queue.run('a', () => gate.then(() => order.push('first')));
    const second = queue.run('a', async () => order.push('second'));
    await queue.run('b', async () => order.push('other'));
    expect(order).toEqual(['other']);
    release();
    await Promise.all([first, second]);
    expect(order).toEqual(['other', 'first', 'second']);
  });

  test('an ordinary failure does not touch the next one', async () => {
    const queue = keyedQueue();
    const bad = queue.run('a', () => Promise.reject(new Error('mine')));
    const good = queue.run('a', async () => 'well');
    expect(await settled(bad)).toBe('rejected');
    expect(await good).toBe('well');
  });

  test('a store that is away fails those that wait, and nobody who comes later', async () => {
    const queue = keyedQueue();
    let ran = 0;
    const away = queue.run('a', () => Promise.reject(new StoreUnavailable('away')));
    const waiting = queue.run('a', async () => {
      ran += 1;
    });
    expect(await settled(away)).toBe('rejected');
    const later = queue.run('a', async () => 'well');
    await expect(waiting).rejects.toThrow(StoreUnavailable);
    expect(await later).toBe('well');
    expect(ran).toBe(0);
  });

  test('is idle when all work has ended, well or badly, and what it led to', async () => {
    const queue = keyedQueue();
    const order: string[] = [];
    const work = queue
      .run('a', async () => order.push('first'))
      .then(() => queue.run('b', async () => order.push('what it led to')));
    queue.run('c', () => Promise.reject(new Error('mine'))).catch(() => order.push('failure'));
    await queue.idle();
    expect(order.toSorted()).toEqual(['failure', 'first', 'what it led to']);
    await Promise.all([work, queue.idle()]);
  });
});
