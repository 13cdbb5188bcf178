/** The SMS that came to a phone since its last step. */
import type { InboxSms } from '../../../flow/api.ts';
import type { Place } from '../../../yaml/issue.ts';
import type { Expected, OneSms, SmsExpect } from '../../language/script.ts';
import type { Finding } from '../result.ts';
import { textOf, type Variables } from '../variables.ts';
import { finding } from './finding.ts';
import { checkText, describeRule, oneText } from './text.ts';

/** What the look at an SMS needs to know besides the SMS. */
export interface Looking {
  readonly variables: Variables;
  /** Where all SMS must come from; null = from anywhere. */
  readonly sender: string | null;
  /** World time (epoch ms) at which the step began; null where no SMS is asked when it came. */
  readonly begun: number | null;
}

/** The first thing that is not as expected. */
export function checkGets(
  { place, value }: Expected<SmsExpect>,
  came: readonly InboxSms[],
  looking: Looking,
): Finding | null {
  return value.kind === 'among' ? checkAmong(value.sms, came, looking) : checkAll(place, value.sms, came, looking);
}

/** What is wrong where nobody expects an SMS, and one came. There is no expectation that could be rewritten. */
export function checkNoSms(place: Place, came: readonly InboxSms[]): Finding | null {
  return came.length === 0 ? null : finding(place, countSentence(0, came.length), NO_SMS, smsLines(came));
}

/** What is wrong where SMS are asked for, and nobody can know whether some came. `unseen` says why; null = all were seen. */
export function checkSeen(place: Place, unseen: string | null): Finding | null {
  return unseen === null ? null : finding(place, 'The SMS cannot be read.', 'all SMS that came', unseen);
}

const NO_SMS = 'no SMS';

/** How many are hoped for. */
export function countOf(gets: Expected<SmsExpect> | undefined): number {
  if (gets === undefined) return 0;
  return gets.value.kind === 'among' ? 1 : gets.value.sms.length;
}

/** Whether it matters when an SMS came. */
export function asksWhen(gets: Expected<SmsExpect> | undefined): boolean {
  const asked = gets === undefined ? [] : gets.value.kind === 'among' ? [gets.value.sms] : gets.value.sms;
  return asked.some(({ within }) => within !== null);
}

function checkAll(
  place: Place,
  wanted: readonly OneSms[],
  came: readonly InboxSms[],
  looking: Looking,
): Finding | null {
  if (wanted.length !== came.length) return countFinding(place, wanted, came, looking.variables);
  for (const [index, sms] of came.entries()) {
    const found = checkOne(wanted[index] as OneSms, sms, looking);
    if (found !== null) return found;
  }
  return null;
}

function checkAmong(wanted: OneSms, came: readonly InboxSms[], looking: Looking): Finding | null {
  const found = came.map((sms) => checkOne(wanted, sms, looking));
  if (found.some((each) => each === null)) return null;
  const what = came.length === 0 ? 'No SMS came.' : 'None of the SMS that came is this one.';
  return finding(wanted.place, what, wantedText(wanted, looking.variables), smsLines(came));
}

function countFinding(
  place: Place,
  wanted: readonly OneSms[],
  came: readonly InboxSms[],
  variables: Variables,
): Finding {
  const expected = wanted.map((each) => wantedText(each, variables)).join('\n') || NO_SMS;
  const update = { place, value: asWritten(came) };
  return finding(place, countSentence(wanted.length, came.length), expected, smsLines(came), update);
}

/** `No SMS came; 1 was expected.` */
function countSentence(wanted: number, came: number): string {
  const were = wanted === 0 ? 'none was' : wanted === 1 ? '1 was' : `${wanted} were`;
  return `${came === 0 ? 'No' : came} SMS came; ${were} expected.`;
}

function asWritten(came: readonly InboxSms[]): unknown {
  const [first, ...others] = came.map(({ text }) => text);
  if (first === undefined) return 'none';
  return others.length === 0 ? first : [first, ...others];
}

function wantedText({ text }: OneSms, variables: Variables): string {
  return text.map((rule) => describeRule(rule, variables)).join('\n') || 'an SMS';
}

/** `from 4555: …`, one below the other. */
function smsLines(came: readonly InboxSms[]): string {
  return came.map(({ from, text }) => `from ${from}: ${text}`).join('\n') || NO_SMS;
}

function checkOne(wanted: OneSms, sms: InboxSms, { variables, sender, begun }: Looking): Finding | null {
  const { place } = wanted;
  const from = wanted.from === null ? sender : textOf(wanted.from, variables);
  if (from !== null && from !== sms.from) {
    return finding(place, 'The SMS comes from elsewhere.', `from ${from}`, `from ${sms.from}: ${sms.text}`);
  }
  const wrongText = checkText(wanted.text, oneText('The SMS', sms.text), variables);
  if (wrongText !== null) return wrongText;
  if (wanted.parts !== null && wanted.parts !== sms.parts) {
    return finding(
      place,
      'The SMS has another number of parts.',
      `${wanted.parts} parts`,
      `${sms.parts} parts: ${sms.text}`,
    );
  }
  return checkTime(wanted, sms, variables, begun);
}

function checkTime(
  { at, within, place }: OneSms,
  sms: InboxSms,
  variables: Variables,
  begun: number | null,
): Finding | null {
  const came = Date.parse(sms.at);
  const wanted = at === null ? null : textOf(at, variables);
  if (wanted !== null && Date.parse(wanted) !== came) {
    return finding(place, 'The SMS came at another time.', `at ${wanted}`, `at ${sms.at}`);
  }
  if (within === null || begun === null || came - begun <= within) return null;
  return finding(place, 'The SMS came too late.', `within ${within} ms`, `after ${came - begun} ms`);
}
