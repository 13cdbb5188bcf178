/** The parts of one long SMS, put together: laws over whole sequences, and the cases they grew from. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Arrival, addPart, emptySet, isInDoubt, type PartSet, takenAs } from '../../src/flow/parts/partSet.ts';

/** A part on its way: its number and what it says, like `1a`. */
type Sent = `${number}${string}`;

interface Course {
  /** What was given, in order. */
  readonly given: readonly string[];
  /** What each part was acknowledged with: of its own, or that of the SMS (`M1`…). */
  readonly acknowledged: readonly string[];
  /** Ids of the parts of each SMS that was given, as they stood when it was whole. */
  readonly ids: readonly (readonly string[])[];
  readonly overtaken: readonly string[];
  readonly set: PartSet;
}

const ownId = (index: number) => `p${index}`;

/** Parts of one name come one after the other; each SMS that is whole is taken. */
function run(total: number, sent: readonly Sent[]): Course {
  const given: string[] = [];
  const acknowledged: string[] = [];
  const ids: string[][] = [];
  const overtaken: string[] = [];
  let set = emptySet(total);
  for (const [index, one] of sent.entries()) {
    const arrival: Arrival = { number: Number(one[0]), piece: one.slice(1), id: ownId(index), receipt: null };
    const added = addPart(set, arrival);
    overtaken.push(...added.overtaken);
    if (added.outcome.kind === 'kept') {
      set = added.set;
      acknowledged.push(added.outcome.id);
      continue;
    }
    given.push(added.outcome.parts.map(({ piece }) => piece).join(''));
    ids.push(added.outcome.parts.map(({ id }) => id));
    const messageId = `M${given.length}`;
    set = takenAs(set, arrival, messageId) as PartSet;
    acknowledged.push(messageId);
  }
  return { given, acknowledged, ids, overtaken, set };
}

const countOf = (all: readonly string[], one: string) => all.filter((other) => other === one).length;

