/** What the API says of each refusal of a core, in a sentence that names the field, the figure and the way out. */
import type { Data, Outcome } from '../bonus/types.ts';
import type { Problem } from './api.ts';
import type { ProblemType } from './problems.ts';

type CoreRefusal = Extract<
  ProblemType,
  | 'not-a-member'
  | 'already-a-member'
  | 'pending'
  | 'unknown-kind'
  | 'bad-value'
  | 'not-positive'
  | 'over-limit'
  | 'already-granted'
  | 'unknown-gift'
  | 'too-few-points'
  | 'number-blocked'
  | 'transfer-to-self'
  | 'recipient-not-a-member'
  | 'over-daily-limit'
  | 'other-recipient-today'
  | 'over-monthly-limit'
  | 'too-many-requests'
  | 'wrong-code'
  | 'too-many-tries'
  | 'transfer-expired'
  | 'unknown-transfer'
  | 'not-available'
  | 'frozen'
  | 'closed'
>;

const DETAILS: Readonly<Record<CoreRefusal, (data: Data) => string>> = {
  'not-a-member': () => 'The subscriber is not a member. Register first.',
  'already-a-member': () => 'The subscriber is a member already; nothing has changed.',
  pending: () => 'The application to join is still being processed. Try again later.',
  'unknown-kind': () => 'The program has no event of this kind.',
  'bad-value': ({ field, expected }) => `${field} must be ${expected}.`,
  'not-positive': ({ field }) => `${field} must be above zero.`,
  'over-limit': ({ field, limit }) => `${field} must be at most ${limit}.`,
  'already-granted': () => 'These points were already given for this period.',
  'unknown-gift': () => 'The catalogue has no gift with this code.',
  'too-few-points': ({ missing, price, balance }) =>
    `Too few points: ${price} needed, balance ${balance}, missing ${missing}.`,
  'number-blocked': () => 'The number is blocked; it may join and ask for its balance.',
  'transfer-to-self': () => 'to is the giver; give points to another member.',
  'recipient-not-a-member': () => 'to is not a member of this program.',
  'over-daily-limit': ({ limit, left }) => `points would pass the limit of ${limit} a day; left today: ${left}.`,
  'other-recipient-today': ({ to }) => `to must be the recipient of today, ${to}: one recipient a day.`,
  'over-monthly-limit': ({ limit }) => `Transfers this month: ${limit}, which is the limit.`,
  'too-many-requests': ({ limit }) =>
    `Transfers that wait for their codes: ${limit}, which is the limit. Confirm one, or let it run out.`,
  'wrong-code': ({ triesLeft }) => `code is wrong; tries left: ${triesLeft}.`,
  'too-many-tries': () => 'code was wrong too often; the transfer is cancelled. Ask for a new one.',
  'transfer-expired': () => 'The code has run out. Ask for a new transfer.',
  'unknown-transfer': () => 'No transfer with this id waits for a code.',
  'not-available': () => 'The program does not offer this.',
  frozen: ({ balance }) => `The program is frozen; the ${balance ?? 0} points are kept.`,
  closed: () => 'The program is closed.',
};

/** The problem document of a core's refusal; its figures come along as members. */
export function refusalProblem(outcome: Outcome): Problem {
  const name = outcome.name as CoreRefusal;
  const detail = DETAILS[name];
  if (detail === undefined) throw new Error(`The core answered "${outcome.name}", which is no known refusal.`);
  return { type: name, detail: detail(outcome.data), data: outcome.data };
}
