/** The ways between the states of a definition: what the checks walk on. */

import type { Path } from '../../yaml/path.ts';
import { UNREADABLE } from '../../yaml/unread.ts';
import type { Dialogue } from './draft.ts';
import { figuresOf, outcomesOf } from './operations.ts';
import type { Raw, RawBranch, RawCall, RawInput, RawList, RawMenu, RawState } from './raw.ts';

export interface Edge {
  readonly to: string;
  /** Where it is written. */
  readonly path: Path;
  /** Variables that are set on the way; null = some that cannot be read. */
  readonly sets: readonly string[] | null;
  /** Figures that texts ahead may use; null = an answer lies between, so those from before are gone too. */
  readonly figures: readonly string[] | null;
  readonly notice: string | null;
  readonly sms: string | null;
}

/** One branch of a call, as it takes effect: the call's own, `otherwise`, or the service's `refusals`. */
export interface TakenBranch {
  readonly outcome: string;
  readonly branch: RawBranch;
  readonly path: Path;
}

export function isCall(state: RawState | undefined): state is RawCall {
  return state !== undefined && 'call' in state;
}

/** Menus, questions and lists: where the person answers. */
export function isInteractive(state: RawState | undefined): boolean {
  return state !== undefined && !('call' in state) && !('end' in state);
}

/** Every outcome that a call can have; null where that cannot be told. */
export function possibleOutcomes({ words }: Dialogue, { call }: RawCall): readonly string[] | null {
  return call === UNREADABLE ? null : outcomesOf(words, call);
}

/**
 * Where each outcome of a call leads: by the call's `on`, else its `otherwise`, else the service's `refusals`. An outcome
 * for which nothing is said is missing here. Where it cannot be told which outcomes there are, those under `on`.
 */
export function branchesOf(dialogue: Dialogue, name: string, call: RawCall): TakenBranch[] {
  const { raw } = dialogue;
  const path = ['states', name];
  const outcomes = possibleOutcomes(dialogue, call) ?? Object.keys(call.on);
  return outcomes.flatMap((outcome): TakenBranch[] => {
    if (call.on[outcome] !== undefined) return [{ outcome, branch: call.on[outcome], path: [...path, 'on', outcome] }];
    if (outcome !== 'ok' && call.otherwise !== undefined)
      return [{ outcome, branch: call.otherwise, path: [...path, 'otherwise'] }];
    const refusal = raw.settings.refusals[outcome];
    return refusal === undefined ? [] : [{ outcome, branch: refusal, path: ['refusals', outcome] }];
  });
}

/** A branch in its long form. */
export function longBranch(branch: RawBranch): {
  readonly go: string;
  readonly notice: string | null;
  readonly sms: string | null;
} {
  if (typeof branch === 'string') return { go: branch, notice: null, sms: null };
  return { go: branch.go, notice: branch.notice ?? null, sms: branch.sms ?? null };
}

/** No edge where the target cannot be read. */
function answered(to: string, path: Path, sets: Edge['sets']): Edge[] {
  return to === UNREADABLE ? [] : [{ to, path, sets, figures: null, notice: null, sms: null }];
}

/** Where the right answer to a question leads. `path` is where the input stands. */
function inputEdge(input: RawInput | undefined, path: Path): Edge[] {
  if (input === undefined) return [];
  return answered(input.go, [...path, 'input', 'go'], input.set === UNREADABLE ? null : [input.set]);
}

/** Variables as far as the whole of the place where they are named can be read. */
function setsAt(raw: Raw, path: Path, names: readonly string[] = []): Edge['sets'] {
  return raw.unread.touches(path) ? null : names;
}

function callEdges(dialogue: Dialogue, name: string, call: RawCall): Edge[] {
  const isTold = possibleOutcomes(dialogue, call) !== null;
  const kept = isTold ? setsAt(dialogue.raw, ['states', name, 'keep'], call.keep) : null;
  return branchesOf(dialogue, name, call).flatMap(({ outcome, branch, path }): Edge[] => {
    const { go, notice, sms } = longBranch(branch);
    if (go === UNREADABLE) return [];
    const sets = outcome === 'ok' || kept === null ? kept : [];
    const target = typeof branch === 'string' ? path : [...path, 'go'];
    return [{ to: go, path: target, sets, figures: figuresOf(dialogue.words, call.call, outcome), notice, sms }];
  });
}

function listEdges(raw: Raw, { pick }: RawList, path: Path): Edge[] {
  return pick === undefined ? [] : answered(pick.go, [...path, 'go'], setsAt(raw, [...path, 'keep'], pick.keep));
}

function menuEdges(raw: Raw, { options, input }: RawMenu, path: Path): Edge[] {
  const chosen = Object.entries(options).flatMap(([key, { go, set = {} }]) => {
    const option = [...path, 'options', key];
    return answered(go, [...option, 'go'], setsAt(raw, [...option, 'set'], Object.keys(set)));
  });
  return [...chosen, ...inputEdge(input, path)];
}

/** All ways out of a state but the one to `tooMany`. */
export function edgesOf(dialogue: Dialogue, name: string): Edge[] {
  const { raw } = dialogue;
  const state = raw.states.get(name);
  const path = ['states', name];
  if (state === undefined || 'end' in state) return [];
  if ('call' in state) return callEdges(dialogue, name, state);
  if ('ask' in state) return inputEdge(state.input, path);
  return 'list' in state ? listEdges(raw, state, [...path, 'pick']) : menuEdges(raw, state, path);
}

/** Ways into the service: USSD codes and, apart from them, what an SMS leads to. */
export function entries(raw: Raw): { readonly ussd: Edge[]; readonly sms: Edge[] } {
  const ussd: Edge[] = [];
  const sms: Edge[] = [];
  for (const { route, index } of raw.routes) {
    const path = ['routes', index];
    if ('ussd' in route) {
      ussd.push(...answered(route.start, [...path, 'start'], []));
      continue;
    }
    sms.push(...route.keywords.flatMap(({ go }, at) => answered(go, [...path, 'keywords', at, 'go'], [])));
    sms.push(...inputEdge(route.input, path), ...answered(route.otherwise, [...path, 'otherwise'], []));
    if (route.suggest !== undefined) sms.push(...answered(route.suggest, [...path, 'suggest'], ['meant']));
  }
  return { ussd, sms };
}

/** The states that can be reached from these ones, themselves included; `through` says from which states to go on. */
export function reachable(
  dialogue: Dialogue,
  from: Iterable<string>,
  through: (name: string) => boolean = () => true,
): Set<string> {
  const seen = new Set(from);
  for (const name of seen) {
    if (through(name)) for (const { to } of edgesOf(dialogue, name)) seen.add(to);
  }
  return seen;
}
