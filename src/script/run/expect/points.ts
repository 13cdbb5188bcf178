/** What the bonus core must know: balance, membership, prices, journal, and what it answered. */
import type { Expect, Expected, Value, Values } from '../../language/script.ts';
import type { Facts, Office, Reply } from '../../wire.ts';
import type { Finding } from '../result.ts';
import { scalarIn, type Variables, valuesOf } from '../variables.ts';
import { includes, isSame, linesOf, named } from './facts.ts';
import { finding, textFinding } from './finding.ts';

type Asked<Name extends keyof Expect> = NonNullable<Expect[Name]>;

export function checkReturns(
  { place, value }: Expected<Values>,
  returned: Facts | null,
  variables: Variables,
): Finding | null {
  const wanted = valuesOf(value, variables);
  if (includes(returned, wanted)) return null;
  const seen = named(returned ?? {}, wanted);
  return textFinding(place, 'The answer has other figures.', linesOf(wanted), linesOf(seen), { place, value: seen });
}

/** Points, null for one who is no member. Any other refusal is a finding. */
export async function checkBalance(
  { place, value }: Asked<'balance'>,
  office: Office,
  msisdn: string,
  variables: Variables,
): Promise<Finding | null> {
  const replies: Record<string, Reply<Facts>> = {};
  for (const program of Object.keys(value)) replies[program] = await office.bonus(program, msisdn);
  const seen = Object.fromEntries(Object.entries(replies).map(([program, reply]) => [program, balanceIn(reply)]));
  const wanted = Object.fromEntries(
    Object.entries(value).map(([program, each]) => [program, pointsOf(each, variables)]),
  );
  if (Object.entries(wanted).every(([program, points]) => isSame(seen[program], points))) return null;
  const programs = Object.keys(value);
  const only = programs.length === 1 ? seen[programs[0] ?? ''] : undefined;
  const isKnown = Object.values(replies).every((reply) => reply.ok || isNoMember(reply));
  const update = isKnown ? { place, value: only ?? seen } : null;
  return textFinding(place, 'The balance is another one.', linesOf(wanted), linesOf(seen), update);
}

function pointsOf(value: Value | null, variables: Variables): unknown {
  return value === null ? NO_MEMBER : scalarIn(value, variables);
}

const NO_MEMBER = 'none';

/** `none` for one who is no member, else the word of the refusal where there is one. */
function balanceIn(reply: Reply<Facts>): number | string {
  if (reply.ok) return Number(reply.value.balance);
  return isNoMember(reply) ? NO_MEMBER : reply.word;
}

/** The one refusal that says what the balance is: nobody has one. Any other leaves it unknown. */
export function isNoMember(reply: Reply<unknown>): boolean {
  return !reply.ok && reply.word === 'not-a-member';
}

/** Of one who is no member the only fact is that. */
export async function checkMember(
  { place, value }: Asked<'member'>,
  office: Office,
  msisdn: string,
): Promise<Finding | null> {
  const reply = await office.bonus(value.program, msisdn);
  if (!reply.ok && !isNoMember(reply)) {
    return finding(place, 'The membership cannot be read.', linesOf(value.facts), `refused: ${reply.word}`);
  }
  const facts = reply.ok ? reply.value : { member: false };
  if (includes(facts, value.facts)) return null;
  const seen = named(facts, value.facts);
  return textFinding(place, 'Other facts are known of the member.', linesOf(value.facts), linesOf(seen), null);
}

export async function checkCatalogue(
  { place, value }: Asked<'catalogue'>,
  office: Office,
  msisdn: string,
  variables: Variables,
): Promise<Finding | null> {
  const reply = await office.catalogue(value.program, msisdn);
  const wanted = valuesOf(value.prices, variables);
  if (!reply.ok) return finding(place, 'The catalogue is refused.', linesOf(wanted), `refused: ${reply.word}`);
  const seen = reply.value;
  if (Object.keys(seen).length === Object.keys(wanted).length && includes(seen, wanted)) return null;
  return textFinding(place, 'The catalogue is another one.', linesOf(sorted(wanted)), linesOf(sorted(seen)), null);
}

function sorted<T>(prices: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(prices).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The last entries, as many as are named. */
export async function checkJournal(
  { place, value }: Asked<'journal'>,
  office: Office,
  msisdn: string,
): Promise<Finding | null> {
  const reply = await office.journal(value.program, msisdn);
  if (!reply.ok) return finding(place, 'The journal is refused.', rows(value.entries), `refused: ${reply.word}`);
  const last = value.entries.length === 0 ? reply.value : reply.value.slice(-value.entries.length);
  if (includes(last, value.entries)) return null;
  return textFinding(
    place,
    'The journal ends in other entries.',
    rows(value.entries),
    rows(named(last, value.entries)),
    null,
  );
}

function rows(entries: unknown): string {
  return (entries as readonly unknown[]).map((entry) => JSON.stringify(entry)).join('\n') || '(no entries)';
}
