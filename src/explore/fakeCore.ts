/** A bonus core that answers whatever it is told to: the operations and figures of the real one, and none of its rules. */
import { emptyAccount } from '../bonus/core.ts';
import { LISTS } from '../bonus/lists.ts';
import type { Core, CoreMessage, Item, Operation } from '../bonus/types.ts';
import { CORE_TEXTS, figuresOf, outcomesOf } from '../session/definition/operations.ts';
import type { Service } from '../session/types.ts';
import { type Cast, figureOf, figuresFor } from './figures.ts';

/** Outcomes in the order in which calls will ask for them; beyond these each call has its first one. */
export interface Fate {
  /** Outcomes that were had so far, each with all that it could have been. */
  readonly had: { readonly outcome: string; readonly possible: readonly string[] }[];
  readonly outcomes: readonly string[];
}

/** The SMS that come with a success. */
const MESSAGES: Readonly<Partial<Record<Operation['op'], string>>> = {
  register: 'core.registered',
  deactivate: 'core.left',
  order: 'core.ordered',
  transfer: 'core.transfer-code',
  confirm: 'core.transfer-sent',
};

/** Rows of lists that depend on the subscriber: as many as an account keeps. */
const MANY = 10;

/** The core of a service with its fates in our hands. `fate` is asked anew at each call. */
export function fakeCore(service: Service, core: Core, cast: Cast, fate: () => Fate): Core {
  const nameKey = longestName(service, core);
  return {
    ...core,
    decide(account, operation) {
      const outcome = nextOutcome(fate(), outcomesOf(operation.op));
      const data = figuresFor(figuresOf(operation.op, outcome), cast, nameKey);
      return { account, outcome: { name: outcome, data }, messages: messagesOf(operation, outcome), entries: [] };
    },
    list: (_account, name) => rowsOf(service, core, cast, nameKey, name),
  };

  function messagesOf({ op }: Operation, outcome: string): CoreMessage[] {
    const key = MESSAGES[op];
    if (key === undefined || outcome !== 'ok') return [];
    return [{ key, args: figuresFor(CORE_TEXTS[key] ?? [], cast, nameKey) }];
  }
}

function nextOutcome({ had, outcomes }: Fate, possible: readonly string[]): string {
  const outcome = outcomes[had.length] ?? possible[0] ?? 'ok';
  had.push({ outcome, possible });
  return outcome;
}

/** The text of the longest name that a row has, in any language. */
function longestName({ texts }: Service, core: Core): string {
  const keys = catalogueOf(core).map(({ nameKey }) => String(nameKey));
  const length = (key: string) => Math.max(...Object.values(texts).map((one) => one.format(key).length));
  return keys.reduce((longest, key) => (longest === '' || length(key) > length(longest) ? key : longest), '');
}

function catalogueOf(core: Core): readonly Item[] {
  return core.list(emptyAccount(''), 'catalogue', 0);
}

function rowsOf(service: Service, core: Core, cast: Cast, nameKey: string, name: string): readonly Item[] {
  if (cast.rows === 'none') return [];
  if (name === 'catalogue') return cast.rows === 'one' ? oneOfEach(service, catalogueOf(core)) : catalogueOf(core);
  const fields: readonly string[] = LISTS[name as keyof typeof LISTS];
  const row = Object.fromEntries(fields.map((field) => [field, figureOf(field, cast, nameKey)]));
  return Array.from({ length: cast.rows === 'one' ? 1 : MANY }, () => row);
}

/** The first row for each condition that a list of the service makes. */
function oneOfEach(service: Service, rows: readonly Item[]): readonly Item[] {
  const fields = Object.values(service.states).flatMap((state) =>
    state.kind === 'list' ? Object.keys(state.where) : [],
  );
  const first = new Map<string, Item>();
  for (const row of rows) {
    const key = fields.map((field) => row[field]).join('\n');
    if (!first.has(key)) first.set(key, row);
  }
  return [...first.values()];
}
