/** What is noted on the way through a machine: what was reached, the largest of what was shown, and what is wrong. */
import { leadingTo, type Way } from '../session/definition/checks/ways.ts';
import type { Service, StepResult, TraceStep } from '../session/types.ts';
import { emptyReach, note, type Reach } from './coverage.ts';
import {
  type Fault,
  type Largest,
  NOTHING_SEEN,
  type Seen,
  withScreen,
  withSms,
  wrongWithScreen,
  wrongWithSms,
} from './looks.ts';
import { pathOf, type Stepped, type Trail } from './path.ts';
import type { Played, Stage } from './stage.ts';

export interface Finding extends Seen {
  /** `exception`: a step threw; `screen`, `sms`: what was shown is wrong; `no-exit`: no answer leads on to an end. */
  readonly kind: 'exception' | 'screen' | 'sms' | 'no-exit';
  readonly message: string;
  /** Of what was shown; null where nothing was. */
  readonly fault: Fault | null;
  /** SMS that the last step sent. */
  readonly sms: number;
  /** The shortest way there. */
  readonly path: readonly Stepped[];
}

/** Gathered on all stages of a service. */
export interface Notes {
  readonly reach: Reach;
  /** Ways forward from state to state: answers and outcomes, neither back nor wrong. */
  readonly ways: Map<string, Way>;
  readonly findings: Map<string, Finding>;
  /** The shortest trail to each state, and where it was walked. */
  readonly trails: Map<string, { readonly trail: Trail; readonly stage: Stage }>;
  largest: Largest;
  steps: number;
  places: number;
}

/** Nothing noted yet. */
export function emptyNotes(): Notes {
  const maps = { ways: new Map(), findings: new Map(), trails: new Map() };
  return { ...maps, reach: emptyReach(), largest: NOTHING_SEEN, steps: 0, places: 0 };
}

/** A step as it came out: from which state, along which trail, and how the dialogue came if it begins here. */
export interface Looked {
  readonly from: string;
  readonly trail: Trail;
  readonly channel: 'dial' | 'sms';
}

/** Notes a step. */
export function lookAt(stage: Stage, notes: Notes, played: Played, looked: Looked): void {
  notes.steps += 1;
  if (played.ok) lookAtResult(stage, notes, played.result, looked);
  else
    report(
      stage,
      notes,
      { kind: 'exception', ...NOTHING_SHOWN, message: messageOf(played.error) },
      looked.from,
      looked.trail,
    );
}

function lookAtResult(stage: Stage, notes: Notes, result: StepResult, { from, trail, channel }: Looked): void {
  const state = result.trace.at(-1)?.state ?? from;
  note(notes.reach, result.trace, channel);
  noteWays(notes, result.trace);
  if (!notes.trails.has(state)) notes.trails.set(state, { trail, stage });
  if (channel === 'dial') lookAtScreen(stage, notes, result, state, trail);
  notes.largest = withSms(notes.largest, result.messages, seenOn(stage, state));
  for (const sms of result.messages) {
    const wrong = wrongWithSms(sms);
    if (wrong !== null) report(stage, notes, { kind: 'sms', ...wrong, sms: result.messages.length }, state, trail);
  }
}

function lookAtScreen(stage: Stage, notes: Notes, result: StepResult, state: string, trail: Trail): void {
  const { screen, session, messages } = result;
  notes.largest = withScreen(notes.largest, screen, (session?.page ?? 0) + 1, seenOn(stage, state));
  const wrong = wrongWithScreen(screen);
  if (wrong !== null) report(stage, notes, { kind: 'screen', ...wrong, sms: messages.length }, state, trail);
}

function noteWays({ ways }: Notes, trace: readonly TraceStep[]): void {
  trace.forEach(({ state: from, answer, outcome }, index) => {
    const to = trace[index + 1]?.state;
    const isForward = outcome !== undefined || answer === 'option' || answer === 'row' || answer === 'input';
    if (to !== undefined && isForward) ways.set(`${from} ${to}`, { from, to });
  });
}

/** What is found at a place. */
type Found = Pick<Finding, 'kind' | 'message' | 'fault' | 'sms'>;

const NOTHING_SHOWN = { fault: null, sms: 0 } as const;

/** The first time that something is found counts: places come nearest first. */
function report(stage: Stage, { findings }: Notes, found: Found, state: string, trail: Trail): void {
  const key = `${found.kind}\n${state}\n${found.message}`;
  if (!findings.has(key)) findings.set(key, { ...found, path: pathOf(trail), ...seenOn(stage, state) });
}

function seenOn({ language, cast }: Stage, state: string): Seen {
  return { state, language, figures: cast.name };
}

function messageOf({ message, cause }: Error): string {
  return cause instanceof Error ? `${message} (${cause.message})` : message;
}

/** States that were reached and from which no answer led on to an end (or to a list that is only read), told once. */
export function withoutExit({ states }: Service, { reach, ways, trails }: Notes): Finding[] {
  const names = [...reach.states];
  const goals = names.filter((name) => {
    const state = states[name];
    return state === undefined || state.kind === 'end' || (state.kind === 'list' && state.pick === null);
  });
  const leaving = leadingTo(ways.values(), goals);
  const trapped = names.filter((name) => !leaving.has(name));
  const state = trapped.find((name) => trails.has(name)) ?? '';
  const known = trails.get(state);
  if (known === undefined) return [];
  const message = `no answer leads from here to an end: ${trapped.join(', ')}`;
  return [{ kind: 'no-exit', ...NOTHING_SHOWN, message, path: pathOf(known.trail), ...seenOn(known.stage, state) }];
}
