/** A harness for each test of a `describe`, on a store of its own. */
import { afterEach, beforeEach } from 'vitest';
import type { Store } from '../../src/store/port.ts';
import { type Harness, openHarness } from './harness.ts';
import type { OpenedStore } from './stores.ts';

/** The harness of the test that runs, and its store as it was opened. */
export interface FreshHarness extends Omit<Harness, 'stop'> {
  readonly store: Store;
}

/** Opens store and harness before each test of the `describe` that calls it, and closes them after it. */
export function freshHarness(open: () => Promise<OpenedStore>): FreshHarness {
  let opened: OpenedStore;
  let harness: Harness;
  beforeEach(async () => {
    opened = await open();
    harness = await openHarness(opened.store);
  });
  afterEach(async () => {
    await harness.stop();
    await opened.close();
  });
  return {
    get store() {
      return opened.store;
    },
    get gateway() {
      return harness.gateway;
    },
    get deps() {
      return harness.deps;
    },
    get call() {
      return harness.call;
    },
    get world() {
      return harness.world;
    },
  };
}
