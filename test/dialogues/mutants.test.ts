/** Proof that the shipped scripts bite: a changed figure or branch of the service's files, and the script that notices. */
import { describe, expect, test } from 'vitest';
import { openLocalWire } from '../../src/compose/localWire.ts';
import { runScript } from '../../src/script/run/runScript.ts';
import { type Change, definitionsWith } from './definitions.ts';
import { shippedScripts } from './shipped.ts';

const SCRIPTS = await shippedScripts();

interface Mutant extends Change {
  /** How the name of the script begins. */
  readonly caughtBy: string;
}

function figure(from: string, to: string, caughtBy: string): Mutant {
  return { file: 'mts-bonus/program.yaml', from, to, caughtBy };
}

function branch(from: string, to: string, caughtBy: string): Mutant {
  return { file: 'mts-bonus/service.yaml', from, to, caughtBy };
}

const MUTANTS: readonly Mutant[] = [
  figure(
    'category: internet, price: 100 }',
    'category: internet, price: 99 }',
    'a gift at its price: dialled, texted, and one point short (code 33,',
  ),
  figure('shop: { rule: rate, rub: 3 }', 'shop: { rule: rate, rub: 4 }', 'shop: '),
  figure('over: 3000,', 'over: 2999,', 'card: 1 per 30 RUB'),
  figure(
    '{ rule: fixed, points: 100, every: year, byItself',
    '{ rule: fixed, points: 99, every: year, byItself',
    'birthday',
  ),
  figure('{ years: 15, points: 50 }', '{ years: 16, points: 50 }', 'seniority: so much a month (since 2003-03-10'),
  figure('{ value: 2, points: 150 }', '{ value: 2, points: 151 }', 'video'),
  figure('questionnaire: 100', 'questionnaire: 110', 'web: +100'),
  figure('delay: PT2H', 'delay: PT3H', 'web: +10 '),
  figure('{ rule: calendar-year }', '{ rule: months, months: 12 }', 'points earned in a calendar year burn'),
  figure('2019-05-15T00:00:00+03:00', '2019-05-15T00:00:00+00:00', 'the end: points burn at 2019-05-15T00:00 Moscow'),
  figure('perOperation: 3000', 'perOperation: 2999', 'at most 3 000 points an operation'),
  figure('perDay: 3000', 'perDay: 3001', 'at most 3 000 points a day'),
  figure('perMonth: 10', 'perMonth: 11', 'ten transfers a calendar month'),
  figure('oneRecipientADay: true', 'oneRecipientADay: false', 'one recipient a day'),
  figure('codeLifetime: PT5M', 'codeLifetime: PT4M59S', 'the code is good for 5 minutes: 1 ms before'),
  figure('tries: 3', 'tries: 4', 'a code has 3 tries'),
  branch('{ word: "0", go: sms-leave }', '{ word: "0", go: sms-balance }', 'the trap: 0 over SMS deactivates'),
  branch('{ label: root.balance, go: balance }', '{ label: root.balance, go: leave }', 'the trap: 0 over USSD'),
  branch('suggest: sms-meant', 'suggest: sms-balance', 'a near misspelling'),
  branch('ok: { go: accepted, sms: balance }', 'ok: accepted', 'the balance: dialled'),
  branch(
    '  transfer-to-self: { go: give-to, notice: give.to-self }',
    '  transfer-to-self: { go: give-to, notice: give.stranger }',
    'every wrong recipient',
  ),
  branch(
    'too-few-points: { go: too-few-points, sms: too-few-points }',
    'too-few-points: too-few-points',
    'a gift at its price',
  ),
  branch('resume: PT5M', 'resume: PT1M', 'the question for the code waits'),
  branch('timeout: PT3M', 'timeout: PT2M59S', 'the phone may think for 3 minutes'),
  branch('retries: 3', 'retries: 4', 'wrong answers: asked again three times'),
];

describe('a changed file is noticed', () => {
  test.each(MUTANTS)('$from → $to', async ({ caughtBy, ...change }) => {
    const script = SCRIPTS.find(({ name }) => name.startsWith(caughtBy));
    if (script === undefined) throw new Error(`No script is called "${caughtBy}…".`);
    const wire = await openLocalWire({ definitions: await definitionsWith([change]), seed: 'mutants' });
    const { outcome } = await runScript(script, wire).finally(() => wire.close());
    expect(outcome.kind).toBe('failed');
  });
});
