import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Abandoned,
  type Assembled,
  type Assembly,
  addPart,
  dropStale,
  EMPTY_ASSEMBLY,
  type Outcome,
  reopen,
} from '../../../src/smpp/message/assemble.ts';
import { type Part, readSms } from '../../../src/smpp/message/content.ts';
import { PART_OVERHEAD } from '../../../src/smpp/message/partSet.ts';
import { type LongSms, partsOf } from '../../../src/smpp/message/parts.ts';
import type { Content } from '../../../src/smpp/message/pieces.ts';
import { longTexts, sms } from './contents.ts';
import { submitSm } from './pdus.ts';

const LIMITS = { sets: 4, octets: 100_000, patience: 1000 };

/** The parts of an SMS as they are read from its PDUs. */
function partsIn(content: Content, longSms: LongSms, reference = 7): readonly Part[] {
  const messages = partsOf(content, { byDefault: 'gsm7', longSms, reference }) ?? [];
  return messages.map((message) => {
    const read = readSms(submitSm(message), 'gsm7');
    if (read.kind !== 'part') throw new Error(`no part but ${read.kind}`);
    return read.part;
  });
}

/** Parts of one octet each, like `A1` of reference A; total parts. */
function part(number: number, octet: string, { reference = 7, total = 3, dataCoding = 0 } = {}): Part {
  const piece = { dataCoding, flash: false, octets: Buffer.from(octet, 'latin1'), elements: [] };
  return { piece, of: { reference, total, number, source: 'udh8' } };
}

interface Step {
  readonly part: Part;
  readonly from?: string;
  readonly to?: string;
  readonly now?: number;
}

interface Run {
  readonly assembly: Assembly;
  readonly outcomes: readonly Outcome[];
  readonly abandoned: readonly Abandoned[];
}

/** Adds parts one after another; their ids are `m0`, `m1`… */
function run(steps: readonly Step[], limits = LIMITS): Run {
  let all: Run = { assembly: EMPTY_ASSEMBLY, outcomes: [], abandoned: [] };
  for (const [index, { part, from = '79161234567', to = '4555', now = index }] of steps.entries()) {
    const arrival = { source: from, destination: to, part, id: `m${index}` };
    const added: Assembled = addPart(all.assembly, arrival, now, 'gsm7', limits);
    const { assembly, outcome, abandoned } = added;
    all = { assembly, outcomes: [...all.outcomes, outcome], abandoned: [...all.abandoned, ...abandoned] };
  }
  return all;
}

const kinds = ({ outcomes }: Run) => outcomes.map(({ kind }) => kind);
const contents = ({ outcomes }: Run) =>
  outcomes.flatMap((outcome) => (outcome.kind === 'complete' ? [outcome.content] : []));
const whole = (text: string) => sms(text);
const steps = (...parts: readonly Part[]): readonly Step[] => parts.map((one) => ({ part: one }));

const [p1, p2, p3] = [part(1, 'a'), part(2, 'b'), part(3, 'c')];

