/**
 * Putting the parts of concatenated SMS together. A set is complete when all its parts are there, in whatever order they came.
 * A part that comes again changes nothing; a whole SMS that comes again, octet for octet, is given again: loss is worse than a double.
 */
import type { DefaultAlphabet } from './dataCoding.ts';
import {
  type Arrival,
  allOf,
  emptySet,
  type Held,
  keyOf,
  type PartSet,
  placeOf,
  remembered,
  without,
  withPart,
} from './partSet.ts';
import { type Content, contentOf, type Piece } from './pieces.ts';
import type { PartOf } from './udh.ts';

export interface AssemblyLimits {
  /** Sets at once, complete ones that are remembered included. */
  readonly sets: number;
  /** Octets of all parts held, each with PART_OVERHEAD. */
  readonly octets: number;
  /** How long after its first part a set is waited for, and how long a complete one is remembered, ms. */
  readonly patience: number;
}

export const ASSEMBLY_LIMITS: AssemblyLimits = { sets: 256, octets: 1_048_576, patience: 300_000 };

/** The sets of one connection or account, the oldest first. */
export type Assembly = readonly PartSet[];

export const EMPTY_ASSEMBLY: Assembly = [];

/** A set that will never be complete. Its sender believes that its parts were accepted. */
export interface Abandoned {
  readonly source: string;
  readonly destination: string;
  readonly of: Omit<PartOf, 'number'>;
  /** message_ids of the parts that had come, in the order of the parts. */
  readonly ids: readonly string[];
  /** `overtaken`: another SMS of the same reference took its place. */
  readonly why: 'timeout' | 'limit' | 'overtaken';
}

export type Outcome =
  | { readonly kind: 'waiting' }
  /** It was there already, acknowledged with this id. */
  | { readonly kind: 'repeated'; readonly id: string }
  /** `ids`: of all parts, in their order. */
  | { readonly kind: 'complete'; readonly content: Content; readonly ids: readonly string[] };

export interface Assembled {
  readonly assembly: Assembly;
  readonly outcome: Outcome;
  readonly abandoned: readonly Abandoned[];
}

interface Kept {
  readonly assembly: Assembly;
  readonly abandoned: readonly Abandoned[];
}

/**
 * Takes a part in, after dropping what is too old. Of what it keeps it makes copies.
 * @param now ms of a clock that never goes back
 * @param byDefault what data_coding 0 stands for
 */
export function addPart(
  assembly: Assembly,
  arrival: Arrival,
  now: number,
  byDefault: DefaultAlphabet,
  limits: AssemblyLimits = ASSEMBLY_LIMITS,
): Assembled {
  const fresh = dropStale(assembly, now, limits);
  const key = keyOf(arrival);
  const set = fresh.assembly.find((one) => one.key === key) ?? null;
  const place = set === null ? 'foreign' : placeOf(set, arrival.part);
  if (set !== null && place === 'repeated') return { ...fresh, outcome: repeated(set, arrival) };
  const grown = withPart(set === null || place === 'foreign' ? emptySet(arrival, now) : set, arrival);
  const parts = allOf(grown);
  const next = replaced(fresh.assembly, set, parts === null ? grown : remembered(grown, parts, now));
  const kept = withinLimits(next, limits);
  const overtaken = place === 'foreign' ? reportOf(set, 'overtaken') : [];
  return {
    assembly: kept.assembly,
    outcome: parts === null ? { kind: 'waiting' } : complete(parts, byDefault),
    abandoned: [...fresh.abandoned, ...overtaken, ...kept.abandoned],
  };
}

/**
 * Takes back that a part made its SMS complete, because the SMS could not be handed on and the part was refused: when the part comes
 * again, the SMS is complete again. Nothing happens where another SMS has taken the set's place.
 */
export function reopen(assembly: Assembly, arrival: Arrival): Assembly {
  const key = keyOf(arrival);
  return assembly.map((set) => (set.key === key && set.known !== null ? without(set, set.known, arrival) : set));
}

/** Drops the sets whose time is over, and tells of those that were not complete. */
export function dropStale(assembly: Assembly, now: number, limits: AssemblyLimits = ASSEMBLY_LIMITS): Kept {
  const firstFresh = assembly.findIndex(({ since }) => now - since < limits.patience);
  if (firstFresh === 0 || assembly.length === 0) return { assembly, abandoned: [] };
  const stale = firstFresh === -1 ? assembly : assembly.slice(0, firstFresh);
  return {
    assembly: assembly.slice(stale.length),
    abandoned: stale.flatMap((set) => reportOf(set, 'timeout')),
  };
}

/** Puts a set in its predecessor's place, or at the end if it began anew: the order is that of `since`. */
function replaced(assembly: Assembly, old: PartSet | null, set: PartSet): Assembly {
  if (old?.since === set.since) return assembly.map((one) => (one === old ? set : one));
  return [...assembly.filter((one) => one !== old), set];
}

/** What is only remembered goes first, then the oldest set. */
function withinLimits(assembly: Assembly, limits: AssemblyLimits): Kept {
  let cost = assembly.reduce((sum, set) => sum + set.cost, 0);
  let kept = assembly;
  const abandoned: Abandoned[] = [];
  while (kept.length > limits.sets || cost > limits.octets) {
    const victim = kept.find(({ known }) => known !== null) ?? (kept[0] as PartSet);
    kept = kept.filter((set) => set !== victim);
    cost -= victim.cost;
    abandoned.push(...reportOf(victim, 'limit'));
  }
  return { assembly: kept, abandoned };
}

function repeated(set: PartSet, { part }: Arrival): Outcome {
  return { kind: 'repeated', id: (set.held[part.of.number - 1] as Held).id };
}

function complete(parts: readonly Held[], byDefault: DefaultAlphabet): Outcome {
  const pieces = parts.map(({ piece }) => piece) as [Piece, ...Piece[]];
  return { kind: 'complete', content: contentOf(pieces, byDefault), ids: parts.map(({ id }) => id) };
}

/** What a set knows from before has been delivered: there is nothing to report. */
function reportOf(set: PartSet | null, why: Abandoned['why']): readonly Abandoned[] {
  if (set === null || set.known !== null) return [];
  const { source, destination, of, held } = set;
  const ids = held.filter((part) => part !== null).map(({ id }) => id);
  const { reference, total } = of;
  return [{ source, destination, of: { reference, total, source: of.source }, ids, why }];
}
