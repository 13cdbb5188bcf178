/**
 * The bonus core as a definition may use it: what its operations take, what those of its program answer, the fields of its
 * lists, the SMS it sends. The compiler checks every call, list and text against these tables.
 */
import { LISTS, type ListName } from '../../bonus/lists.ts';
import type { Vocabulary } from '../../bonus/types.ts';

/** Operations of a dialogue → the fields that a call gives under `with`. */
export const TAKES = {
  balance: [],
  register: ['channel'],
  deactivate: ['channel'],
  event: ['kind'],
  order: ['code'],
  transfer: ['to', 'points'],
  confirm: ['id', 'code'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type OperationName = keyof typeof TAKES;

/** What a program can say, and what it can be told. */
export interface Words extends Vocabulary {
  /** Kinds of events. */
  readonly kinds: readonly string[];
  /** Figure such as `statusKey` → the keys that it can have, gifts apart: those are in the catalogue. */
  readonly names: Readonly<Record<string, readonly string[]>>;
}

/** Texts that the machine shows by itself, with the figures it gives them. */
export const MACHINE_TEXTS: Readonly<Record<string, readonly string[]>> = {
  'nav.next': [],
  'nav.back': [],
  'nav.main': [],
  'wrong-code-dialled': [],
  'service-changed': [],
};

function isOperation(name: string): name is OperationName {
  return Object.hasOwn(TAKES, name);
}

/** The names of the operations that a dialogue can call. */
export const OPERATION_NAMES: readonly OperationName[] = Object.keys(TAKES).filter(isOperation);

/** The names of the lists that a dialogue can show. */
export const LIST_NAMES: readonly string[] = Object.keys(LISTS);

/** The fields that a call of this operation must give. */
export function takenBy(operation: string): readonly string[] {
  return isOperation(operation) ? TAKES[operation] : [];
}

/** Whether a call may give other fields too: each kind of event has its own. */
export function takesMore(operation: string): boolean {
  return operation === 'event';
}

/** Every outcome that an operation can have; null where the program does not tell. */
export function outcomesOf(words: Words | null, operation: string): readonly string[] | null {
  if (words === null) return null;
  return isOperation(operation) ? Object.keys(words.outcomes[operation]) : [];
}

/** Every refusal that some operation of a dialogue can answer with. */
export function refusalsOf({ outcomes }: Vocabulary): readonly string[] {
  const names = new Set(OPERATION_NAMES.flatMap((operation) => Object.keys(outcomes[operation])));
  return [...names].filter((name) => name !== 'ok');
}

/** The figures that come with an outcome; a trailing `?` marks one that is not always there. Null where the program does not tell. */
export function figuresOf(words: Words | null, operation: string, outcome: string): readonly string[] | null {
  if (words === null) return null;
  return isOperation(operation) ? (words.outcomes[operation][outcome] ?? []) : [];
}

/** Fields of the rows of a list. */
export function rowFields(list: string): readonly string[] {
  return Object.hasOwn(LISTS, list) ? LISTS[list as ListName] : [];
}
