/** Adds the matchers to the `expect` of the library that runs the test, where there is one. */
import { matchers } from './matchers.ts';

interface Extendable {
  extend(added: typeof matchers): void;
}

/** vitest's is imported, jest's stands in the global scope; node:test has none. */
export async function extendExpect(): Promise<void> {
  const found = (globalThis as { expect?: Extendable }).expect ?? (await vitestExpect());
  if (typeof found?.extend === 'function') found.extend(matchers);
}

/** Under vitest, and only there, the package can be loaded. */
async function vitestExpect(): Promise<Extendable | undefined> {
  if (process.env.VITEST === undefined) return undefined;
  const name = 'vitest';
  const { expect } = (await import(name)) as { expect: Extendable };
  return expect;
}
