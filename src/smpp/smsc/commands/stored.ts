/** What commands about messages that wait have in common. */
import type { Call, Problem, Result } from '../../../flow/api.ts';
import { international, msisdnIn } from '../../adapter/addresses.ts';
import { senderIn } from '../../adapter/senders.ts';
import { statusOf } from '../../adapter/statuses.ts';
import type { Pdu } from '../../pdu/pdu.ts';
import type { StatusName } from '../../pdu/statuses.ts';
import type { House } from '../house.ts';
import type { Bound, Party } from '../parties.ts';

/** The call of a bind to the gateway. */
export function callOf({ world, wire }: Party): Call {
  return { world, wire };
}

/** A source address of the far side as its messages were submitted with: phones have numbers, applications speak for their codes. */
export function senderOf({ account }: Party, ton: number, addr: string): string | null {
  if (account.role === 'application') return senderIn(account.codes, ton, addr);
  const msisdn = msisdnIn(ton, addr);
  return msisdn === null ? null : international(msisdn);
}

/** What a refusal of the gateway means to a command, and what it does with anything else. */
interface Answering<T> {
  /** The message waits no more. */
  readonly final: StatusName;
  /** There is no such message. */
  readonly unknown?: StatusName;
  readonly done: (value: T) => void;
}

/** Answers with what the gateway says. */
export function answerWith<T>(
  house: House,
  { link }: Bound,
  request: Pdu,
  result: Promise<Result<T>>,
  answering: Answering<T>,
): void {
  result.then(
    (outcome) => {
      if (outcome.ok) answering.done(outcome.value);
      else link.refuse(request, statusFor(outcome.problem, answering));
    },
    (error) => {
      house.onError(error, `SMPP: ${request.command}`);
      link.refuse(request, 'ESME_RSYSERR');
    },
  );
}

function statusFor(problem: Problem, { final, unknown }: Pick<Answering<unknown>, 'final' | 'unknown'>): StatusName {
  if (problem.type === 'message-final') return final;
  return problem.type === 'unknown-message' && unknown !== undefined ? unknown : statusOf(problem);
}
