/** A real store whose commits and loads the test can hold, fail or count. */
import type { Commit, CommitResult, Snapshot, Store } from '../../src/store/port.ts';

export interface Interposed {
  readonly store: Store;
  /** What becomes of commits from now on; null = they go straight through. */
  onCommit(through: ((commit: Commit, go: () => Promise<CommitResult>) => Promise<CommitResult>) | null): void;
  onLoad(through: ((msisdn: string, go: () => Promise<Snapshot>) => Promise<Snapshot>) | null): void;
}

export function interposedStore(store: Store): Interposed {
  let commits: Parameters<Interposed['onCommit']>[0] = null;
  let loads: Parameters<Interposed['onLoad']>[0] = null;

  const commit: Store['commit'] = (world, what) => {
    const go = () => store.commit(world, what);
    return commits === null ? go() : commits(what, go);
  };
  const load: Store['load'] = (world, msisdn, records) => {
    const go = () => store.load(world, msisdn, records);
    return loads === null ? go() : loads(msisdn, go);
  };

  const wrapped: Store = new Proxy(store, {
    get(target, name: keyof Store) {
      if (name === 'commit') return commit;
      if (name === 'load') return load;
      const member = target[name];
      return typeof member === 'function' ? (member as (...args: unknown[]) => unknown).bind(target) : member;
    },
  });
  return {
    store: wrapped,
    onCommit(through) {
      commits = through;
    },
    onLoad(through) {
      loads = through;
    },
  };
}

/** A gate that work waits at until it is opened; `reached` once something waits. */
export interface Gate {
  wait(): Promise<void>;
  reached(): boolean;
  open(): void;
}

export function closedGate(): Gate {
  let open = () => {};
  let isReached = false;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    wait() {
      isReached = true;
      return opened;
    },
    reached: () => isReached,
    open: () => open(),
  };
}
