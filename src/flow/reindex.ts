/**
 * Deadlines stand in an index under the figures of the day they were set. When a program's figures change (a date, a life
 * cycle, an expiry), every account takes its place in the index anew; else what falls due earlier would wait until
 * somebody looks. Balances are right at any time without this: settling is part of every read.
 */
import type { FlowDeps } from './deps.ts';
import { transact } from './transact.ts';
import type { View } from './view.ts';

/** Stands for the world among the subscribers; no MSISDN begins with 0. */
const WORLD_ITSELF = '0';
const RECORD = 'figures';
const PAGE = 200;

/** Indexes the accounts of every world anew that was last indexed under other figures. @param isOver ends it early */
export async function reindexIfChanged(deps: FlowDeps, isOver: () => boolean): Promise<void> {
  const { figures } = deps.definitions();
  for (const world of await deps.store.worlds()) {
    if (isOver() || (await indexedUnder(deps, world)) === figures) continue;
    const whole = await reindexWorld(deps, world, isOver);
    if (whole) await transact(deps, world, WORLD_ITSELF, (view) => noted(view, figures), { records: [RECORD] });
  }
}

function indexedUnder(deps: FlowDeps, world: string): Promise<string | undefined> {
  return transact(deps, world, WORLD_ITSELF, (view) => ({ result: view.records[0]?.value }), { records: [RECORD] });
}

function noted(view: View, figures: string) {
  const seen = view.records[0]?.etag ?? '';
  return { result: undefined, records: [{ key: RECORD, seen, value: figures, expiresAt: null }] };
}

/** @returns whether it came to the end */
async function reindexWorld(deps: FlowDeps, id: string, isOver: () => boolean): Promise<boolean> {
  let cursor: string | null = null;
  do {
    const world = await deps.store.world(id);
    if (world === null || isOver()) return false;
    const page = await deps.store.subscribers(world, 'account', cursor, PAGE);
    for (const msisdn of page.msisdns) await transact(deps, id, msisdn, () => ({ result: undefined, force: true }));
    cursor = page.next;
  } while (cursor !== null);
  return true;
}
