/**
 * Changes of a profile that a core is to hear of: one pending work for each program and subscriber, so that they reach it in the order
 * in which they were made, however long it was away.
 */
import type { RecordPlan } from '../planned.ts';
import type { View } from '../view.ts';
import { type IdentifiedChange, type Pending, pendingKey, pendingRecord, readPending } from './pending.ts';

/** Key of the record of a program. */
export function profileKey(program: string): string {
  return pendingKey(`profile.${program}`);
}

/** By which wire the subscriber spoke, and when. */
type Begun = Pick<Pending, 'wire' | 'begunAt' | 'since' | 'askedAt'>;

export interface Telling {
  readonly program: string;
  readonly pending: Pending;
  readonly record: RecordPlan;
}

/**
 * What a core is to hear, with one change more, and the write that keeps it.
 * @param seen the record of the program as the step saw it
 */
export function toldLater(
  program: string,
  seen: View['records'][number],
  begun: Begun,
  latest: IdentifiedChange,
): Telling {
  const before = waitingIn(readPending(seen));
  const work = { kind: 'profile', changes: withLatest(before, latest) } as const;
  const pending: Pending = { ...begun, program, work, answers: {} };
  return { program, pending, record: pendingRecord(profileKey(program), seen, pending) };
}

function waitingIn(pending: Pending | null): readonly IdentifiedChange[] {
  if (pending?.work.kind !== 'profile') return [];
  return pending.work.changes.filter(({ id }) => !Object.hasOwn(pending.answers, id));
}

/**
 * The first may be on its way to the core already; a later one makes up one request with the latest, so that there are never many. But
 * another owner costs points and years, each time: what comes before that stays before it.
 */
function withLatest(changes: readonly IdentifiedChange[], latest: IdentifiedChange): readonly IdentifiedChange[] {
  const last = changes.length > 1 ? changes.at(-1) : undefined;
  if (last === undefined || latest.change.owner !== undefined) return [...changes, latest];
  return [...changes.slice(0, -1), { id: latest.id, change: { ...last.change, ...latest.change } }];
}
