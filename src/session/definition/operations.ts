/**
 * The bonus core as a definition may use it: what its operations take and answer, the fields of its lists, the SMS it
 * sends. The compiler checks every call, list and text against these tables.
 */
import { LISTS, type ListName } from '../../bonus/lists.ts';
import { OUTCOMES } from '../../bonus/outcomes.ts';

/** Operations of a dialogue → the fields that a call gives under `with`. */
export const TAKES = {
  balance: [],
  register: ['channel'],
  deactivate: ['channel'],
  order: ['code'],
  transfer: ['to', 'points'],
  confirm: ['id', 'code'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type OperationName = keyof typeof TAKES;

/** SMS of the core, which every service with a program words, with their figures. */
export const CORE_TEXTS: Readonly<Record<string, readonly string[]>> = {
  'core.registered': ['balance'],
  'core.left': ['burned'],
  'core.ordered': ['code', 'nameKey', 'price', 'balance'],
  'core.transfer-code': ['code', 'to', 'points', 'minutes'],
  'core.transfer-sent': ['to', 'points', 'balance'],
  'core.transfer-received': ['from', 'points', 'balance'],
  'core.transfer-failed': ['to', 'points', 'balance'],
  'core.closed': ['burned'],
};

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

function outcomes(operation: string): Readonly<Record<string, readonly string[]>> {
  return isOperation(operation) ? OUTCOMES[operation] : {};
}

/** The names of the operations that a dialogue can call. */
export const OPERATION_NAMES: readonly string[] = Object.keys(TAKES);

/** The names of the lists that a dialogue can show. */
export const LIST_NAMES: readonly string[] = Object.keys(LISTS);

/** Every refusal that some operation of a dialogue can answer with. */
export const REFUSAL_NAMES: readonly string[] = [
  ...new Set(OPERATION_NAMES.flatMap((name) => Object.keys(outcomes(name)))),
].filter((name) => name !== 'ok');

/** The fields that a call of this operation gives. */
export function takenBy(operation: string): readonly string[] {
  return isOperation(operation) ? TAKES[operation] : [];
}

/** Every outcome that an operation can have. */
export function outcomesOf(operation: string): readonly string[] {
  return Object.keys(outcomes(operation));
}

/** The figures that come with an outcome; a trailing `?` marks one that is not always there. */
export function figuresOf(operation: string, outcome: string): readonly string[] {
  return outcomes(operation)[outcome] ?? [];
}

/** Fields of the rows of a list. */
export function rowFields(list: string): readonly string[] {
  return Object.hasOwn(LISTS, list) ? LISTS[list as ListName] : [];
}
