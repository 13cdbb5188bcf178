/** A bonus core that answers whatever it is told to: the operations and figures of the real one, and none of its rules. */
import type { Core, CoreMessage, Operation } from '../bonus/types.ts';
import type { Service } from '../session/types.ts';
import { fakeRows } from './fakeRows.ts';
import { type Cast, figuresFor } from './figures.ts';
import { longestNames } from './longestNames.ts';

/** Outcomes in the order in which calls will ask for them; beyond these each call has its first one. */
export interface Fate {
  /** Outcomes that were had so far, each with all that it could have been. */
  readonly had: { readonly outcome: string; readonly possible: readonly string[] }[];
  readonly outcomes: readonly string[];
}

/** The SMS that can come with a success, by the beginnings of their keys: of a gift it depends on its kind which one does. */
const MESSAGES: Readonly<Partial<Record<Operation['op'], readonly string[]>>> = {
  register: ['core.registered'],
  deactivate: ['core.left'],
  event: ['core.claimed', 'core.certificate'],
  order: ['core.ordered'],
  transfer: ['core.transfer-code'],
  confirm: ['core.transfer-sent'],
};

/** The core of a service with its fates in our hands. `fate` is asked anew at each call. */
export function fakeCore(service: Service, core: Core, cast: Cast, fate: () => Fate): Core {
  const { texts, outcomes } = core.vocabulary;
  const names = longestNames(service, core);
  return {
    ...core,
    decide(account, { op }) {
      const outcome = nextOutcome(fate(), Object.keys(outcomes[op]));
      const data = figuresFor(outcomes[op][outcome] ?? [], cast, names);
      return { account, outcome: { name: outcome, data }, messages: messagesOf(op, outcome), entries: [] };
    },
    list: (_account, name) => fakeRows(service, core, cast, names, name),
  };

  /** All that may come: each of them is to be looked at. */
  function messagesOf(op: Operation['op'], outcome: string): CoreMessage[] {
    const beginnings = outcome === 'ok' ? (MESSAGES[op] ?? []) : [];
    return Object.entries(texts)
      .filter(([key]) => beginnings.some((beginning) => key.startsWith(beginning)))
      .map(([key, figures]) => ({ key, args: figuresFor(figures, cast, names) }));
  }
}

function nextOutcome({ had, outcomes }: Fate, possible: readonly string[]): string {
  const outcome = outcomes[had.length] ?? possible[0] ?? 'ok';
  had.push({ outcome, possible });
  return outcome;
}