describe('a set', () => {
  test('is complete when all its parts are there, in any order', () => {
    const done = run(steps(p3, p1, p2));
    expect(done.outcomes).toEqual([
      { kind: 'waiting' },
      { kind: 'waiting' },
      { kind: 'complete', content: whole('abc'), ids: ['m1', 'm2', 'm0'] },
    ]);
    expect(done.abandoned).toEqual([]);
  });

  test('is not moved by a part that comes twice; that has the id of the first', () => {
    const done = run(steps(p3, p3, p1, p3, p1, p2));
    expect(kinds(done)).toEqual(['waiting', 'repeated', 'waiting', 'repeated', 'repeated', 'complete']);
    expect(done.outcomes[3]).toEqual({ kind: 'repeated', id: 'm0' });
    expect(contents(done)).toEqual([whole('abc')]);
  });

  test('is not complete again by a part that comes late, nor spoilt by it', () => {
    const done = run(steps(p1, p2, p3, p2, part(1, 'x'), part(2, 'y'), part(3, 'z')));
    expect(contents(done)).toEqual([whole('abc'), whole('xyz')]);
    expect(done.abandoned).toEqual([]);
  });

  test('that comes again as a whole is given again', () => {
    const done = run(steps(p1, p2, p3, p3, p2, p2, p1, p1, p2, p3));
    expect(contents(done)).toEqual([whole('abc'), whole('abc'), whole('abc')]);
    expect(done.assembly.map(({ cost }) => cost)).toEqual([3 * (PART_OVERHEAD + 1)]);
  });

  test('gives way to another SMS of its name, and that is reported', () => {
    const done = run(steps(p1, p2, part(1, 'x'), part(2, 'y'), part(3, 'z')));
    expect(contents(done)).toEqual([whole('xyz')]);
    const of = { reference: 7, total: 3, source: 'udh8' };
    expect(done.abandoned).toEqual([
      { source: '79161234567', destination: '4555', of, ids: ['m0', 'm1'], why: 'overtaken' },
    ]);
  });

  test('the same octets in another alphabet are another SMS', () => {
    const done = run(steps(p1, part(1, 'a', { dataCoding: 3 })));
    expect(kinds(done)).toEqual(['waiting', 'waiting']);
    expect(done.abandoned).toMatchObject([{ ids: ['m0'], why: 'overtaken' }]);
  });

  test.each([
    ['another number', { from: '79160000000' }, {}],
    ['another short code', { to: '4556' }, {}],
    ['another reference', {}, { reference: 8 }],
    ['another number of parts', {}, { total: 4 }],
  ])('is not completed by a part of %s', (_, address, name) => {
    const done = run([...steps(p1, p2), { part: part(3, 'c', name), ...address }]);
    expect(kinds(done)).toEqual(['waiting', 'waiting', 'waiting']);
    expect(done.assembly).toHaveLength(2);
  });

  test('is not completed by a part of the same reference in another carriage', () => {
    const other: Part = { ...p3, of: { ...p3.of, source: 'udh16' } };
    expect(kinds(run(steps(p1, p2, other)))).toEqual(['waiting', 'waiting', 'waiting']);
  });

  test('keeps copies: the octets it came in may change', () => {
    const mine = part(1, 'a');
    const first = run(steps(mine, p2));
    mine.piece.octets.write('X');
    const added = addPart(
      first.assembly,
      { source: '79161234567', destination: '4555', part: p3, id: 'm2' },
      2,
      'gsm7',
    );
    expect(added.outcome).toMatchObject({ content: whole('abc') });
  });

  test('what was before a call is not changed by it', () => {
    const before = run(steps(p1, p2));
    const again = { source: '79161234567', destination: '4555', part: p3, id: 'm2' };
    const once = addPart(before.assembly, again, 2, 'gsm7');
    expect(addPart(before.assembly, again, 2, 'gsm7')).toEqual(once);
    expect(once.outcome.kind).toBe('complete');
  });
});

describe('an SMS that could not be handed on', () => {
  const last = { source: '79161234567', destination: '4555', part: p2, id: 'm2' };
  const done = run(steps(p1, p3, p2));

  test('is complete again when its refused part comes again', () => {
    const reopened = reopen(done.assembly, last);
    const again = addPart(reopened, { ...last, id: 'm3' }, 10, 'gsm7');
    expect(again.outcome).toEqual({ kind: 'complete', content: whole('abc'), ids: ['m0', 'm3', 'm1'] });
    expect(again.assembly).toEqual(done.assembly.map((set) => ({ ...set, since: 10, known: expect.anything() })));
  });

  test('is reported if that part never comes again', () => {
    const { abandoned } = dropStale(reopen(done.assembly, last), 5000, LIMITS);
    expect(abandoned).toMatchObject([{ ids: ['m0', 'm1'], why: 'timeout' }]);
  });

  test('stays as it is where another one took its place', () => {
    const other = addPart(done.assembly, { ...last, part: part(1, 'x'), id: 'm3' }, 3, 'gsm7');
    expect(reopen(other.assembly, last)).toEqual(other.assembly);
    expect(reopen([], last)).toEqual([]);
  });
});

