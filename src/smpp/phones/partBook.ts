/** The parts of long SMS that wait for the rest, and which of their ids await a receipt. */
import type { ReceiptWish } from '../../flow/api.ts';
import { type Abandoned, type Assembly, addPart, EMPTY_ASSEMBLY, type Outcome } from '../message/assemble.ts';
import type { DefaultAlphabet } from '../message/dataCoding.ts';
import type { Arrival } from '../message/partSet.ts';

/** More SMS than this whose parts await receipts: the oldest get the one of the whole message only. */
const REMEMBERED = 1000;
const MOST_WISHES = 10_000;

/** What a complete SMS is to answer for: the strongest wish of its parts, and the ids of parts acknowledged before. */
export interface Whole {
  readonly outcome: Extract<Outcome, { kind: 'complete' }>;
  readonly receipt: ReceiptWish | null;
  readonly ids: readonly string[];
}

export interface PartBook {
  /** @returns the SMS if this part was the last that was missing; else the id that acknowledges the part */
  add(arrival: Arrival, wish: ReceiptWish | null): Whole | string;
  /** The ids of these parts get the receipt of this message, too. */
  expect(messageId: string, ids: readonly string[]): void;
  /** Ids besides its own that a receipt of this message is for. */
  expecting(messageId: string): readonly string[];
  /** The receipt of this message was taken. */
  settle(messageId: string): void;
}

const NONE: readonly string[] = [];

export interface PartBookSetup {
  readonly byDefault: DefaultAlphabet;
  /** Monotonic clock, ms. */
  readonly now: () => number;
  readonly onAbandoned: (abandoned: Abandoned) => void;
}

/** No parts yet. */
export function openPartBook({ byDefault, now, onAbandoned }: PartBookSetup): PartBook {
  let assembly: Assembly = EMPTY_ASSEMBLY;
  const wishes = new Map<string, ReceiptWish>();
  const expected = new Map<string, readonly string[]>();

  const give = (abandoned: Abandoned) => {
    for (const id of abandoned.ids) wishes.delete(id);
    onAbandoned(abandoned);
  };

  const wholeOf = (outcome: Whole['outcome'], last: string): Whole => {
    const wishing = outcome.ids.filter((id) => wishes.has(id));
    const receipt = wishing.map((id) => wishes.get(id)).at(-1) ?? null;
    for (const id of wishing) wishes.delete(id);
    return { outcome, receipt, ids: wishing.filter((id) => id !== last) };
  };

  return {
    add(arrival, wish) {
      const added = addPart(assembly, arrival, now(), byDefault);
      assembly = added.assembly;
      added.abandoned.forEach(give);
      const { outcome } = added;
      if (outcome.kind === 'repeated') return outcome.id;
      if (wish !== null) remember(wishes, MOST_WISHES, arrival.id, wish);
      return outcome.kind === 'complete' ? wholeOf(outcome, arrival.id) : arrival.id;
    },
    expect(messageId, ids) {
      if (ids.length > 0) remember(expected, REMEMBERED, messageId, ids);
    },
    expecting: (messageId) => expected.get(messageId) ?? NONE,
    settle: (messageId) => void expected.delete(messageId),
  };
}

/** Puts an entry in; where there is no room the oldest makes it. */
function remember<Key, Value>(map: Map<Key, Value>, most: number, key: Key, value: Value): void {
  map.set(key, value);
  if (map.size <= most) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
