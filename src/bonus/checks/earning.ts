/** What is wrong with the rules by which events earn points: a check for each rule. */
import type {
  ByValueRule,
  ByYearsRule,
  EarningRule,
  FixedRule,
  ProgramFile,
  RateRule,
  StatedRule,
} from '../programFile.ts';
import { checkCreditDate } from './creditDate.ts';
import { errorAt, type Place, type ProgramError, repeated, unsorted } from './error.ts';

type Check<Rule> = (path: Place, rule: Rule, file: ProgramFile) => readonly ProgramError[];

const CHECKS: { readonly [Name in EarningRule['rule']]: Check<Extract<EarningRule, { rule: Name }>> } = {
  rate: checkRate,
  fixed: checkFixed,
  'by-years': checkByYears,
  'by-value': checkByValue,
  stated: checkStated,
  claim: (path, { credited }) => checkCreditDate([...path, 'credited'], credited),
};

/** Rules in the order of the file. A rule of no name is told by the schema. */
export function checkEarning(file: ProgramFile): readonly ProgramError[] {
  return Object.entries(file.earning).flatMap(([kind, rule]) => {
    const check = CHECKS[rule.rule] as Check<EarningRule> | undefined;
    return check?.(['earning', kind], rule, file) ?? [];
  });
}

function checkRate(path: Place, { rub, minimum, credited }: RateRule, { maxRub }: ProgramFile) {
  const errors = [...checkCreditDate([...path, 'credited'], credited)];
  const fix = 'Lower it, or raise maxRub.';
  if (rub > maxRub) {
    const message = `One point costs ${rub} RUB, more than an event may have (${maxRub}).`;
    errors.push(errorAt([...path, 'rub'], message, fix, ['maxRub']));
  }
  if (minimum !== undefined && minimum > maxRub) {
    const message = `Events earn from ${minimum} RUB on, more than one may have (${maxRub}).`;
    errors.push(errorAt([...path, 'minimum'], message, fix, ['maxRub']));
  }
  return errors;
}

function checkFixed(path: Place, { joining, byItself, every }: FixedRule, file: ProgramFile) {
  const errors = [...checkBonusOfJoining(path, joining, file)];
  if (byItself !== undefined && every !== 'year') {
    const message = 'A birthday comes once a year: what it gives by itself does, too.';
    errors.push(errorAt([...path, 'byItself'], message, 'Add every: year, or remove byItself.', [...path, 'every']));
  }
  return errors;
}

function checkBonusOfJoining(
  path: Place,
  field: string | undefined,
  { joining }: ProgramFile,
): readonly ProgramError[] {
  const fields = new Set(Object.values(joining).flatMap(({ bonuses = {} }) => Object.keys(bonuses)));
  if (field === undefined || fields.has(field)) return [];
  const fix = fields.size === 0 ? 'Remove it.' : `Write one of ${[...fields].join(', ')}.`;
  return [errorAt([...path, 'joining'], `No channel gives a bonus for the field "${field}".`, fix, ['joining'])];
}

function checkByYears(path: Place, { tiers, byItself, every }: ByYearsRule) {
  const years = tiers.map((tier) => tier.years);
  const errors = unsorted(years).map((index) => {
    const message = `The tier of ${years[index]} years comes after that of ${years[index - 1]}.`;
    return errorAt([...path, 'tiers', index, 'years'], message, 'Sort the tiers by years, each number once.');
  });
  if (byItself !== undefined && every !== 'month') {
    const message = "A month's end comes once a month: what it gives by itself does, too.";
    errors.push(errorAt([...path, 'byItself'], message, 'Add every: month, or remove byItself.', [...path, 'every']));
  }
  return errors;
}

function checkByValue(path: Place, { values }: ByValueRule) {
  return repeated(values.map(({ value }) => value)).map((index) =>
    errorAt([...path, 'values', index, 'value'], 'This value stands above already.', 'Keep one of the two.'),
  );
}

function checkStated(path: Place, { from, to }: StatedRule) {
  if (!(from > to)) return [];
  const message = `An event may state ${from} points or more, but ${to} at most.`;
  return [errorAt([...path, 'from'], message, 'Make it no more than "to".', [...path, 'to'])];
}