describe('pieces that differ', () => {
  test('an escape that its sender cut in two is whole again', () => {
    expect(contents(run(steps(part(1, 'a\x1b'), part(2, 'e'), part(3, 'b'))))).toEqual([whole('a€b')]);
  });

  test('and a surrogate pair', () => {
    const [first, second] = [
      part(1, '\xd8\x3d', { total: 2, dataCoding: 8 }),
      part(2, '\xdc\x4d', { total: 2, dataCoding: 8 }),
    ];
    expect(contents(run(steps(second, first)))).toEqual([whole('👍')]);
  });

  test('parts in alphabets of their own make one text', () => {
    const done = run(steps(part(1, 'a\x1b'), part(2, '\x04\x11', { dataCoding: 8 }), part(3, 'c')));
    expect(contents(done)).toEqual([whole('a Бc')]);
  });

  test('binary among text makes it data, coding of the first', () => {
    const done = run(steps(part(1, 'a', { dataCoding: 4 }), p2, p3));
    expect(contents(done)).toEqual([{ kind: 'data', data: { coding: 4, octets: 'YWJj' }, flash: false }]);
  });

  test('the header of the first part is kept', () => {
    const content: Content = {
      kind: 'data',
      data: { coding: 4, octets: Buffer.alloc(200).toString('base64'), udh: 'BQQj9AAA' },
      flash: false,
    };
    expect(contents(run(steps(...partsIn(content, 'udh16'))))).toEqual([content]);
  });
});

describe('limits', () => {
  test('a set that stays incomplete is dropped after its time, counted from its first part', () => {
    const { assembly } = run([
      { part: p1, now: 100 },
      { part: p2, now: 900 },
      { part: part(1, 'x', { reference: 8 }), now: 500 },
    ]);
    expect(dropStale(assembly, 1099, LIMITS)).toEqual({ assembly, abandoned: [] });
    const at1100 = dropStale(assembly, 1100, LIMITS);
    expect(at1100.abandoned).toMatchObject([{ of: { reference: 7 }, ids: ['m0', 'm1'], why: 'timeout' }]);
    expect(at1100.assembly.map(({ of }) => of.reference)).toEqual([8]);
    expect(dropStale(assembly, 1500, LIMITS).abandoned).toHaveLength(2);
    expect(dropStale(at1100.assembly, 1500, LIMITS).assembly).toEqual([]);
    expect(dropStale([], 1500, LIMITS)).toEqual({ assembly: [], abandoned: [] });
  });

  test('a part that comes after that time begins anew, tick or not', () => {
    const done = run([
      { part: p1, now: 0 },
      { part: p2, now: 999 },
      { part: p3, now: 1000 },
    ]);
    expect(kinds(done)).toEqual(['waiting', 'waiting', 'waiting']);
    expect(done.abandoned).toMatchObject([{ ids: ['m0', 'm1'], why: 'timeout' }]);
  });

  test('what is only remembered is forgotten without a word', () => {
    const { assembly } = run(steps(p1, p2, p3, p1));
    expect(dropStale(assembly, 1001, LIMITS).assembly).toHaveLength(1);
    expect(dropStale(assembly, 1002, LIMITS)).toEqual({ assembly: [], abandoned: [] });
  });

  test('too many sets: the oldest goes and is reported', () => {
    const done = run([1, 2, 3, 4, 5].map((reference) => ({ part: part(1, 'a', { reference }) })));
    expect(done.assembly.map(({ of }) => of.reference)).toEqual([2, 3, 4, 5]);
    expect(done.abandoned).toMatchObject([{ of: { reference: 1, total: 3 }, ids: ['m0'], why: 'limit' }]);
  });

  test('too many sets: what is only remembered goes first', () => {
    const waiting = [1, 2, 3].map((reference) => ({ part: part(1, 'a', { reference }) }));
    const done = run([...waiting, ...steps(p1, p2, p3), { part: part(1, 'a', { reference: 4 }) }]);
    expect(done.assembly.map(({ of }) => of.reference)).toEqual([1, 2, 3, 4]);
    expect(done.abandoned).toEqual([]);
  });

  test('too many octets: the oldest goes', () => {
    const limits = { ...LIMITS, octets: 2 * (PART_OVERHEAD + 1) };
    const done = run(
      [1, 2, 3].map((reference) => ({ part: part(1, 'a', { reference }) })),
      limits,
    );
    expect(done.assembly.map(({ of }) => of.reference)).toEqual([2, 3]);
    expect(done.abandoned).toMatchObject([{ of: { reference: 1 }, why: 'limit' }]);
  });

  test('a set that is too large by itself goes', () => {
    const done = run(steps(p1, part(2, 'b'.repeat(500))), { ...LIMITS, octets: 500 });
    expect(done.assembly).toEqual([]);
    expect(done.abandoned).toMatchObject([{ ids: ['m0', 'm1'], why: 'limit' }]);
  });

  test('whatever comes, no more is held than the limits say', () => {
    const parts = fc.record({
      number: fc.integer({ min: 1, max: 3 }),
      reference: fc.integer({ min: 1, max: 8 }),
      octet: fc.constantFrom('a', 'b', 'c'.repeat(400)),
      wait: fc.integer({ min: 0, max: 400 }),
    });
    const limits = { ...LIMITS, octets: 3000 };
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 40 }), (some) => {
        let now = 0;
        const all = some.map(({ number, reference, octet, wait }) => {
          now += wait;
          return { part: part(number, octet, { reference }), now };
        });
        const { assembly } = run(all, limits);
        const held = assembly.flatMap((set) => [...set.held, ...(set.known ?? [])]).filter((one) => one !== null);
        const octets = held.reduce((sum, { piece }) => sum + PART_OVERHEAD + piece.octets.length, 0);
        expect(octets).toBe(assembly.reduce((sum, { cost }) => sum + cost, 0));
        expect(octets).toBeLessThanOrEqual(limits.octets);
        expect(assembly.length).toBeLessThanOrEqual(limits.sets);
        const times = assembly.map(({ since }) => since);
        expect(times).toEqual([...times].sort((one, other) => one - other));
        expect(times.every((since) => now - since < limits.patience)).toBe(true);
      }),
    );
  });
});

