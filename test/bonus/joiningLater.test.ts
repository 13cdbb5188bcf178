/** A bonus of joining that can also be had later: once in all. */
import { describe, expect, it } from 'vitest';
import { createCore } from '../../src/bonus/core.ts';
import { fullFile } from './fullProgram.ts';
import { compile, moscow, subscriber } from './support.ts';

const NOW = moscow('2019-03-10T12:00');

describe('a bonus of joining that is had later', () => {
  it.each<[string, readonly ('join' | 'email')[], number]>([
    ['given on joining', ['join'], 15],
    ['told of later', ['email'], 15],
    ['given on joining, and told of later', ['join', 'email'], 15],
    ['told of twice', ['email', 'email'], 15],
  ])('%s: 15 once', (_name, ways, points) => {
    const core = createCore(
      compile(fullFile({ tiers: undefined, joining: { web: { bonuses: { email: 15 } } }, expiry: { rule: 'never' } })),
    );
    const one = subscriber(core);
    one.ask(NOW, { op: 'register', channel: 'web', ...(ways.includes('join') && { email: 'a@example.org' }) });
    for (const way of ways) if (way === 'email') one.event(NOW, 'email');
    expect(one.balance(NOW)).toBe(points);
    expect(one.event(NOW + 1, 'email')).toEqual({ name: 'already-granted', data: { period: 'once' } });
  });
});
