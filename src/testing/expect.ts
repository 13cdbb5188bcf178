/** `expect` for phones: that of the library that runs the test, and one of our own where it has none (node:test). */
import { AssertionError } from 'node:assert';
import type { TestPhone } from './api.ts';
import { matchers, type PhoneMatchers, type Verdict } from './matchers.ts';

/** What is expected of a phone. */
export interface PhoneExpectation extends PhoneMatchers {
  /** The contrary. */
  readonly not: PhoneMatchers;
}

/** For node:test, which has no `expect`: `expect(p).toShow(/…/)` throws an AssertionError with the phone in its message. */
export function expect(phone: TestPhone): PhoneExpectation {
  return { ...judging(phone, false), not: judging(phone, true) };
}

type Matcher = (phone: TestPhone, wanted?: never) => Verdict;

function judging(phone: TestPhone, isNot: boolean): PhoneMatchers {
  const judge = (name: keyof PhoneMatchers) => {
    const judged = (wanted?: unknown): void => {
      const { pass, message } = (matchers[name] as Matcher)(phone, wanted as never);
      if (pass === isNot) throw new AssertionError({ message: message(), operator: name, stackStartFn: judged });
    };
    return judged;
  };
  return {
    toShow: judge('toShow'),
    toHaveEnded: judge('toHaveEnded'),
    toHaveReceived: judge('toHaveReceived'),
    toBeRefused: judge('toBeRefused'),
  };
}

interface Extendable {
  extend(added: typeof matchers): void;
}

/** Where vitest keeps its `expect` for libraries that cannot import it: it need not be global. */
const OF_VITEST = Symbol.for('expect-global');

/** Adds the matchers to the `expect` of vitest or jest, where one of them runs the test. */
export function extendExpect(): void {
  const { expect: ofJest, [OF_VITEST]: ofVitest } = globalThis as {
    readonly expect?: Extendable;
    readonly [OF_VITEST]?: Extendable;
  };
  const found = ofVitest ?? ofJest;
  if (typeof found?.extend === 'function') found.extend(matchers);
}
