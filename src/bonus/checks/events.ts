/** What is wrong with the events that earn nothing themselves: a check for each rule. */
import type {
  BillRule,
  CertificateRule,
  CertificateSums,
  ClaimEventRule,
  EventRule,
  GoalRule,
  ProgramFile,
} from '../programFile.ts';
import { checkCreditDate } from './creditDate.ts';
import { errorAt, type Place, type ProgramError, unsorted } from './error.ts';

type Check<Rule> = (path: Place, rule: Rule, file: ProgramFile) => readonly ProgramError[];

const CHECKS: { readonly [Name in EventRule['rule']]: Check<Extract<EventRule, { rule: Name }>> } = {
  confirm: checkClaims,
  reject: checkClaims,
  bill: (path, { paid }: BillRule) => checkCreditDate([...path, 'paid'], paid),
  goal: checkGoal,
  certificate: (path, rule: CertificateRule, file) => checkSums(path, rule, file),
};

/** Rules in the order of the file, and kinds that stand under `earning` as well. */
export function checkEvents(file: ProgramFile): readonly ProgramError[] {
  return Object.entries(file.events ?? {}).flatMap(([kind, rule]) => {
    const path = ['events', kind];
    const check = CHECKS[rule.rule] as Check<EventRule> | undefined;
    return [...checkKind(path, kind, file), ...(check?.(path, rule, file) ?? [])];
  });
}

function checkKind(path: Place, kind: string, { earning }: ProgramFile): readonly ProgramError[] {
  if (!Object.hasOwn(earning, kind)) return [];
  return [errorAt(path, `The kind "${kind}" stands under "earning" already.`, 'Give one of the two another name.')];
}

function checkClaims(path: Place, { rule }: ClaimEventRule, { earning }: ProgramFile): readonly ProgramError[] {
  if (Object.values(earning).some((one) => one.rule === 'claim')) return [];
  const message = `There is nothing to ${rule}: no rule under "earning" makes claims.`;
  return [errorAt(path, message, 'Add an earning rule "claim", or remove this one.', ['earning'])];
}

function checkGoal(path: Place, { certificate, number }: GoalRule, file: ProgramFile): readonly ProgramError[] {
  if (certificate === undefined && number === undefined) {
    return [errorAt(path, 'There is nothing to save for.', 'Add "certificate" or "number".')];
  }
  const dates = checkCreditDate([...path, 'number', 'paid'], number?.paid);
  return certificate === undefined
    ? dates
    : [...checkCertificates([...path, 'certificate'], certificate, file), ...dates];
}

/** Whoever has saved for a certificate orders it. */
function checkCertificates(path: Place, sums: CertificateSums, file: ProgramFile): readonly ProgramError[] {
  const sold = Object.entries(file.events ?? {}).flatMap(([kind, rule]) =>
    rule.rule === 'certificate' ? [{ kind, rule }] : [],
  );
  const errors = checkSums(path, sums, file);
  if (sold.length === 0) {
    const message = 'One can save for certificates, but no event orders one.';
    return [...errors, errorAt(path, message, 'Add an event rule "certificate", or remove this.', ['events'])];
  }
  const others = sold.filter(({ rule }) => !isSame(rule, sums));
  return [...errors, ...others.map(({ kind }) => disagreeing(path, kind))];
}

function disagreeing(path: Place, kind: string): ProgramError {
  const message = `The certificates to save for are not those of "${kind}".`;
  return errorAt(path, message, 'Write the same rub, step and upTo in both.', ['events', kind]);
}

function isSame(one: CertificateSums, other: CertificateSums): boolean {
  return one.rub.join() === other.rub.join() && one.step === other.step && one.upTo === other.upTo;
}

function checkSums(
  path: Place,
  { rub, step, upTo }: CertificateSums,
  { maxRub }: ProgramFile,
): readonly ProgramError[] {
  const errors = unsorted(rub).map((index) =>
    errorAt(
      [...path, 'rub', index],
      `${rub[index]} does not belong after ${rub[index - 1]}.`,
      'Sort the sums, each once.',
    ),
  );
  const last = rub.at(-1) ?? 0;
  if (upTo < last || (upTo - last) % step !== 0) {
    const message = `Steps of ${step} from ${last} do not lead to ${upTo}.`;
    const judges = [
      [...path, 'rub'],
      [...path, 'step'],
    ];
    errors.push(errorAt([...path, 'upTo'], message, 'Write a sum that a step leads to.', ...judges));
  }
  if (upTo > maxRub) {
    const message = `A certificate may have ${upTo} RUB, more than an event (${maxRub}).`;
    errors.push(errorAt([...path, 'upTo'], message, 'Lower it, or raise maxRub.', ['maxRub']));
  }
  return errors;
}
