/** How high the slots of each layer stand: each as near to its neighbours as the others leave room. */
import type { Joint, Slot } from './slots.ts';
import { spread } from './spread.ts';

/** Space between slots of a layer, px. */
const GAP = 16;
/** Passes that pull slots to their neighbours. */
const PULLS = 16;

type Order = readonly (readonly string[])[];
type Slots = ReadonlyMap<string, Slot>;

/** Tops by name, px from 0. From left to right slots are pulled to where lines come from, from right to left to where they go. */
export function heightsOf(order: Order, slots: Slots, joints: readonly Joint[]): ReadonlyMap<string, number> {
  const into = grouped(joints, ({ to }) => to);
  const out = grouped(joints, ({ from }) => from);
  const tops = stacked(order, slots);
  const top = (name: string) => tops.get(name) ?? 0;
  const wishes = {
    forwards: (name: string) => into.get(name)?.map(({ from, leaves, arrives }) => top(from) + leaves - arrives),
    backwards: (name: string) => out.get(name)?.map(({ to, leaves, arrives }) => top(to) + arrives - leaves),
  };
  for (let pass = 0; pass < PULLS; pass += 1) {
    const [layers, wish] =
      pass % 2 === 0 ? ([order, wishes.forwards] as const) : ([order.toReversed(), wishes.backwards] as const);
    for (const layer of layers) pull(layer, slots, tops, wish);
  }
  return fromZero(tops);
}

/** Moves the slots of a layer; one without a wish stays where it is, if it can. */
function pull(
  layer: readonly string[],
  slots: Slots,
  tops: Map<string, number>,
  wish: (name: string) => readonly number[] | undefined,
): void {
  const wanted = layer.map((name) => {
    const size = slots.get(name)?.size ?? 0;
    return { size, middle: median(wish(name) ?? [tops.get(name) ?? 0]) + size / 2 };
  });
  spread(wanted, GAP).forEach((middle, index) => {
    tops.set(layer[index] ?? '', middle - (wanted[index]?.size ?? 0) / 2);
  });
}

function grouped(joints: readonly Joint[], by: (joint: Joint) => string): ReadonlyMap<string, readonly Joint[]> {
  const groups = new Map<string, Joint[]>();
  for (const joint of joints) {
    const group = groups.get(by(joint));
    if (group === undefined) groups.set(by(joint), [joint]);
    else group.push(joint);
  }
  return groups;
}

function stacked(order: Order, slots: Slots): Map<string, number> {
  const tops = new Map<string, number>();
  for (const layer of order) {
    let top = 0;
    for (const name of layer) {
      tops.set(name, top);
      top += (slots.get(name)?.size ?? 0) + GAP;
    }
  }
  return tops;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[Math.floor(index)] ?? 0;
  return (at(sorted.length / 2) + at((sorted.length - 1) / 2)) / 2;
}

function fromZero(tops: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  let least = Infinity;
  for (const top of tops.values()) least = Math.min(least, top);
  return new Map([...tops].map(([name, top]) => [name, Math.round(top - least)]));
}