describe('laws', () => {
  /** SMS of few letters, so that many share parts. */
  const shared = (total: number) => fc.stringMatching(new RegExp(`^[ab]{${total}}$`));

  /** A sequence of SMS; the parts of each come in order, and any that has come comes again in between. */
  const inOrder = fc.integer({ min: 2, max: 4 }).chain((total) =>
    fc
      .array(fc.tuple(shared(total), fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })), { maxLength: 4 })), {
        minLength: 1,
        maxLength: 7,
      })
      .map((all) => ({ total, all })),
  );

  function partsInOrder(text: string, again: readonly (readonly [after: number, which: number])[]): Sent[] {
    return [...text].flatMap((letter, index) => [
      `${index + 1}${letter}` as Sent,
      ...again
        .filter(([after]) => after % text.length === index)
        .map(([, which]) => which % (index + 1))
        .map((repeated) => `${repeated + 1}${text[repeated]}` as Sent),
    ]);
  }

  test('SMS in order, sharing parts, parts coming again at any time: each is given as often as sent or more, and nothing else', () => {
    fc.assert(
      fc.property(inOrder, ({ total, all }) => {
        const sms = all.map(([text]) => text);
        const { given, overtaken } = run(
          total,
          all.flatMap(([text, again]) => partsInOrder(text, again)),
        );
        for (const text of new Set(sms)) {
          expect(countOf(given, text)).toBeGreaterThanOrEqual(countOf(sms, text));
        }
        expect(given.filter((text) => !sms.includes(text))).toEqual([]);
        expect(overtaken).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test('and each part of what is given has an id that this very part was acknowledged with, but for the one that made it whole', () => {
    fc.assert(
      fc.property(inOrder, ({ total, all }) => {
        const sent = all.flatMap(([text, again]) => partsInOrder(text, again));
        const { given, acknowledged, ids } = run(total, sent);
        for (const [which, text] of given.entries()) {
          const made = sent[acknowledged.indexOf(`M${which + 1}`)];
          for (const [index, id] of (ids[which] ?? []).entries()) {
            const one: Sent = `${index + 1}${text[index]}`;
            if (one !== made) expect(acknowledged.filter((_, at) => sent[at] === one)).toContain(id);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  /** SMS that share nothing, each letter once; parts of each in any order, each once or twice. */
  const anyOrder = fc.integer({ min: 2, max: 4 }).chain((total) =>
    fc
      .array(
        fc.array(fc.boolean(), { minLength: total, maxLength: total }).chain((twice) =>
          fc.shuffledSubarray(
            twice.flatMap((is, index) => (is ? [index, index] : [index])),
            { minLength: total + twice.filter(Boolean).length },
          ),
        ),
        { minLength: 1, maxLength: 6 },
      )
      .map((orders) => ({ total, orders })),
  );

  /** Up to where all have come. */
  const untilWhole = (order: readonly number[], total: number) =>
    order.slice(0, order.findIndex((_, index) => new Set(order.slice(0, index + 1)).size === total) + 1);

  const partsOf = (order: readonly number[], sms: number): Sent[] =>
    order.map((index) => `${index + 1}${String.fromCharCode(97 + sms)}` as Sent);

  test('SMS in any order, parts coming twice until they are whole: each is given once', () => {
    fc.assert(
      fc.property(anyOrder, ({ total, orders }) => {
        const { given } = run(
          total,
          orders.flatMap((order, sms) => partsOf(untilWhole(order, total), sms)),
        );
        expect(given).toEqual(orders.map((_, sms) => String.fromCharCode(97 + sms).repeat(total)));
      }),
    );
  });

  test('one SMS in any order, parts coming late as well: it is given, and the next one whose part 1 comes first', () => {
    fc.assert(
      fc.property(anyOrder, ({ total, orders }) => {
        const [one = [], other = []] = orders;
        const next = [0, ...untilWhole(other, total).filter((index) => index !== 0)];
        const { given } = run(total, [...partsOf(one, 0), ...partsOf(orders.length > 1 ? next : [], 1)]);
        expect(new Set(given)).toEqual(
          new Set(orders.length > 1 ? ['a'.repeat(total), 'b'.repeat(total)] : ['a'.repeat(total)]),
        );
        expect(countOf(given, 'b'.repeat(total))).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('cases', () => {
  test('four SMS with the same first part and other second ones: four SMS, each part an id of its own', () => {
    const { given, acknowledged, ids } = run(2, ['1P', '2a', '1P', '2b', '1P', '2c', '1P', '2d']);
    expect(given).toEqual(['Pa', 'Pb', 'Pc', 'Pd']);
    expect(acknowledged).toEqual(['p0', 'M1', 'p2', 'M2', 'p4', 'M3', 'p6', 'M4']);
    expect(ids).toEqual([
      ['p0', 'p1'],
      ['p2', 'p3'],
      ['p4', 'p5'],
      ['p6', 'p7'],
    ]);
  });

  test('a last part that comes again is acknowledged as the SMS that it was taken with, and starts nothing', () => {
    const { given, acknowledged } = run(2, ['1a', '2b', '2b', '2b', '1x', '2y']);
    expect(given).toEqual(['ab', 'xy']);
    expect(acknowledged).toEqual(['p0', 'M1', 'M1', 'M1', 'p4', 'M2']);
  });

  test('a part that comes again before its SMS is whole has the id it got', () => {
    expect(run(3, ['3c', '3c', '1a', '3c', '1a', '2b']).acknowledged).toEqual(['p0', 'p0', 'p2', 'p0', 'p2', 'M1']);
  });

  test('an SMS that comes again as a whole is given again', () => {
    const { given, acknowledged } = run(2, ['1a', '2b', '1a', '2b']);
    expect(given).toEqual(['ab', 'ab']);
    expect(acknowledged).toEqual(['p0', 'M1', 'p2', 'M2']);
  });

  test('an SMS that gives way to another is told of, with the ids of its parts', () => {
    expect(run(3, ['1a', '2b', '1x', '2y', '3z'])).toMatchObject({ given: ['xyz'], overtaken: ['p0', 'p1'] });
  });

  test('its first part, come again, is the beginning of the one that takes its place', () => {
    expect(run(3, ['1P', '2a', '1P', '2b', '3c'])).toMatchObject({ given: ['Pbc'], overtaken: ['p0', 'p1'] });
  });

  test('the same arrival twice is one: its commit may have been done without our knowing', () => {
    const arrival: Arrival = { number: 1, piece: 'a', id: 'p', receipt: 'always' };
    const once = addPart(emptySet(2), arrival);
    expect(addPart(once.set, arrival)).toEqual({ ...once, overtaken: [] });
    expect(addPart(once.set, arrival).set).toBe(once.set);
  });

  test('what is not whole is not taken', () => {
    const arrival: Arrival = { number: 1, piece: 'a', id: 'p', receipt: null };
    expect(takenAs(emptySet(2), arrival, 'M1')).toBeNull();
  });

  test.each([
    ['1a', [], true],
    ['2b', [], true],
    ['1a', ['2b'], false],
    ['1x', [], false],
  ] as const)('after %s and %j it is in doubt whether another SMS begins: %j', (one, more, inDoubt) => {
    expect(isInDoubt(run(2, ['1a', '2b', one, ...more]).set)).toBe(inDoubt);
  });
});
