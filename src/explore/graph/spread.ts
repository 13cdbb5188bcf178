/** Places things on a line as near as can be to where each wants to be, in their order and without overlap. */

export interface Wanted {
  /** Where its middle wants to be. */
  readonly middle: number;
  readonly size: number;
}

interface Block {
  sum: number;
  count: number;
}

/**
 * Middles with at least `gap` between neighbours and the least sum of squared distances from what is wanted: isotonic
 * regression, by pooling neighbours that are in each other's way.
 */
export function spread(wanted: readonly Wanted[], gap: number): readonly number[] {
  const offsets = offsetsOf(wanted, gap);
  const blocks: Block[] = [];
  wanted.forEach(({ middle }, index) => {
    blocks.push({ sum: middle - (offsets[index] ?? 0), count: 1 });
    pool(blocks);
  });
  const means = blocks.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count));
  return means.map((mean, index) => mean + (offsets[index] ?? 0));
}

/** Least distance of each middle from the first one. */
function offsetsOf(wanted: readonly Wanted[], gap: number): readonly number[] {
  let offset = 0;
  return wanted.map(({ size }, index) => {
    const before = wanted[index - 1];
    if (before !== undefined) offset += before.size / 2 + gap + size / 2;
    return offset;
  });
}

function pool(blocks: Block[]): void {
  for (;;) {
    const last = blocks.at(-1);
    const before = blocks.at(-2);
    if (last === undefined || before === undefined || before.sum / before.count <= last.sum / last.count) return;
    blocks.splice(-2, 2, { sum: before.sum + last.sum, count: before.count + last.count });
  }
}
