/** A stage for histories: people, a clock that moves, and a driver of transfers. After every action the whole world is checked. */
import type { Program } from '../../src/bonus/program.ts';
import type { Core, Operation, Profile } from '../../src/bonus/types.ts';
import { violations } from './invariants.ts';
import { ask, at, type Driver, newStage, profile, type Stage } from './people.ts';
import { confirm, drive, request } from './transferActs.ts';

export { CODE, type Driver } from './people.ts';

/** One thing that happens. `who`, `to`, `n` are taken modulo what there is. `lost`: the process dies before it commits. */
export type Action =
  | { readonly do: 'ask'; readonly who: number; readonly operation: Operation; readonly lost: boolean }
  | { readonly do: 'request'; readonly who: number; readonly to: number; readonly points: number }
  | { readonly do: 'confirm'; readonly who: number; readonly n: number; readonly codes: readonly string[] }
  | { readonly do: 'credit' | 'finish' | 'tombstone'; readonly n: number; readonly lost: boolean }
  | { readonly do: 'profile'; readonly who: number; readonly change: Profile }
  /** A partner speaks of one of this person's claims, the last one first, whatever has become of it. */
  | { readonly do: 'claim'; readonly who: number; readonly kind: 'confirm' | 'reject'; readonly n: number }
  /** Set forward or, below zero, back. */
  | { readonly do: 'clock'; readonly stride: number }
  /** To so many ms from the next instant at which anything falls due for this person. */
  | { readonly do: 'edge'; readonly who: number; readonly off: number };

export const GOOD_DRIVER: Driver = { honoursMarks: true, writesTombstones: true };

/**
 * Plays a history on a core.
 * @param program the figures that are the law, which need not be those that the core was built of
 * @returns what was wrong at the first step after which anything was; empty when the history was sound
 */
export function play(
  core: Core,
  program: Program,
  actions: readonly Action[],
  driver = GOOD_DRIVER,
): readonly string[] {
  const stage = newStage(core, program, driver);
  for (const action of actions) {
    const faults = act(stage, action);
    const { people: subscribers, asked } = stage;
    const found = [...faults, ...violations({ program, subscribers, asked })];
    if (found.length > 0) return found;
  }
  return [];
}

function act(stage: Stage, action: Action): readonly string[] {
  switch (action.do) {
    case 'ask':
      return ask(stage, action.who, action.operation, action.lost).faults;
    case 'request':
      return request(stage, action.who, action.to, action.points);
    case 'confirm':
      return action.codes.flatMap((code) => confirm(stage, action.who, action.n, code));
    case 'profile':
      return profile(stage, action.who, action.change);
    case 'claim':
      return speakOf(stage, action.who, action.kind, action.n);
    case 'clock':
      stage.now += action.stride;
      return [];
    case 'edge':
      return goToEdge(stage, action.who, action.off);
    default:
      return drive(stage, action.do, action.n, action.lost);
  }
}

function speakOf(stage: Stage, who: number, kind: string, n: number): readonly string[] {
  const { claims } = at(stage.people, who);
  const entry = claims.length === 0 ? 't0' : at([...claims].reverse(), n);
  return ask(stage, who, { op: 'event', kind, values: { entry } }).faults;
}

function goToEdge(stage: Stage, who: number, off: number): readonly string[] {
  const next = stage.core.nextDeadline(at(stage.people, who).account);
  if (next !== null) stage.now = Math.max(stage.now, next + off);
  return [];
}
