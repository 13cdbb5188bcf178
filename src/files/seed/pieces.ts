/** A seed in pieces, each small enough for one call. */
import { type Issue, issueAt } from '../../yaml/issue.ts';
import type { SeedFile } from './writtenSeed.ts';

export interface Piece {
  /** Where its subscribers begin in the file. */
  readonly first: number;
  /** As the API takes it. */
  readonly seed: Readonly<Record<string, unknown>> & { readonly subscribers: readonly unknown[] };
}

/** Subscribers in one call: an answer comes within a second or so. */
const MOST_SUBSCRIBERS = 1_000;

/** Characters of JSON in one call; the gateway takes some more. */
const MOST_CHARACTERS = 1_000_000;

/** The pieces, at least one; what stands beside the subscribers goes with each. */
export function piecesOf({ subscribers, rest }: Pick<SeedFile, 'subscribers' | 'rest'>): readonly Piece[] {
  const pieces: Piece[] = [];
  let first = 0;
  let characters = 0;
  const cut = (end: number) => {
    pieces.push({ first, seed: { ...rest, subscribers: subscribers.slice(first, end) } });
    first = end;
    characters = 0;
  };
  for (const [index, one] of subscribers.entries()) {
    const length = JSON.stringify(one).length;
    if (index > first && (index - first === MOST_SUBSCRIBERS || characters + length > MOST_CHARACTERS)) cut(index);
    characters += length;
  }
  if (first < subscribers.length || pieces.length === 0) cut(subscribers.length);
  return pieces;
}

/**
 * Numbers that stand in two pieces: the gateway, which sees one at a time, cannot know of those.
 * @param normalise the one form of a number, however it is written; null where it is none
 */
export function twiceInPieces(
  file: Pick<SeedFile, 'place'>,
  pieces: readonly Piece[],
  normalise: (written: string) => string | null,
): readonly Issue[] {
  const home = new Map<string, Piece>();
  return pieces.flatMap((piece) =>
    piece.seed.subscribers.flatMap((one, index) => {
      const written = numberOf(one);
      const number = written === null ? null : normalise(written);
      const before = number === null ? undefined : home.get(number);
      if (number !== null && before === undefined) home.set(number, piece);
      if (before === undefined || before === piece) return [];
      const place = file.place(['subscribers', piece.first + index, 'msisdn'], 'value');
      return [issueAt(place, 'this number stands in the file already', 'keep one of the two')];
    }),
  );
}

function numberOf(subscriber: unknown): string | null {
  const { msisdn } = (subscriber ?? {}) as { readonly msisdn?: unknown };
  return typeof msisdn === 'string' ? msisdn : null;
}
