/** What the API says of each refusal of a core, in a sentence that names the field, the figure and the way out. */
import type { Data, Outcome } from '../bonus/types.ts';
import type { Problem } from './api.ts';
import { isoTime } from './clock.ts';
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
  | 'not-open-yet'
  | 'under-limit'
  | 'no-such-sum'
  | 'unknown-entry'
  | 'already-confirmed'
  | 'already-rejected'
  | 'too-many-claims'
  | 'goal-exists'
  | 'too-many-goals'
  | 'foreign-number'
  | 'already-ordered'
  | 'too-many-gifts'
  | 'in-debt'
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
  'under-limit': ({ field, limit }) => `${field} must be at least ${limit}.`,
  'no-such-sum': ({ field, below, above }) =>
    `${field} must be a sum that there is, such as ${[below, above].filter((sum) => sum !== 0).join(' or ')}.`,
  'unknown-entry': ({ entry }) => `The member has no entry ${entry}.`,
  'already-confirmed': ({ entry }) => `Entry ${entry} was confirmed before; nothing has changed.`,
  'already-rejected': ({ entry }) => `Entry ${entry} was rejected before; nothing has changed.`,
  'too-many-claims': ({ limit }) => `Entries that wait for their partners: ${limit}, which is the limit.`,
  'goal-exists': () => 'The member has this goal already.',
  'too-many-goals': ({ limit }) => `Goals: ${limit}, which is the limit.`,
  'foreign-number': ({ msisdn }) => `msisdn ${msisdn} is not a number that can be topped up here.`,
  'already-granted': () => 'These points were already given for this period.',
  'unknown-gift': () => 'The catalogue has no gift with this code.',
  'too-few-points': ({ missing, price, balance }) =>
    `Too few points: ${price} needed, balance ${balance}, missing ${missing}.`,
  'already-ordered': ({ code }) => `Gift ${code} comes once: it was ordered before, or stands twice in this order.`,
  'too-many-gifts': ({ limit }) => `codes must be at most ${limit}.`,
  'in-debt': ({ debt }) => `Pay the debt of ${debt} RUB first.`,
  'number-blocked': () => 'The number is blocked; it may join and ask for its balance.',
  'transfer-to-self': () => 'to is the giver; give points to another member.',
  'recipient-not-a-member': () => 'to is not a member of this program.',
  'over-daily-limit': ({ limit, left }) => `points would pass the limit of ${limit} a day; left today: ${left}.`,
  'other-recipient-today': ({ to }) => `to must be the recipient of today, ${to}: one recipient a day.`,
  'over-monthly-limit': ({ limit }) => `So often this month: ${limit}, which is the limit.`,
  'too-many-requests': ({ limit }) =>
    `Transfers that wait for their codes: ${limit}, which is the limit. Confirm one, or let it run out.`,
  'wrong-code': ({ triesLeft }) => `code is wrong; tries left: ${triesLeft}.`,
  'too-many-tries': () => 'code was wrong too often; the transfer is cancelled. Ask for a new one.',
  'transfer-expired': () => 'The code has run out. Ask for a new transfer.',
  'unknown-transfer': () => 'No transfer with this id waits for a code.',
  'not-available': () => 'The program does not offer this.',
  'not-open-yet': ({ opensOn }) => `The program opens on ${opensOn}.`,
  frozen: ({ balance, frozenOn }) => `The program is frozen since ${frozenOn}; the ${balance ?? 0} points are kept.`,
  closed: () => 'The program is closed.',
};

/** The problem document of a core's refusal; its figures come along as members. */
export function refusalProblem(outcome: Outcome): Problem {
  const name = outcome.name as CoreRefusal;
  const detail = DETAILS[name];
  if (detail === undefined) throw new Error(`The core answered "${outcome.name}", which is no known refusal.`);
  const type = isStrange(outcome) ? 'invalid-field' : name;
  return { type, detail: detail(outcome.data), data: shown(outcome.data) };
}

/** Fields of events that the API itself knows; a program may have others. */
const KNOWN_FIELDS: readonly unknown[] = ['rub', 'points', 'weeks', 'percent', 'partner', 'entry', 'goal', 'msisdn'];

/** A field that nobody here knows: neither the API nor this kind of event. */
function isStrange({ name, data }: Outcome): boolean {
  return name === 'bad-value' && data.expected === 'absent' && !KNOWN_FIELDS.includes(data.field);
}

function instant(at: Data[string] | undefined): string {
  return typeof at === 'number' ? isoTime(at) : '?';
}

/** Figures as the API shows them. */
function shown(data: Data): Data {
  const entries = Object.entries(data).filter(([name]) => !name.endsWith('Key'));
  return Object.fromEntries(entries.map(([name, value]) => [name, name.endsWith('At') ? instant(value) : value]));
}
