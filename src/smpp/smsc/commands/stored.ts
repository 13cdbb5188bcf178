/** What commands about messages that wait have in common. */
import type { Call, Problem, Result } from '../../../flow/api.ts';
import { senderIn } from '../../applications/senders.ts';
import type { Pdu } from '../../pdu/pdu.ts';
import type { StatusName } from '../../pdu/statuses.ts';
import { international, msisdnIn } from '../../phones/addresses.ts';
import { statusOf } from '../../phones/statuses.ts';
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

/** Answers with what the gateway says. @param final what it means that the message waits no more */
export function answerWith<T>(
  house: House,
  { link }: Bound,
  request: Pdu,
  result: Promise<Result<T>>,
  { final, done }: { readonly final: StatusName; readonly done: (value: T) => void },
): void {
  result.then(
    (outcome) => {
      if (outcome.ok) done(outcome.value);
      else link.refuse(request, statusFor(outcome.problem, final));
    },
    (error) => {
      house.onError(error, `SMPP: ${request.command}`);
      link.refuse(request, 'ESME_RSYSERR');
    },
  );
}

function statusFor(problem: Problem, final: StatusName): StatusName {
  return problem.type === 'message-final' ? final : statusOf(problem);
}
