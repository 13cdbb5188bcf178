/** A subscriber's step, and then whatever it set going: transfers that it accepted are driven to their end before the answer. */
import type { Account } from '../bonus/types.ts';
import type { WorldState } from '../store/port.ts';
import type { Call, Result } from './api.ts';
import type { FlowDeps } from './deps.ts';
import { once, type StepOptions } from './once.ts';
import { isElsewhere } from './remote/elsewhere.ts';
import { type Step, transact } from './transact.ts';
import { driveTransfer, type Transfer } from './transfers.ts';

/** An account, in the world where it was seen. */
export interface Seen {
  readonly world: Pick<WorldState, 'id' | 'incarnation'>;
  readonly account: Account;
}

/**
 * `once`, then drives the transfers that the subscriber's account has in reserve; also where the answer is one given before,
 * for whoever gave it may have died over the driving.
 * @param options by default it is the subscriber who speaks, in a dialogue, through the wire of the call
 */
export function act<T>(
  deps: FlowDeps,
  call: Call,
  msisdn: string,
  step: Step<Result<T>>,
  options: StepOptions = { wire: call.wire },
): Promise<Result<T>> {
  let after: Seen | null = null;
  const watched: Step<Result<T>> = (view) => {
    const plan = step(view);
    after = 'needPeer' in plan ? null : { world: view.world, account: plan.account ?? view.account };
    return plan;
  };
  const stepped = once(deps, call, msisdn, watched, options);
  return stepped.then((result) => {
    if (after !== null && !hasReservations(after.account)) return result;
    return driveSeen(deps, call.world, msisdn, after).then(() => result);
  });
}

async function driveSeen(deps: FlowDeps, world: string, msisdn: string, seen: Seen | null): Promise<void> {
  const look: Step<Seen> = (view) => ({ result: view });
  await driveAll(deps, seen ?? (await transact(deps, world, msisdn, look)));
}

function hasReservations({ programs }: Account): boolean {
  for (const program in programs) if (programs[program]?.reservations.length !== 0) return true;
  return false;
}

/** Drives every transfer that this account has in reserve, one after the other. */
export async function driveAll(deps: FlowDeps, seen: Seen): Promise<void> {
  for (const transfer of transfersOf(seen)) {
    // The folder of the program is gone, or its core has moved elsewhere: the points wait, reserved, until it is back.
    const program = deps.definitions().programs.get(transfer.program);
    if (program !== undefined && !isElsewhere(deps, program)) await driveTransfer(deps, transfer);
  }
}

function transfersOf({ world, account }: Seen): Transfer[] {
  return Object.entries(account.programs).flatMap(([program, membership]) =>
    membership.reservations.map((reservation) => ({ world, program, from: account.msisdn, reservation })),
  );
}
