/** What every single decision of a core must hold: purity, honesty, and that a refusal costs nothing. */
import { isDeepStrictEqual } from 'node:util';
import type { Account, Core, CoreContext, Decision, Operation } from '../../src/bonus/types.ts';

export interface Asking {
  readonly core: Core;
  readonly account: Account;
  readonly operation: Operation;
  readonly context: CoreContext;
}

/** Operations that a blocked number may not do. */
const SPENDING: readonly Operation['op'][] = ['order', 'transfer', 'confirm'];

/** Refusals that count: a wrong code costs a try. */
const COUNTED = ['wrong-code', 'too-many-tries'];

/** Everything that is wrong with a decision; empty = nothing. */
export function faultsOf(asking: Asking, decision: Decision): readonly string[] {
  if (decision.needPeer !== undefined) return [];
  return [
    ...unknownOutcome(asking, decision),
    ...costlyRefusal(asking, decision),
    ...unsettled(asking, decision),
    ...(asking.account.profile.blocked && SPENDING.includes(asking.operation.op) && decision.outcome.name === 'ok'
      ? [`a decision is sound: a blocked number could ${asking.operation.op}`]
      : []),
  ];
}

function unknownOutcome({ core, operation }: Asking, { outcome }: Decision): readonly string[] {
  const known = core.vocabulary.outcomes[operation.op][outcome.name];
  if (!known) return [`a decision is sound: ${operation.op} answered ${outcome.name}`];
  const names = Object.keys(outcome.data);
  const missing = known.filter((name) => !name.endsWith('?') && !names.includes(name));
  const strange = names.filter((name) => !known.includes(name) && !known.includes(`${name}?`));
  return [...missing, ...strange].map((name) => `a decision is sound: ${operation.op} ${outcome.name} and ${name}`);
}

function costlyRefusal({ core, account, context }: Asking, decision: Decision): readonly string[] {
  if (decision.outcome.name === 'ok' || COUNTED.includes(decision.outcome.name)) return [];
  const settled = core.settle(account, context.now);
  const same =
    isDeepStrictEqual(decision.account, settled.account) && decision.entries.length === settled.entries.length;
  return same ? [] : [`a refusal costs nothing: ${decision.outcome.name} changed the account`];
}

/** Twice is the same as once. */
function unsettled({ core, context }: Asking, { account }: Decision): readonly string[] {
  const again = core.settle(account, context.now);
  const same = again.account === account && again.entries.length + again.messages.length === 0;
  return same ? [] : ['settling happens once: it found work after a decision'];
}
