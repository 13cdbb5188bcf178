/** Which expectations are rewritten. Pure. */
import type { Mismatch, Update } from '../../script/run/result.ts';
import { comparePlaces, type Place } from '../../yaml/issue.ts';

export interface UpdatePlan {
  readonly files: readonly { readonly path: string; readonly edits: readonly Update[] }[];
  /** So many expectations failed, each counted once. */
  readonly places: number;
}

/** One edit for each place. What would have to be two things at once (rows of examples, repeated steps) is left to people. */
export function planUpdates(mismatches: readonly Mismatch[]): UpdatePlan {
  const updates = mismatches.flatMap(({ update }) => update ?? []);
  const edits = updates.filter((update, index) => {
    const own = updates.filter(({ place }) => comparePlaces(place, update.place) === 0);
    return (
      own[0] === updates[index] && own.every(({ value }) => JSON.stringify(value) === JSON.stringify(update.value))
    );
  });
  const paths = [...new Set(edits.map(({ place }) => place.file))];
  const files = paths.map((path) => ({ path, edits: edits.filter(({ place }) => place.file === path) }));
  return { files, places: new Set(mismatches.map(({ place }) => keyOf(place))).size };
}

function keyOf({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}
