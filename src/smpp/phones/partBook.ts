/** The parts of long SMS that wait for the rest, and which of their ids await a receipt. */
import type { ReceiptWish } from '../../flow/api.ts';
import { type Abandoned, type Assembly, addPart, EMPTY_ASSEMBLY, reopen } from '../message/assemble.ts';
import type { DefaultAlphabet } from '../message/dataCoding.ts';
import type { Arrival } from '../message/partSet.ts';
import type { Content } from '../message/pieces.ts';

/** More SMS than this whose parts await receipts: the oldest get the one of the whole message only. */
const REMEMBERED = 1000;
const MOST_WISHES = 10_000;

/** An SMS whose parts are all there. */
export interface Whole {
  readonly content: Content;
  /** What its parts wish; the latest where they differ. */
  readonly receipt: ReceiptWish | null;
  /** Ids of the parts that wish so. */
  readonly wishing: readonly string[];
  /** The part that came last, not acknowledged yet. */
  readonly last: Arrival;
}

export interface PartBook {
  /** @returns the SMS if this part was the last that was missing; else the id that acknowledges the part */
  add(arrival: Arrival, wish: ReceiptWish | null): Whole | string;
  /** The SMS was taken as this message: its receipt is for all parts that wish one, the last of them being acknowledged as the message. */
  taken(whole: Whole, messageId: string): void;
  /** The SMS was refused, and so is its last part; the others, acknowledged before, wait for it to come again. */
  refused(whole: Whole): void;
  /** The ids that a receipt of this message is for: those of its parts that wish one, or its own. */
  expecting(messageId: string): readonly string[];
  /** The receipt of this message was taken. */
  settle(messageId: string): void;
}

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

  const wholeOf = (content: Content, ids: readonly string[], last: Arrival): Whole => {
    const wishing = ids.filter((id) => wishes.has(id));
    return { content, receipt: wishes.get(wishing.at(-1) ?? '') ?? null, wishing, last };
  };

  return {
    add(arrival, wish) {
      const added = addPart(assembly, arrival, now(), byDefault);
      assembly = added.assembly;
      added.abandoned.forEach(give);
      const { outcome } = added;
      if (outcome.kind === 'repeated') return outcome.id;
      if (wish !== null) remember(wishes, MOST_WISHES, arrival.id, wish);
      return outcome.kind === 'complete' ? wholeOf(outcome.content, outcome.ids, arrival) : arrival.id;
    },
    taken({ wishing, last }, messageId) {
      for (const id of wishing) wishes.delete(id);
      const ids = wishing.map((id) => (id === last.id ? messageId : id));
      if (ids.some((id) => id !== messageId)) remember(expected, REMEMBERED, messageId, ids);
    },
    refused({ last }) {
      assembly = reopen(assembly, last);
    },
    expecting: (messageId) => expected.get(messageId) ?? [messageId],
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
