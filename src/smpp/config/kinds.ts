/** The kinds of values in a configuration file, each with its check in words for people. */

/** What is wrong with a value: where it stands in its section, and a sentence. `word` was written where one of `known` was wanted. */
export interface Mistake {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly word?: string;
  readonly known?: readonly string[];
}

interface Values {
  readonly text: string;
  readonly integer: number;
  readonly choice: string;
  readonly flag: boolean;
  readonly duration: number;
  readonly texts: readonly string[];
}

type KindOf<Kind extends keyof Values, More = object> = { readonly kind: Kind } & More;

export type TextKind = KindOf<'text', { readonly pattern: string; readonly words: string; readonly fallback?: string }>;
export type IntegerKind = KindOf<'integer', { readonly min: number; readonly max: number; readonly fallback: number }>;
export type ChoiceKind = KindOf<'choice', { readonly values: readonly string[]; readonly fallback: string }>;
export type FlagKind = KindOf<'flag', { readonly fallback: boolean }>;
export type DurationKind = KindOf<'duration', { readonly fallback?: string }>;
export type TextsKind = KindOf<'texts', { readonly item: TextKind; readonly fallback: readonly string[] }>;

export type Kind = TextKind | IntegerKind | ChoiceKind | FlagKind | DurationKind | TextsKind;

export type KeyRule = Kind & { readonly about: string; readonly example?: unknown };
export type KeyRules = Readonly<Record<string, KeyRule>>;

/** A text that fits a pattern; `words` say what it asks for. */
export function text(pattern: string, words: string) {
  return { kind: 'text', pattern, words } as const;
}

/** A whole number from `min` to `max`. */
export function integer(min: number, max: number, fallback: number) {
  return { kind: 'integer', min, max, fallback } as const;
}

/** One of a few words. */
export function choice<const Value extends string>(values: readonly Value[], fallback: NoInfer<Value>) {
  return { kind: 'choice', values, fallback } as const;
}

/** Yes or no. */
export function flag(fallback: boolean) {
  return { kind: 'flag', fallback } as const;
}

/** A duration in ISO 8601; in memory milliseconds. Without a fallback there is none where it is not given. */
export function duration() {
  return { kind: 'duration' } as const;
}

/** A list of texts; none where it is not given. */
export function texts(item: TextKind) {
  return { kind: 'texts', item, fallback: [] } as const;
}

/** `PT30S`, `PT1M30S`: minutes and seconds, at least one of them. */
export const DURATION = '^PT(?=\\d)(?:(\\d{1,3})M)?(?:(\\d{1,5})S)?$';

/** Milliseconds of a duration that fits `DURATION`. */
export function durationMs(written: string): number {
  const [, minutes = '0', seconds = '0'] = new RegExp(DURATION).exec(written) ?? [];
  return (Number(minutes) * 60 + Number(seconds)) * 1000;
}

type Check<One extends Kind> = (value: unknown, kind: One) => Omit<Mistake, 'path'> | null;

const CHECKS: { readonly [Name in Kind['kind']]: Check<Extract<Kind, { kind: Name }>> } = {
  text: (value, { pattern, words }) => {
    if (typeof value === 'number') return { message: 'is a number; write it in quotes.' };
    return typeof value === 'string' && new RegExp(pattern).test(value) ? null : { message: `must be ${words}.` };
  },
  integer: (value, { min, max }) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max
      ? null
      : { message: `must be a whole number from ${min} to ${max}.` },
  choice: (value, { values }) => {
    if (typeof value === 'string' && values.includes(value)) return null;
    const word = typeof value === 'string' ? { word: value, known: values } : {};
    return { message: `must be one of ${values.join(', ')}.`, ...word };
  },
  flag: (value) => (typeof value === 'boolean' ? null : { message: 'must be true or false.' }),
  duration: (value) =>
    typeof value === 'string' && new RegExp(DURATION).test(value) && durationMs(value) > 0
      ? null
      : { message: 'must be a duration like PT30S or PT2M.' },
  texts: (value) => (Array.isArray(value) ? null : { message: 'must be a list.' }),
};

/** Everything that is wrong with a value, by its kind. @param path where the value stands */
export function mistakesOf(kind: Kind, value: unknown, path: Mistake['path']): readonly Mistake[] {
  const check = CHECKS[kind.kind] as Check<Kind>;
  const complaint = check(value, kind);
  if (complaint !== null) return [{ path, ...complaint, message: `"${lastName(path)}" ${complaint.message}` }];
  if (kind.kind !== 'texts') return [];
  return (value as readonly unknown[]).flatMap((item, index) => mistakesOf(kind.item, item, [...path, index]));
}

/** The name that stands nearest to a value: of an item of a list, the list's. */
function lastName(path: Mistake['path']): string {
  return path.findLast((step) => typeof step === 'string')?.toString() ?? 'smpp';
}
