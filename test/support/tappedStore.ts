/**
 * The store as one process has it, with a tap on the wire: its calls are numbered and named, and one of them can lose its
 * request or its reply, be the last thing the process does, or be held until the test lets it go.
 */
import { type Commit, type Store, StoreUnavailable, type WorldState } from '../../src/store/port.ts';

export const FATES = ['request lost', 'reply lost', 'dies before', 'dies after'] as const;

/** What becomes of a call. A process that died reaches the store never again; what is held goes on when it is resumed. */
export type Fate = (typeof FATES)[number] | 'held';

/** A call as a test names it: the call, whose it is, and the kinds of journal entries that it writes. */
export type CallName = string;

export interface Tap {
  readonly store: Store;
  /** The next call that fits has this fate; calls are numbered from 1, from now on. */
  arm(fits: (number: number, name: CallName) => boolean, fate: Fate): void;
  /** The names of the calls since then. */
  calls(): readonly CallName[];
  /** Whether the armed call came. */
  hasStruck(): boolean;
  isDead(): boolean;
  /** The armed call, if it was a commit, sent (again) by a network that had kept it. */
  sendLate(): Promise<string>;
  /** Resolves when a call is held. */
  readonly held: Promise<void>;
  resume(): void;
}

/** The calls that a step makes; all others go straight through while the process lives. */
const TAPPED: ReadonlySet<string> = new Set(['load', 'commit', 'journal', 'journalLength']);

type AnyCall = (...args: unknown[]) => Promise<unknown>;

/**
 * Puts a tap between a process and a store.
 * @param die how the process dies; by default it is only cut off from the store, for ever
 */
export function tappedStore(store: Store, die: () => Promise<unknown> = async () => {}): Tap {
  let armed: { fits: (number: number, name: CallName) => boolean; fate: Fate } | null = null;
  let names: CallName[] = [];
  let isDead = false;
  let hasStruck = false;
  let late: () => Promise<string> = async () => 'no commit';
  const hold = signal();
  const go = signal();

  const strike = async (fate: Fate, work: () => Promise<unknown>): Promise<unknown> => {
    hasStruck = true;
    armed = null;
    if (fate === 'held') {
      hold.give();
      await go.given;
      return work();
    }
    isDead = fate.startsWith('dies');
    if (fate === 'reply lost' || fate === 'dies after') await work();
    if (isDead) await die();
    throw new StoreUnavailable(`The test has planned: ${fate}.`);
  };

  const through = (method: string, args: unknown[], work: () => Promise<unknown>): Promise<unknown> => {
    if (isDead) return Promise.reject(new StoreUnavailable('This process is dead.'));
    if (!TAPPED.has(method)) return work();
    const name = nameOf(method, args);
    names.push(name);
    if (armed === null || !armed.fits(names.length, name)) return work();
    const [world, commit] = args as [WorldState, Commit];
    if (method === 'commit') late = () => store.commit(world, commit);
    return strike(armed.fate, work);
  };

  const wrapped: Store = new Proxy(store, {
    get(target, method: keyof Store) {
      const member = target[method];
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => through(method, args, () => (member as AnyCall).apply(target, args));
    },
  });
  return {
    store: wrapped,
    arm(fits, fate) {
      armed = { fits, fate };
      names = [];
      hasStruck = false;
    },
    calls: () => names,
    hasStruck: () => hasStruck,
    isDead: () => isDead,
    sendLate: () => late(),
    held: hold.given,
    resume: go.give,
  };
}

function nameOf(method: string, args: readonly unknown[]): CallName {
  if (method !== 'commit') return `${method} ${args[1]}`;
  const { msisdn, journal = [] } = args[1] as Commit;
  return ['commit', msisdn, ...journal.map(({ line }) => (JSON.parse(line) as { kind: string }).kind)].join(' ');
}

function signal(): { readonly given: Promise<void>; readonly give: () => void } {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}