describe('splitting and assembling', () => {
  /** How often all of so many parts have come, each counted once a time. */
  function rounds(order: readonly number[], count: number): number {
    let missing = new Set(Array(count).keys());
    let full = 0;
    for (const index of order) {
      missing.delete(index);
      if (missing.size > 0) continue;
      full++;
      missing = new Set(Array(count).keys());
    }
    return full;
  }

  test.each(['udh8', 'udh16', 'sar'] as const)('by %s gives the text back, in any order, with doubles', (longSms) => {
    const references = fc.integer({ min: 0, max: 0xffff });
    const ranks = fc.array(fc.nat(), { minLength: 16, maxLength: 16 });
    const doubles = fc.array(fc.record({ pick: fc.nat(), rank: fc.nat() }), { maxLength: 12 });
    fc.assert(
      fc.property(longTexts, fc.boolean(), references, ranks, doubles, (text, flash, reference, rank, again) => {
        const content = sms(text, flash);
        const parts = partsIn(content, longSms, reference);
        const once = parts.map((_, index) => ({ index, rank: rank[index] ?? 0 }));
        const twice = again.map(({ pick, rank }) => ({ index: pick % parts.length, rank }));
        const order = [...once, ...twice].sort((x, y) => x.rank - y.rank).map(({ index }) => index);
        const done = run(order.map((index) => ({ part: parts[index] as Part, now: 0 })));
        expect(contents(done)).toEqual(Array(rounds(order, parts.length)).fill(content));
        expect(contents(done).length).toBeGreaterThan(0);
        expect(done.abandoned).toEqual([]);
      }),
    );
  });

  test('by payload it is never a part', () => {
    fc.assert(
      fc.property(longTexts, fc.boolean(), (text, flash) => {
        const content = sms(text, flash);
        const messages = partsOf(content, { byDefault: 'gsm7', longSms: 'payload', reference: 1 }) ?? [];
        expect(messages.map((message) => readSms(submitSm(message), 'gsm7'))).toEqual([{ kind: 'whole', content }]);
      }),
    );
  });

  test('parts of several SMS at once come together each for itself', () => {
    fc.assert(
      fc.property(
        longTexts,
        longTexts,
        fc.shuffledSubarray([...Array(40).keys()], { minLength: 40 }),
        (one, other, ranks) => {
          const parts = [...partsIn(sms(one), 'udh8', 1), ...partsIn(sms(other), 'udh8', 2)];
          const shuffled = parts
            .map((part, index) => ({ part, rank: ranks[index] ?? 0 }))
            .sort((x, y) => x.rank - y.rank);
          const done = contents(run(shuffled.map(({ part }) => ({ part, now: 0 }))));
          expect(new Set(done.map((content) => (content.kind === 'text' ? content.text : '')))).toEqual(
            new Set([one, other]),
          );
        },
      ),
    );
  });
});
