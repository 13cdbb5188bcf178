/** The ways between the states of a definition: what the checks walk on. */
import { figuresOf, outcomesOf } from './operations.ts';
import type { Raw, RawBranch, RawCall, RawInput, RawState } from './raw.ts';
import type { Path } from './source.ts';

export interface Edge {
  readonly to: string;
  /** Where it is written. */
  readonly path: Path;
  /** Variables that are set on the way. */
  readonly sets: readonly string[];
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

/**
 * Where each outcome of a call leads: by the call's `on`, else its `otherwise`, else the service's `refusals`. An outcome
 * for which nothing is said is missing here.
 */
export function branchesOf(raw: Raw, name: string, call: RawCall): TakenBranch[] {
  const path = ['states', name];
  return outcomesOf(call.call).flatMap((outcome): TakenBranch[] => {
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

function answered(to: string, path: Path, sets: readonly string[]): Edge {
  return { to, path, sets, figures: null, notice: null, sms: null };
}

/** Where the right answer to a question leads. `path` is where the input stands. */
export function inputEdge(input: RawInput | undefined, path: Path): Edge[] {
  return input === undefined ? [] : [answered(input.go, [...path, 'input', 'go'], [input.set])];
}

function callEdges(raw: Raw, name: string, call: RawCall): Edge[] {
  return branchesOf(raw, name, call).map(({ outcome, branch, path }) => {
    const { go, notice, sms } = longBranch(branch);
    const sets = outcome === 'ok' ? (call.keep ?? []) : [];
    const target = typeof branch === 'string' ? path : [...path, 'go'];
    return { to: go, path: target, sets, figures: figuresOf(call.call, outcome), notice, sms };
  });
}

/** All ways out of a state but the one to `tooMany`. */
export function edgesOf(raw: Raw, name: string): Edge[] {
  const state = raw.states.get(name);
  const path = ['states', name];
  if (state === undefined || 'end' in state) return [];
  if ('call' in state) return callEdges(raw, name, state);
  if ('ask' in state) return inputEdge(state.input, path);
  if ('list' in state) {
    const { pick } = state;
    return pick === undefined ? [] : [answered(pick.go, [...path, 'pick', 'go'], pick.keep ?? [])];
  }
  const options = Object.entries(state.options).map(([key, { go, set }]) =>
    answered(go, [...path, 'options', key, 'go'], Object.keys(set ?? {})),
  );
  return [...options, ...inputEdge(state.input, path)];
}

/** Ways into the service: USSD codes and, apart from them, what an SMS leads to. */
export function entries(raw: Raw): { readonly ussd: Edge[]; readonly sms: Edge[] } {
  const ussd: Edge[] = [];
  const sms: Edge[] = [];
  for (const { route, index } of raw.routes) {
    const path = ['routes', index];
    if ('ussd' in route) {
      ussd.push(answered(route.start, [...path, 'start'], []));
      continue;
    }
    sms.push(...route.keywords.map(({ go }, at) => answered(go, [...path, 'keywords', at, 'go'], [])));
    sms.push(...inputEdge(route.input, path), answered(route.otherwise, [...path, 'otherwise'], []));
    if (route.suggest !== undefined) sms.push(answered(route.suggest, [...path, 'suggest'], ['meant']));
  }
  return { ussd, sms };
}

/** The states that can be reached from these ones, themselves included; `through` says from which states to go on. */
export function reachable(
  raw: Raw,
  from: Iterable<string>,
  through: (name: string) => boolean = () => true,
): Set<string> {
  const seen = new Set(from);
  for (const name of seen) {
    if (through(name)) for (const { to } of edgesOf(raw, name)) seen.add(to);
  }
  return seen;
}
