/** What is wrong in a file of subscribers, all of it at once, each with its place and the way out. */
import { type Issue, issueAt, sortIssues } from '../../yaml/issue.ts';
import type { SeedFile } from './writtenSeed.ts';

/** A file that cannot be planted. `text` is the file's, so that the line of an issue can be shown. */
export class SeedErrors extends Error {
  override name = 'SeedErrors';
  readonly issues: readonly Issue[];
  readonly text: string;
  constructor(issues: readonly Issue[], text: string) {
    super(`The seed has ${issues.length} ${issues.length === 1 ? 'mistake' : 'mistakes'}.`);
    this.issues = issues;
    this.text = text;
  }
}

/** A refusal of the gateway, as far as it is about the seed. */
interface Refusal {
  readonly detail: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

interface Mistake {
  readonly field: string;
  readonly expected: string;
}

/** The name that the API gives to the whole seed. */
const ROOT = 'seed';

/**
 * The issues of a refusal, in the words of the file.
 * @param first where the subscribers that were sent begin in the file
 * @returns none where the refusal is not about the seed
 */
export function issuesOfRefusal(file: SeedFile, refusal: Refusal, first = 0): readonly Issue[] {
  return mistakesOf(refusal).map(({ field, expected }) => issueOf(file, pathOf(field, first), expected));
}

/** The errors of one refusal or of several. */
export function seedErrors(file: SeedFile, issues: readonly Issue[]): SeedErrors {
  return new SeedErrors(sortIssues(issues), file.text);
}

function mistakesOf({ data = {} }: Refusal): readonly Mistake[] {
  const { errors } = data;
  return (Array.isArray(errors) ? errors : [data]).filter(isMistake);
}

function isMistake(one: unknown): one is Mistake {
  const { field, expected } = (one ?? {}) as Partial<Record<keyof Mistake, unknown>>;
  return typeof field === 'string' && typeof expected === 'string' && (field === ROOT || field.startsWith(`${ROOT}.`));
}

type Path = readonly (string | number)[];

/** `seed.subscribers.3.language` → `['subscribers', 3, 'language']`, counted from the beginning of the file. */
function pathOf(field: string, first: number): Path {
  const steps = field
    .split('.')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const [list, index, ...rest] = steps;
  return list === 'subscribers' && typeof index === 'number' ? [list, index + first, ...rest] : steps;
}

interface Wording {
  readonly pattern: RegExp;
  readonly message: (name: string, found: string) => string;
  readonly fix: (found: string) => string;
  readonly part: 'key' | 'value';
}

/** What the gateway says belongs there → what that means in a file. `found` is the pattern's first group. */
const WORDINGS: readonly Wording[] = [
  {
    pattern: /^absent(?: \((did you mean .*)\))?/,
    message: (name) => `${name} does not belong here`,
    fix: (meant) => (meant === '' ? 'remove it' : meant),
    part: 'key',
  },
  { pattern: /^there$/, message: (name) => `${name} is missing`, fix: () => 'add it', part: 'value' },
  {
    pattern: /^named once$/,
    message: () => 'this number stands in the file already',
    fix: () => 'keep one of the two',
    part: 'value',
  },
  {
    pattern: /^what the program did then; it says: (.*)$/,
    message: (_name, answer) => `the program refuses this (${answer})`,
    fix: () => 'correct it, or what comes before it',
    part: 'value',
  },
  {
    pattern: /^(.*)$/s,
    message: (name) => `${name} cannot be this`,
    fix: (expected) => `it must be ${expected}`,
    part: 'value',
  },
];

function issueOf(file: SeedFile, path: Path, expected: string): Issue {
  for (const { pattern, message, fix, part } of WORDINGS) {
    const match = pattern.exec(expected);
    if (match === null) continue;
    const found = match[1] ?? '';
    return issueAt(file.place(path, isOfName(path) ? 'key' : part), message(nameOf(path), found), fix(found));
  }
  throw new Error('The last wording fits all.');
}

/** A program is named by a key. */
function isOfName(path: Path): boolean {
  return path.at(-2) === 'programs';
}

/** `"language"`, or `number 3 of "history"`. */
function nameOf(path: Path): string {
  const last = path.at(-1) ?? 'subscribers';
  if (typeof last === 'string') return `"${last}"`;
  return `number ${last + 1} of "${path.findLast((step) => typeof step === 'string')}"`;
}
