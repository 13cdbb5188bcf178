/** The steps of a script one after the other: fragments and loops unfolded, each step read where it stands. */
import { didYouMean } from '../../../yaml/nearest.ts';
import type { Step } from '../script.ts';
import { actAt } from './acts.ts';
import { affords, COST_OF_VALUE, isExhausted } from './effort.ts';
import { capturesAt, expectAt } from './expectations.ts';
import { isMap, isWhole, listOf, placeOf, type Reading, tell } from './reading.ts';
import { type At, fieldOf, inside, itemsOf, knownAs, type Variables, withKnown } from './scope.ts';
import { plainTextAt, wholeAt } from './values.ts';
import { verbOf } from './verbs.ts';

/** All scripts of a file together. */
const MAX_STEPS = 20_000;
/** Steps, fragments and rounds of loops that are walked through: those without a step in them end, too. */
const MAX_WALKED = 5 * MAX_STEPS;
/** Fragments that run one in another. */
const MAX_NESTED = 50;

const ROUNDS = { what: 'the number of rounds', min: 1, max: 1000 };

/** What may still be unfolded in a file. */
export interface Budget {
  steps: number;
  walked: number;
}

/** A new one for each file. */
export function fullBudget(): Budget {
  return { steps: MAX_STEPS, walked: MAX_WALKED };
}

/** Where steps stand. */
export interface Unfolding {
  readonly reading: Reading;
  readonly budget: Budget;
  /** Names of the phones; null = not known here, as in a fragment read by itself. */
  readonly phones: readonly string[] | null;
  /** Who acts where a step names nobody. */
  readonly actor: string;
  /** Fragments that run here, the outermost first. */
  readonly running: readonly string[];
}

/** Whether nothing more is unfolded in the file. */
export function isSpent(reading: Reading, { steps, walked }: Budget): boolean {
  return steps < 0 || walked < 0 || isExhausted(reading);
}

function spend(on: Unfolding, of: At, steps: 0 | 1): void {
  const { budget, reading } = on;
  budget.steps -= steps;
  budget.walked -= 1;
  if (budget.steps < 0 || budget.walked < 0)
    tell(reading, of.path, `here the file goes over ${MAX_STEPS} steps`, 'repeat less, or split the file up', 'key');
}

function actorOf({ reading, phones, actor }: Unfolding, step: At): string {
  const field = fieldOf(step, 'as');
  if (field === null) return actor;
  const name = plainTextAt(reading, field, 'who acts') ?? actor;
  if (phones !== null && !phones.includes(name)) {
    tell(
      reading,
      field.path,
      `there is no phone "${name}"`,
      didYouMean(name, phones, `name it in given: phones: {${name}: }, or write one of ${phones.join(', ')}`),
    );
  }
  return name;
}

function repeated(on: Unfolding, step: At, scope: Variables): Step[] {
  const { reading } = on;
  const steps = fieldOf(step, 'steps');
  if (steps === null) {
    tell(reading, step.path, '"repeat" has nothing to repeat', 'write steps: under it');
    return [];
  }
  const rounds = on.phones === null ? 1 : (wholeAt(reading, inside(step, 'repeat'), ROUNDS) ?? 1);
  const all: Step[] = [];
  for (let round = 0; round < rounds && !isSpent(reading, on.budget); round++) {
    spend(on, step, 0);
    all.push(...stepsAt(on, steps, scope));
  }
  return all;
}

function valuesOfFragment(reading: Reading, step: At): [string, At][] {
  const given = fieldOf(step, 'with');
  const names = Object.keys(isMap(given?.data) ? given.data : {});
  affords(reading, step.path, names.length * COST_OF_VALUE);
  return names.map((name) => [name, inside(given as At, name)]);
}

function unknownFragment({ reading }: Unfolding, path: At['path'], name: string): Step[] {
  const names = [...reading.fragments.keys()];
  const otherwise = names.length === 0 ? `write it: fragments: {${name}: […]}` : `write one of ${names.join(', ')}`;
  tell(reading, path, `there is no fragment "${name}"`, didYouMean(name, names, otherwise));
  return [];
}

function fragmentSteps(on: Unfolding, step: At, scope: Variables): Step[] {
  const { reading, running } = on;
  const field = inside(step, 'do');
  const name = plainTextAt(reading, field, 'the name of a fragment');
  if (name === null) return [];
  const data = reading.fragments.get(name);
  if (data === undefined) return unknownFragment(on, field.path, name);
  if (running.includes(name) || on.phones === null) return [];
  if (running.length === MAX_NESTED) {
    tell(reading, field.path, `fragments run more than ${MAX_NESTED} deep here`, 'write the steps out');
    return [];
  }
  const values = valuesOfFragment(reading, step);
  const inner = values.length === 0 ? scope : withKnown(scope, values);
  return stepsAt({ ...on, running: [...running, name] }, { path: ['fragments', name], data, scope: inner }, inner);
}

function noteCaptures(step: Step, scope: Variables): void {
  for (const { variable } of step.captures) if (knownAs(scope, variable) === undefined) scope.captured.add(variable);
}

function tellTaken(reading: Reading, step: At, scope: Variables): void {
  const capture = fieldOf(step, 'capture');
  for (const name of Object.keys(isMap(capture?.data) ? capture.data : {})) {
    if (knownAs(scope, name) === undefined) continue;
    tell(reading, [...step.path, 'capture', name], `"$${name}" has a value already`, 'choose another name', 'key');
  }
}

function plainStep(on: Unfolding, at: At, verb: string | null, scope: Variables): Step {
  const { reading, actor } = on;
  const step: Step = {
    place: placeOf(reading, at.path),
    phone: actor,
    act: actAt(reading, at, verb),
    expect: expectAt(reading, at),
    captures: capturesAt(reading, at),
  };
  tellTaken(reading, at, scope);
  noteCaptures(step, scope);
  return step;
}

function tellIdle({ reading }: Unfolding, { path, data }: At): void {
  const says = Object.keys(data as object).some((name) => name !== 'as');
  if (!says && isWhole(reading, path, data as object))
    tell(reading, path, 'nothing is done in this step', 'write what is done, like dial: "*100#", or take it out');
}

function stepAt(on: Unfolding, at: At, scope: Variables): Step[] {
  const verb = verbOf(on.reading, at);
  tellIdle(on, at);
  const acting = { ...on, actor: actorOf(on, at) };
  spend(on, at, verb === 'do' || verb === 'repeat' ? 0 : 1);
  if (verb === 'do') return fragmentSteps(acting, at, scope);
  return verb === 'repeat' ? repeated(acting, at, scope) : [plainStep(acting, at, verb, scope)];
}

/** Takes a list of steps; gives all that is done, in order. What is wrong in them is told, and passed over. */
export function stepsAt(on: Unfolding, at: At, scope: Variables): Step[] {
  const steps: Step[] = [];
  for (const step of itemsOf({ ...at, scope })) {
    if (isSpent(on.reading, on.budget)) break;
    if (isMap(step.data)) steps.push(...stepAt(on, step, scope));
  }
  return steps;
}

/** Names of all variables that steps capture, those in loops included. */
export function capturedIn(steps: unknown): string[] {
  return listOf(steps).flatMap((step) => {
    if (!isMap(step)) return [];
    return [...Object.keys(isMap(step.capture) ? step.capture : {}), ...capturedIn(step.steps)];
  });
}
