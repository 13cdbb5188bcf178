/** What is known of a phone, as a script gives it. */
import { normaliseMsisdn } from '../../code/msisdn.ts';
import type { SubscriberView } from '../../flow/api.ts';
import type { RecordedAct, RecordedPhone } from '../../script/language/write.ts';

/** What the API tells of a number that nobody has heard of: this goes without saying. */
const USUAL = {
  language: 'ru',
  timeZone: 'Europe/Moscow',
  blocked: false,
  debt: 0,
  owner: null,
  memberSince: null,
  birthday: null,
};

/** The phone of this view, named for the script. */
export function phoneOf(name: string, view: SubscriberView): RecordedPhone {
  const fields = Object.entries(USUAL).map(([field, usual]) => ({
    field,
    usual,
    value: view[field as keyof typeof USUAL],
  }));
  const profile = fields.flatMap(({ field, usual, value }) =>
    value === usual || value === null ? [] : [[field, value] as const],
  );
  const points = view.memberships.map(({ program, balance }) => [program, balance] as const);
  return { name, msisdn: view.msisdn, profile: Object.fromEntries(profile), points: Object.fromEntries(points) };
}

/** Whether a script must say anything of it. */
export function isKnown({ profile, points }: RecordedPhone): boolean {
  return Object.keys(profile).length + Object.keys(points).length > 0;
}

/** Numbers of phones in what somebody dials, types or texts, as MSISDNs. */
export function numbersIn(did: RecordedAct): string[] {
  return saidBy(did)
    .split(/[*#,;\s]+/)
    .flatMap((word) => {
      const number = normaliseMsisdn(word);
      return number.ok ? [number.msisdn] : [];
    });
}

function saidBy(did: RecordedAct): string {
  if (did.verb === 'dial') return did.code;
  if (did.verb === 'answer') return did.input;
  return did.verb === 'sms' ? did.text : '';
}
