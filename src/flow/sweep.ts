/** Working off deadlines: whatever is due by a world's clock happens in order of time, each thing as of the moment it fell due. */
import { type Due, StoreUnavailable, UnknownWorld, type WorldState } from '../store/port.ts';
import { driveAll, type Seen } from './act.ts';
import { cameDue } from './clock.ts';
import type { FlowDeps } from './deps.ts';
import { isLateSms } from './faults/sms.ts';
import { isStoreDown } from './faults/storeDown.ts';
import { bringLateSms } from './lateSms.ts';
import { outboxDue, sweepOutbox } from './outbox/neglected.ts';
import { endStaleParts } from './parts/expiry.ts';
import { PARTS } from './parts/shelf.ts';
import { isPending } from './remote/pending.ts';
import { takeUp } from './remote/recovery.ts';
import { backToSeed } from './seed/backToSeed.ts';
import { discardUnfinished } from './seed/unfinished.ts';
import { driveMessage } from './submissions/drive.ts';
import { messageDue } from './submissions/home.ts';
import { timeOut } from './timeout.ts';
import { type Step, transact } from './transact.ts';

const BATCH = 500;

/**
 * How long the end of a dialogue is left to the process that has its binds, ms of machine time from when it fell due: only that
 * one can tell the phone and the application. It hears of a clock that others set within READ_CLOCKS and a TICK of its ticker.
 */
const FIRST_WORD = 2_000;

/** How often whoever waits for another process looks whether that has done it, ms. */
const LOOK_AGAIN = 100;

/** Names of deadlines that are left to other processes for now. */
export type Left = ReadonlySet<string>;

const NOTHING: Left = new Set();

interface Sweeping {
  /** What the sweep before left: it need not be looked at. */
  readonly left?: Left | undefined;
  /** Nothing is left to others. */
  readonly isLast?: boolean;
}

/**
 * Does all that is due in `world` by world time `upTo`. Safe to run at the same time elsewhere: each deed is one conditional
 * commit. A deed that fails is reported and left due, and the others are done. Throws only when the store is away.
 * @returns what is left to other processes
 */
export async function sweep(
  deps: FlowDeps,
  world: WorldState,
  upTo: number,
  { left: before = NOTHING, isLast = false }: Sweeping = {},
): Promise<Left> {
  if (isStoreDown(world)) return NOTHING;
  if (world.begunAt !== undefined) {
    await discardUnfinished(deps, world);
    return NOTHING;
  }
  if (world.seeding) await backToSeed(deps, world);
  const left = new Set<string>();
  const isLeft = async (one: Due) => {
    const mayLeave = !isLast && isYoung(deps, world, one);
    return (mayLeave && before.has(nameOf(one))) || !(await tryIt(deps, world, one, mayLeave));
  };
  let seen: ReadonlySet<string> = new Set();
  for (;;) {
    const due = await deps.store.due(world, upTo, BATCH + seen.size);
    const fresh = due.filter((one) => !seen.has(nameOf(one)));
    if (fresh.length === 0) return left;
    for (const one of fresh) if (await isLeft(one)) left.add(nameOf(one));
    // Whatever was tried and is still due next time cannot be helped in this sweep.
    seen = new Set(due.map(nameOf));
  }
}

/** The same, until nothing is left: what others have the first word in is waited for, and done here where they do not come. */
export async function sweepOut(deps: FlowDeps, world: WorldState, upTo: number): Promise<void> {
  let left = await sweep(deps, world, upTo);
  for (let waited = 0; left.size > 0 && waited < FIRST_WORD; waited += LOOK_AGAIN) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
    left = await sweep(deps, world, upTo, { left });
  }
  if (left.size > 0) await sweep(deps, world, upTo, { isLast: true });
}

function isYoung({ machineTime }: FlowDeps, { clock }: WorldState, { kind, at }: Due): boolean {
  return kind === 'session' && machineTime() < cameDue(clock, at) + FIRST_WORD;
}

function nameOf({ kind, msisdn, key, at }: Due): string {
  return `${kind} ${msisdn} ${key ?? ''} ${at}`;
}

/** @returns whether it was not left to another process; one that failed was not */
function tryIt(deps: FlowDeps, world: WorldState, due: Due, mayLeave: boolean): Promise<boolean> {
  return workOff(deps, world, due, mayLeave).catch((error) => report(deps, due, error));
}

function report(deps: FlowDeps, { kind }: Due, error: unknown): true {
  if (error instanceof StoreUnavailable || error instanceof UnknownWorld) throw error;
  deps.onError(error, `a deadline of a ${kind} could not be worked off`);
  return true;
}

async function workOff(deps: FlowDeps, world: WorldState, due: Due, mayLeave: boolean): Promise<boolean> {
  if (due.kind === 'session') return timeOut(deps, world.id, due.msisdn, due.at, mayLeave);
  await (due.kind === 'record' ? workOffRecord(deps, world, due) : workOffAccount(deps, world, due));
  return true;
}

async function workOffAccount(deps: FlowDeps, world: WorldState, due: Due): Promise<void> {
  const settled: Step<Seen> = (view) => ({ result: view, force: true });
  await driveAll(deps, await transact(deps, world.id, due.msisdn, settled, { until: due.at }));
}

/** Records run out, but that of a message says what is next, and of parts that never became an SMS somebody is told. */
async function workOffRecord(deps: FlowDeps, world: WorldState, due: Due): Promise<void> {
  const message = messageDue(due);
  if (message !== null) return driveMessage(deps, world.id, message, due.at);
  const wire = outboxDue(due);
  if (wire !== null) return sweepOutbox(deps, world, wire, due.at);
  if (isLateSms(due.key)) return bringLateSms(deps, world, { ...due, key: due.key });
  if (due.key === PARTS) return endStaleParts(deps, world, due);
  if (isPending(due.key)) return takeUp(deps, world, due);
  await deps.store.dropRecord(world, due.msisdn, due.key ?? '', due.at);
}
