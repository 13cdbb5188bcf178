/** Words of the gateway -> command_status, and outcomes of our own requests -> what became of a delivery. */
import type { Delivery, Problem } from '../../flow/api.ts';
import type { ProblemType } from '../../flow/problems.ts';
import type { Outcome } from '../link/types.ts';
import { STATUSES, type StatusName } from '../pdu/statuses.ts';

/** Words that are not here tell of something that SMPP cannot ask for: a system error. */
const OF_PROBLEM: Partial<Readonly<Record<ProblemType, StatusName>>> = {
  'bad-msisdn': 'ESME_RINVSRCADR',
  'bad-code': 'ESME_RINVDSTADR',
  'unknown-short-code': 'ESME_RINVDSTADR',
  'bad-input': 'ESME_RINVMSGLEN',
  'bad-sms': 'ESME_RINVMSGLEN',
  'bad-value': 'ESME_RINVMSGLEN',
  'unknown-session': 'ESME_RSUBMITFAIL',
  'session-over': 'ESME_RSUBMITFAIL',
  'ussd-busy': 'ESME_RX_T_APPN',
  'phone-unreachable': 'ESME_RX_T_APPN',
  'unknown-message': 'ESME_RINVMSGID',
  'parts-full': 'ESME_RMSGQFUL',
  'store-unavailable': 'ESME_RSYSERR',
};

/** Where the field that is wrong says more than the kind of refusal. */
const OF_FIELD: Partial<Readonly<Record<ProblemType, Readonly<Record<string, StatusName>>>>> = {
  'bad-msisdn': { to: 'ESME_RINVDSTADR' },
  'bad-sms': { from: 'ESME_RINVSRCADR', validity: 'ESME_RINVEXPIRY' },
  // A dial of a dialogue that goes on.
  'ussd-busy': { reference: 'ESME_RSUBMITFAIL' },
};

/** The status for a refusal. */
export function statusOf({ type, data }: Problem): StatusName {
  const ofField = typeof data?.field === 'string' ? OF_FIELD[type]?.[data.field] : undefined;
  return ofField ?? OF_PROBLEM[type] ?? 'ESME_RSYSERR';
}

/** Answers after which the same message may be tried again. */
const TRY_AGAIN: readonly number[] = [
  STATUSES.ESME_RMSGQFUL.code,
  STATUSES.ESME_RTHROTTLED.code,
  STATUSES.ESME_RX_T_APPN.code,
  STATUSES.ESME_RSYSERR.code,
];

/** What became of a message by what became of its request. What has no form on the wire never will have one. */
export function deliveryOf(outcome: Outcome): Delivery {
  if (outcome.kind === 'lost') return outcome.why === 'unsendable' ? 'refused' : 'lost';
  const { status } = outcome.response;
  if (status === STATUSES.ESME_ROK.code) return 'taken';
  return TRY_AGAIN.includes(status) ? 'later' : 'refused';
}

const GRAVITY: Readonly<Record<Delivery, number>> = { taken: 0, later: 1, lost: 2, refused: 3 };

/** What became of a message of several parts: the worst that became of one. */
export function worse(one: Delivery, other: Delivery): Delivery {
  return GRAVITY[other] > GRAVITY[one] ? other : one;
}
