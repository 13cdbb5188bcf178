/** Which expectations are rewritten. Pure. */
import type { Script } from '../../script/language/script.ts';
import type { Mismatch, ScriptResult, Update } from '../../script/run/result.ts';
import { comparePlaces, type Place } from '../../yaml/issue.ts';

export interface UpdatePlan {
  readonly files: readonly { readonly path: string; readonly edits: readonly Update[] }[];
  /** So many expectations failed, each counted once. */
  readonly places: number;
}

/**
 * One edit for each place, where all that is expected there came out as the same other thing. What holds for some (rows of examples, repeated
 * steps, users of a fragment), was not played everywhere, or would have to be two things at once is left to people.
 * @param scripts all of the files, played or not
 */
export function planUpdates(scripts: readonly Script[], results: readonly ScriptResult[]): UpdatePlan {
  const mismatches = results.flatMap(({ outcome }) => (outcome.kind === 'failed' ? outcome.mismatches : []));
  const uses = usesOf(scripts);
  const edits = [...byPlace(mismatches)].flatMap(([place, updates]) => onlyOf(updates, uses.get(place) ?? 0));
  const paths = [...new Set(edits.map(({ place }) => place.file))];
  const files = paths.map((path) => ({ path, edits: edits.filter(({ place }) => place.file === path) }));
  return { files, places: new Set(mismatches.map(({ place }) => keyOf(place))).size };
}

function byPlace(mismatches: readonly Mismatch[]): ReadonlyMap<string, readonly Update[]> {
  const updates = new Map<string, Update[]>();
  for (const update of mismatches.flatMap((mismatch) => mismatch.update ?? []).toSorted(inOrder)) {
    const key = keyOf(update.place);
    updates.set(key, [...(updates.get(key) ?? []), update]);
  }
  return updates;
}

function inOrder(a: Update, b: Update): number {
  return comparePlaces(a.place, b.place);
}

/** The one thing that all of them say, if they are as many as there are uses. */
function onlyOf(updates: readonly Update[], uses: number): readonly Update[] {
  const [first] = updates;
  const values = new Set(updates.map(({ value }) => JSON.stringify(value)));
  return first !== undefined && updates.length === uses && values.size === 1 ? [first] : [];
}

/** In how many steps, of however many scripts, a place is looked at. */
function usesOf(scripts: readonly Script[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const step of scripts.flatMap(({ steps }) => steps)) {
    for (const place of placesIn(step.expect).keys) uses.set(place, (uses.get(place) ?? 0) + 1);
  }
  return uses;
}

/** Places as keys of a set. */
export interface Places {
  has(place: Place): boolean;
  readonly keys: ReadonlySet<string>;
}

/** All places in an expectation, or in several. */
export function placesIn(expectation: unknown): Places {
  const keys = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('place' in node) keys.add(keyOf(node.place as Place));
    for (const inner of Object.values(node)) walk(inner);
  };
  walk(expectation);
  return { keys, has: (place) => keys.has(keyOf(place)) };
}

function keyOf({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}
