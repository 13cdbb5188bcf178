/** A seed as a caller writes it, taken apart by where its programs live. What does not look like a seed stays as it is: its reader says so. */

type Members = Readonly<Record<string, unknown>>;

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The seed without these programs. */
export function seedWithout(programs: ReadonlySet<string>, seed: unknown): unknown {
  return keeping(seed, (name) => !programs.has(name));
}

/** The seed with these programs alone. */
export function seedFor(programs: ReadonlySet<string>, seed: unknown): unknown {
  return keeping(seed, (name) => programs.has(name));
}

function keeping(seed: unknown, isKept: (program: string) => boolean): unknown {
  if (!isMembers(seed) || !Array.isArray(seed.subscribers)) return seed;
  const subscribers = seed.subscribers.map((one) => {
    if (!isMembers(one) || !isMembers(one.programs)) return one;
    const kept = Object.entries(one.programs).filter(([name]) => isKept(name));
    return { ...one, programs: Object.fromEntries(kept) };
  });
  return { ...seed, subscribers };
}
