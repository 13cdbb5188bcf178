/**
 * A core that runs elsewhere, as a pure step meets it: it knows what it has been told, and stops the step at the first thing that it has
 * not. Whoever runs the step finds that out and takes it again: a step is pure, so that it comes to the same place.
 */
import type { Account, Core, Decision, Item, Operation } from '../../bonus/types.ts';
import type { Service } from '../../session/types.ts';
import type { Definitions, FlowDeps } from '../deps.ts';
import type { CoreAnswer, CoreSms } from './port.ts';

/** What a step wants to know of its core. `key` names the answer in `Known`. */
export type Question =
  | { readonly kind: 'operation'; readonly key: string; readonly operation: Operation }
  | { readonly kind: 'list'; readonly key: string; readonly name: string };

/** What is known by now. Operations are effects and are kept with the pending step; rows can be asked for again. */
export interface Known {
  readonly operations: Readonly<Record<string, CoreAnswer>>;
  readonly rows: ReadonlyMap<string, readonly Item[]>;
  /** Effects that are not known are taken to go well, without figures. */
  readonly isPresumed?: true;
}

/** Whether an operation changes anything, and cannot be asked just to see. */
export function isEffect({ op }: Operation): boolean {
  return op !== 'balance';
}

function presumed(account: Account): Decision {
  return { account, outcome: { name: 'ok', data: {} }, messages: [], entries: [] };
}

export const NOTHING_KNOWN: Known = { operations: {}, rows: new Map() };

/** Thrown through a step, which has no other way to stop in the middle of a screen. */
class Unanswered extends Error {
  readonly question: Question;
  constructor(question: Question) {
    super('The core has not been asked yet.');
    this.question = question;
  }
}

/** Whether the program of a service lives elsewhere. */
export function isElsewhere({ remote }: Pick<FlowDeps, 'remote'>, { core }: Pick<Service, 'core'>): boolean {
  return remote !== null && core !== null && remote.cores.has(core.program);
}

interface Knowing {
  readonly core: Core;
  /** The SMS of the answers that the step has used. */
  readonly sms: () => readonly CoreSms[];
}

/** The core as it answers in one run of a step. */
function knowing(core: Core, { operations, rows, isPresumed }: Known): Knowing {
  const sms: CoreSms[] = [];
  let decided = 0;
  return {
    core: {
      ...core,
      decide(account, operation, { request: key }) {
        const answer = Object.hasOwn(operations, key) ? operations[key] : undefined;
        decided += 1;
        if (answer === undefined && isPresumed === true && isEffect(operation)) return presumed(account);
        if (answer === undefined) throw new Unanswered({ kind: 'operation', key, operation });
        sms.push(...answer.sms);
        return { account, outcome: answer.accepted ?? answer.outcome, messages: [], entries: [] };
      },
      list(_account, name) {
        // Rows of before an operation are not those of after it.
        const key = `${decided} ${name}`;
        const known = rows.get(key);
        if (known === undefined) throw new Unanswered({ kind: 'list', key, name });
        return known;
      },
    },
    sms: () => sms,
  };
}

/** How far a step came with what is known. */
export type Ran<T> =
  | { readonly kind: 'done'; readonly step: T; readonly sms: readonly CoreSms[] }
  | { readonly kind: 'asks'; readonly question: Question };

/** Takes a step of a service whose core is elsewhere. @param wrap what else stands before the core */
export function runKnowing<T>(
  service: Service,
  known: Known,
  take: (service: Service) => T,
  wrap: (core: Core) => Core = (core) => core,
): Ran<T> {
  if (service.core === null) throw new Error(`Service "${service.id}" has no bonus core.`);
  const { core, sms } = knowing(service.core, known);
  try {
    return { kind: 'done', step: take({ ...service, core: wrap(core) }), sms: sms() };
  } catch (error) {
    if (error instanceof Unanswered) return { kind: 'asks', question: error.question };
    throw error;
  }
}

/** The definitions with nothing of these programs kept here: nothing is settled, and nothing falls due. */
export function definitionsWithout(programs: ReadonlySet<string>, current: () => Definitions): () => Definitions {
  const known = new WeakMap<Definitions, Definitions>();
  return () => {
    const definitions = current();
    const made = known.get(definitions) ?? emptied(programs, definitions);
    known.set(definitions, made);
    return made;
  };
}

function emptied(programs: ReadonlySet<string>, definitions: Definitions): Definitions {
  const { findUssd, findSms } = definitions;
  const services = new Map([...definitions.services].map(([id, service]) => [id, withoutCore(programs, service)]));
  const ours = (service: Service) => services.get(service.id) ?? service;
  let dated: Definitions | undefined;
  return {
    ...definitions,
    services,
    programs: new Map(
      [...definitions.programs].map(([id, known]) => {
        const service = ours(known.service);
        return [id, { core: service.core ?? known.core, service }];
      }),
    ),
    get dated() {
      if (definitions.dated !== undefined) dated ??= emptied(programs, definitions.dated);
      return dated ?? this;
    },
    findUssd(code) {
      const target = findUssd(code);
      return target === null ? null : { ...target, service: ours(target.service) };
    },
    findSms(number) {
      const target = findSms(number);
      return target === null ? null : { ...target, service: ours(target.service) };
    },
  };
}

function withoutCore(programs: ReadonlySet<string>, service: Service): Service {
  const { core } = service;
  return core !== null && programs.has(core.program) ? { ...service, core: elsewhere(core) } : service;
}

/** A core that is asked outside of steps only. */
function elsewhere(core: Core): Core {
  return {
    ...knowing(core, NOTHING_KNOWN).core,
    settle: (account) => ({ account, messages: [], entries: [] }),
    nextDeadline: () => null,
  };
}
