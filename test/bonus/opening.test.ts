/** `open`: what a world begins with. */
import { describe, expect, test } from 'vitest';
import { createCore, emptyAccount } from '../../src/bonus/core.ts';
import { postedTo } from '../../src/bonus/ledger.ts';
import { violations } from './invariants.ts';
import { compile, contextAt, moscow, PROGRAM, programFile } from './support.ts';

const NOW = moscow('2018-06-01T12:00');
const CORE = createCore(PROGRAM);
const opened = (points: number, core = CORE) =>
  core.decide(emptyAccount('79160000001'), { op: 'open', points }, contextAt(NOW));

describe('a membership that a world begins with', () => {
  test('has its points in a lot of the program’s own expiry, one entry in the journal, and no SMS', () => {
    const { account, entries, messages, outcome } = opened(40);
    expect(outcome).toEqual({ name: 'ok', data: { balance: 40 } });
    expect(messages).toEqual([]);
    expect(entries.map((entry) => [entry.kind, entry.seq, postedTo(entry, 'points')])).toEqual([['opening', 0, 40]]);
    expect(account.programs[PROGRAM.id]?.lots).toEqual([{ points: 40, expiresAt: moscow('2019-01-01T00:00') }]);
    expect(violations({ program: PROGRAM, subscribers: [{ account, entries, asOf: NOW }] })).toEqual([]);
  });

  test('without points has no entry', () => {
    const { account, entries } = opened(0);
    expect(entries).toEqual([]);
    expect(account.programs[PROGRAM.id]).toMatchObject({ status: 'member', since: NOW, lots: [] });
  });

  test('begins once', () => {
    const again = CORE.decide(opened(40).account, { op: 'open', points: 2 }, contextAt(NOW));
    expect(again.outcome.name).toBe('already-a-member');
    expect(again.entries).toEqual([]);
  });

  test.each([
    ['frozen', { frozen: '2018-05-01T00:00:00+03:00' }, 'ok'],
    ['closed', { frozen: '2018-04-01T00:00:00+03:00', closed: '2018-05-01T00:00:00+03:00' }, 'closed'],
  ])('in a %s program', (_, dates, outcome) => {
    const core = createCore(compile(programFile({ lifecycle: 'dated', dates })));
    expect(opened(40, core).outcome.name).toBe(outcome);
  });
});
