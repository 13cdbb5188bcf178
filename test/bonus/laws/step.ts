/** One step of a history: what was asked of an account and what came of it. Laws look at single steps, invariants at whole worlds. */
import type { Program } from '../../../src/bonus/program.ts';
import { STRANGER } from '../../../src/bonus/turn.ts';
import type {
  Account,
  Core,
  CoreMessage,
  JournalEntry,
  Membership,
  Operation,
  Outcome,
} from '../../../src/bonus/types.ts';

export interface Step {
  readonly core: Core;
  /** The figures that are the law, which need not be those of the core. */
  readonly program: Program;
  readonly before: Account;
  /** `settle`: nothing was asked, time has passed. */
  readonly operation: Operation | { readonly op: 'settle' };
  readonly now: number;
  /** The instant after which that has not been looked for which comes by itself (birthdays, month's ends). */
  readonly lookedTo: number;
  readonly after: Account;
  readonly outcome: Outcome;
  readonly entries: readonly JournalEntry[];
  readonly messages: readonly CoreMessage[];
}

/** What is wrong with a step, a sentence each; empty = nothing. */
export type Law = (step: Step) => readonly string[];

/** The membership that the step found. */
export function was({ program, before }: Step): Membership {
  return before.programs[program.id] ?? STRANGER;
}

/** The membership that the step left. */
export function is({ program, after }: Step): Membership {
  return after.programs[program.id] ?? STRANGER;
}

/** The subscriber's time zone while the step was done. */
export function zoneIn({ program, before }: Step): string {
  return before.profile.timeZone ?? program.timeZone;
}

/** The last instant whose work the step has to do: neither a closed program does any, nor a frozen one. */
export function horizon({ program, now }: Step): number {
  return Math.min(now, program.closedAt - 1, program.frozenAt - 1);
}

/** Whether the membership goes on after the step: what it stated before can be looked for in what it states now. */
export function goesOn(step: Step): boolean {
  return was(step).status !== 'left' && is(step).status !== 'left' && step.operation.op !== 'change-owner';
}

/** What the clock has written, without what operations have. */
export function byClock({ entries }: Step): readonly JournalEntry[] {
  return entries.filter(({ by }) => by === 'clock');
}

/** The operation where it was an event that was accepted, else null. */
export function acceptedEvent({ operation, outcome }: Step): Extract<Operation, { op: 'event' }> | null {
  return operation.op === 'event' && outcome.name === 'ok' ? operation : null;
}

/** A sentence where two things are not the same. */
export function differ(what: string, stated: unknown, lawful: unknown): readonly string[] {
  const [a, b] = [stated, lawful].map((one) => JSON.stringify(one) ?? 'nothing');
  return a === b ? [] : [`${what} is ${a}, by law ${b}`];
}
