import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startPulse } from '../../../src/smpp/link/pulse.ts';

let time = 0;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  time = 5_000;
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets so much time pass as one beat sees it. */
function pass(ms: number): void {
  time += ms;
  vi.advanceTimersByTime(100);
}

test('all who joined hear of each beat, with the time', () => {
  const pulse = startPulse(() => time);
  const heard: string[] = [];
  pulse.join((now) => void heard.push(`a ${now}`));
  pass(100);
  const leave = pulse.join((now) => void heard.push(`b ${now}`));
  pass(100);
  leave();
  leave();
  pass(100);
  expect(heard).toEqual(['a 5100', 'a 5200', 'b 5200', 'a 5300']);
  expect(pulse.now()).toBe(5_300);
});

test('nobody joined: no timer; and one again for the next', () => {
  const pulse = startPulse(() => time);
  expect(vi.getTimerCount()).toBe(0);
  const leave = [pulse.join(() => {}), pulse.join(() => {})];
  expect(vi.getTimerCount()).toBe(1);
  for (const one of leave) one();
  expect(vi.getTimerCount()).toBe(0);
  time += 60_000;
  const beat = vi.fn();
  pulse.join(beat);
  pass(100);
  expect(beat).toHaveBeenCalledExactlyOnceWith(65_100);
});

test('beats in time are all heard, however many', () => {
  const pulse = startPulse(() => time);
  const beat = vi.fn();
  pulse.join(beat);
  for (let n = 0; n < 50; n += 1) pass(100);
  expect(beat).toHaveBeenCalledTimes(50);
});

test('a process that stands still before the first beat is excused, too', () => {
  const pulse = startPulse(() => time);
  const beat = vi.fn();
  pulse.join(beat);
  pass(2_001);
  expect(beat).not.toHaveBeenCalled();
});

test('a process that stood still first reads what came meanwhile: that beat is left out, the next is not', () => {
  const pulse = startPulse(() => time);
  const beat = vi.fn();
  pulse.join(beat);
  pass(2_000);
  expect(beat).toHaveBeenCalledTimes(1);
  pass(2_001);
  expect(beat).toHaveBeenCalledTimes(1);
  pass(2_001);
  expect(beat).toHaveBeenCalledTimes(2);
  pass(2_001);
  expect(beat).toHaveBeenCalledTimes(2);
  pass(100);
  expect(beat).toHaveBeenCalledTimes(3);
});

test('one that throws is reported, and the others hear of the beat', () => {
  const errors: unknown[] = [];
  const pulse = startPulse(
    () => time,
    (error) => void errors.push(error),
  );
  const beat = vi.fn();
  pulse.join(() => {
    throw new Error('a bug');
  });
  pulse.join(beat);
  pass(100);
  pass(100);
  expect(beat).toHaveBeenCalledTimes(2);
  expect(errors).toEqual([new Error('a bug'), new Error('a bug')]);
});

test("it runs on the machine's own clock", () => {
  const before = performance.now();
  const pulse = startPulse();
  expect(pulse.now()).toBeGreaterThanOrEqual(before);
  expect(pulse.now()).toBeLessThanOrEqual(performance.now());
});
