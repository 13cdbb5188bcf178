/** Finds the command that an SMS names. What is executed must be certain; what is only near is suggested, never done. */
import { trimBlank } from './edges.ts';
import { fold, loosen, stripEdges } from './fold.ts';
import { generateForms, isStrict } from './keywordForms.ts';
import { findNearest } from './nearest.ts';

export interface KeywordEntry<T> {
  /** '' is the empty SMS. */
  readonly word: string;
  readonly aliases: readonly string[];
  readonly target: T;
}

export type KeywordMatch<T> =
  | { readonly kind: 'match'; readonly word: string; readonly target: T }
  /** A near misspelling: tell the person, do not execute it. */
  | { readonly kind: 'meant'; readonly word: string; readonly target: T }
  | { readonly kind: 'none' };

/** Two entries that cannot be told apart when typed as `text`; the first of them is the one that is found. */
export interface KeywordCollision<T> {
  /** The second entry's word or alias, as written. */
  readonly text: string;
  readonly words: readonly [string, string];
  readonly targets: readonly [T, T];
}

export interface Keywords<T> {
  /** Takes the text of an SMS, any string; gives the command it names, the one it nearly names, or none. Never throws. */
  match(text: string): KeywordMatch<T>;
  readonly collisions: readonly KeywordCollision<T>[];
}

/** Form → entry; null where two entries share a form, which then names neither. */
type Index<T> = ReadonlyMap<string, KeywordEntry<T> | null>;

interface Indexes<T> {
  /** Words and aliases as the definition gives them. */
  readonly own: ReadonlyMap<string, KeywordEntry<T>>;
  readonly generated: Index<T>;
  /** All of them loosened. */
  readonly loose: Index<T>;
}

/** A longer text names no command. Normalising heaps of combining marks is quadratic, so that nobody may send one. */
const LONGEST = 1_000;

/** Takes the keywords of one short code; gives their matcher with the collisions among words and explicit aliases. */
export function buildKeywords<T>(entries: readonly KeywordEntry<T>[]): Keywords<T> {
  const { own, collisions } = indexOwn(entries);
  const generated = indexGenerated(entries);
  const indexes = { own, generated, loose: indexLoose(own, generated) };
  return { match: (text) => match(indexes, text), collisions };
}

function match<T>(indexes: Indexes<T>, text: string): KeywordMatch<T> {
  const bare = trimBlank(text);
  if (bare.length > LONGEST) return { kind: 'none' };
  const folded = fold(bare);
  const hit = findExact(indexes, folded, bare);
  if (hit !== null) return { kind: 'match', word: hit.word, target: hit.target };
  const meant = findMeant(indexes, folded);
  return meant === null ? { kind: 'none' } : { kind: 'meant', word: meant.word, target: meant.target };
}

function findExact<T>(indexes: Indexes<T>, folded: string, text: string): KeywordEntry<T> | null {
  if (!isStrict(folded)) return findTolerant(indexes, folded);
  return folded === '' || isTypedPlainly(text) ? (indexes.own.get(folded) ?? null) : null;
}

/** NFKC makes a `0` of `⓪` and of `⁰`, which are no zero to a person: strict commands want the character itself. */
function isTypedPlainly(text: string): boolean {
  const bare = text.replace(/\s/g, '');
  return bare.normalize('NFC') === bare.normalize('NFKC');
}

function findTolerant<T>(indexes: Indexes<T>, folded: string): KeywordEntry<T> | null {
  for (const form of [folded, ...stripEdges(folded)]) {
    const hit = isStrict(form) ? null : lookUp(indexes, form);
    if (hit !== null) return hit;
  }
  return null;
}

function lookUp<T>({ own, generated, loose }: Indexes<T>, form: string): KeywordEntry<T> | null {
  // An own form hides a generated one of another command: СТОП and STOP may stand side by side.
  return own.get(form) ?? generated.get(form) ?? loose.get(loosen(form)) ?? null;
}

/** The whole text may be a misspelling, or its first word may be the command (`бонусы получить`). */
function findMeant<T>(indexes: Indexes<T>, folded: string): KeywordEntry<T> | null {
  const bare = stripEdges(folded).at(-1) ?? '';
  const first = bare.split(' ', 1).flatMap(stripEdges).at(-1) ?? '';
  for (const form of [bare, first]) {
    const meant = isStrict(form) ? null : findNearest(indexes.loose, loosen(form));
    if (meant !== null) return meant;
  }
  return null;
}

function indexOwn<T>(entries: readonly KeywordEntry<T>[]) {
  const own = new Map<string, KeywordEntry<T>>();
  const collisions: KeywordCollision<T>[] = [];
  for (const entry of entries) {
    for (const text of [entry.word, ...entry.aliases]) {
      const key = fold(text);
      const holder = own.get(key);
      if (holder === undefined) own.set(key, entry);
      else if (holder !== entry) collisions.push(collide(text, holder, entry));
    }
  }
  return { own, collisions };
}

function collide<T>(text: string, first: KeywordEntry<T>, second: KeywordEntry<T>): KeywordCollision<T> {
  return { text, words: [first.word, second.word], targets: [first.target, second.target] };
}

function indexGenerated<T>(entries: readonly KeywordEntry<T>[]): Index<T> {
  const index = new Map<string, KeywordEntry<T> | null>();
  for (const entry of entries) {
    for (const form of [entry.word, ...entry.aliases].flatMap(generateForms)) put(index, form, entry);
  }
  return index;
}

/** Own forms go in first and cannot be taken away by generated ones; those of one kind that clash name nothing. */
function indexLoose<T>(own: ReadonlyMap<string, KeywordEntry<T>>, generated: Index<T>): Index<T> {
  const index = new Map<string, KeywordEntry<T> | null>();
  for (const [form, entry] of own) if (!isStrict(form)) put(index, loosen(form), entry);
  const taken = new Set(index.keys());
  for (const [form, entry] of generated) {
    const key = loosen(form);
    if (!taken.has(key)) put(index, key, entry);
  }
  return index;
}

function put<T>(index: Map<string, KeywordEntry<T> | null>, form: string, entry: KeywordEntry<T> | null): void {
  const holder = index.get(form);
  index.set(form, holder === undefined || holder === entry ? entry : null);
}
