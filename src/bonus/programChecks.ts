/** What is wrong with a program's figures beyond what its JSON Schema can say. */
import { isTimeZone, parseDuration, parseInstant } from './calendar.ts';
import type { ByValueRule, ByYearsRule, EarningRule, ProgramFile } from './programFile.ts';

export interface ProgramError {
  /** Where in the file: keys and indexes from its root. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly fix: string;
}

type Check = (file: ProgramFile) => readonly ProgramError[];

/** All that is wrong, in the order of the file; empty when the figures make sense. */
export function checkProgram(file: ProgramFile): readonly ProgramError[] {
  return CHECKS.flatMap((check) => check(file));
}

/** The network keeps this code for itself: it is never a gift. */
const NEVER_A_GIFT = '999';

const CHECKS: readonly Check[] = [
  checkTimeZone,
  checkDates,
  checkLifecycle,
  checkJoining,
  checkEarning,
  checkTransfers,
  checkGifts,
];

function checkTimeZone(file: ProgramFile): readonly ProgramError[] {
  if (isTimeZone(file.timeZone)) return [];
  return [error(['timeZone'], `"${file.timeZone}" is not a time zone.`, 'Write an IANA name such as Europe/Moscow.')];
}

function checkDates(file: ProgramFile): readonly ProgramError[] {
  return Object.entries(file.dates ?? {})
    .filter(([, date]) => parseInstant(date) === null)
    .map(([name, date]) =>
      error(['dates', name], `"${date}" is not an instant.`, 'Write it like 2019-05-15T00:00:00+03:00.'),
    );
}

function checkLifecycle(file: ProgramFile): readonly ProgramError[] {
  const { frozen, closed } = file.dates ?? {};
  if (file.lifecycle === 'dated' && frozen === undefined && closed === undefined) {
    const fix = 'Add "dates" with "frozen" or "closed", or write lifecycle: open.';
    return [error(['lifecycle'], 'The life cycle is dated, but there is no date.', fix)];
  }
  const [from, to] = [parseInstant(frozen ?? ''), parseInstant(closed ?? '')];
  if (from === null || to === null || from < to) return [];
  return [error(['dates', 'frozen'], 'The program freezes after it has closed.', 'Write a date before "closed".')];
}

function checkJoining(file: ProgramFile): readonly ProgramError[] {
  if (Object.keys(file.joining).length === 0) {
    return [error(['joining'], 'Nobody can join: there is no channel.', 'Add ussd, sms or web.')];
  }
  return Object.entries(file.joining)
    .filter(([, way]) => parseDuration(way.delay ?? 'PT0S') === null)
    .map(([channel, way]) => badDuration(['joining', channel, 'delay'], way.delay));
}

function checkEarning(file: ProgramFile): readonly ProgramError[] {
  return Object.entries(file.earning).flatMap(([kind, rule]) => checkRule(['earning', kind], rule, file));
}

function checkRule(path: ProgramError['path'], rule: EarningRule, file: ProgramFile): readonly ProgramError[] {
  if (rule.rule === 'by-years') return checkTiers(path, rule);
  if (rule.rule === 'by-value') return checkValues(path, rule);
  if (rule.rule === 'rate' && rule.rub > file.maxRub) {
    const message = `One point costs ${rule.rub} RUB, more than an event may have (${file.maxRub}).`;
    return [error([...path, 'rub'], message, 'Lower it, or raise maxRub.')];
  }
  return [];
}

function checkTiers(path: ProgramError['path'], rule: ByYearsRule): readonly ProgramError[] {
  return rule.tiers.flatMap(({ years }, index) => {
    const before = rule.tiers[index - 1];
    if (before === undefined || before.years < years) return [];
    const message = `The tier of ${years} years comes after that of ${before.years}.`;
    return [error([...path, 'tiers', index, 'years'], message, 'Sort the tiers by years, each number once.')];
  });
}

function checkValues(path: ProgramError['path'], rule: ByValueRule): readonly ProgramError[] {
  return repeated(rule.values.map(({ value }) => value)).map((index) =>
    error([...path, 'values', index, 'value'], 'This value stands above already.', 'Keep one of the two.'),
  );
}

function checkTransfers(file: ProgramFile): readonly ProgramError[] {
  const rules = file.transfers;
  if (!rules) return [];
  const errors: ProgramError[] = [];
  const lifetime = parseDuration(rules.codeLifetime);
  if (lifetime === null || lifetime === 0) errors.push(badDuration(['transfers', 'codeLifetime'], rules.codeLifetime));
  if (rules.perOperation > rules.perDay) {
    const message = `An operation may move ${rules.perOperation} points, but a day only ${rules.perDay}.`;
    errors.push(error(['transfers', 'perOperation'], message, 'Make it no more than perDay.'));
  }
  return errors;
}

function checkGifts(file: ProgramFile): readonly ProgramError[] {
  const codes = (file.gifts ?? []).map((gift) => gift.code);
  const path = (index: number) => ['gifts', index, 'code'];
  const twice = repeated(codes).map((index) =>
    error(path(index), `Gift code ${codes[index]} is taken by a gift above.`, 'Give it another code.'),
  );
  const reserved = codes.flatMap((code, index) =>
    code === NEVER_A_GIFT ? [error(path(index), '999 is never a gift.', 'Give it another code.')] : [],
  );
  return [...twice, ...reserved];
}

/** Indexes of the items that stand earlier in the list too. */
function repeated(items: readonly (string | number)[]): readonly number[] {
  return items.flatMap((item, index) => (items.indexOf(item) < index ? [index] : []));
}

function badDuration(path: ProgramError['path'], text: string | undefined): ProgramError {
  return error(path, `"${text}" is not a length of time.`, 'Write it like PT2H or PT5M, without years and months.');
}

function error(path: ProgramError['path'], message: string, fix: string): ProgramError {
  return { path, message, fix };
}
