/** Steps with nothing random, whose arguments may not be changed. */
import type { Account } from '../../../../src/bonus/types.ts';
import { answerUssd, startUssd } from '../../../../src/session/machine.ts';
import type { Service, Session, StepContext, StepResult } from '../../../../src/session/types.ts';

export const NOON = Date.UTC(2019, 2, 1, 9);

export const FRIEND = '79160000002';

export function contextOf(service: Service, more: Partial<StepContext> = {}): StepContext {
  return {
    now: NOON,
    by: 'ussd',
    request: 'message',
    peers: { [FRIEND]: true },
    newCode: (length) => '1234567890'.slice(0, length),
    newId: () => 'id',
    msisdn: '79161234567',
    service,
    newNonce: () => 'nonce',
    wire: 'http',
    sender: '4555',
    ...more,
  };
}

/** The same value; whoever writes to it, at any depth, throws. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) frozen(inner);
  return value;
}

/** All of a dialogue: results of the dial and of each answer, until it is over. */
export function talk(
  service: Service,
  account: Account,
  dialled: readonly string[],
  answers: readonly string[],
): StepResult[] {
  const ctx = contextOf(service);
  const results = [startUssd(ctx, frozen(account), 'root', frozen(dialled))];
  for (const answer of answers) {
    const last = results.at(-1);
    if (last === undefined || last.session === null) break;
    results.push(answerUssd(ctx, frozen(last.account), frozen(stored(last.session)), answer));
  }
  return results;
}

/** The session as it comes back from a store. */
export function stored(session: Session): Session {
  return JSON.parse(JSON.stringify(session)) as Session;
}
