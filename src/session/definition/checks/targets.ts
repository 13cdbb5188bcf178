/** Every "go" leads to a state that is there. */

import type { Issue } from '../../../yaml/issue.ts';
import { issueAt } from '../../../yaml/issue.ts';
import { didYouMean } from '../../../yaml/nearest.ts';
import type { Path } from '../../../yaml/path.ts';
import { UNREADABLE } from '../../../yaml/unread.ts';
import type { Check, Dialogue, Draft } from '../draft.ts';
import { edgesOf, entries, isCall, longBranch } from '../edges.ts';
import type { Raw, RawBranch } from '../raw.ts';

interface Target {
  readonly to: string;
  readonly path: Path;
}

function branchTarget(branch: RawBranch, path: Path): Target {
  return { to: longBranch(branch).go, path: typeof branch === 'string' ? path : [...path, 'go'] };
}

/** Branches as written, whether an outcome takes them or not. */
function writtenBranches(raw: Raw): Target[] {
  const calls = [...raw.states].flatMap(([name, state]) => {
    if (!isCall(state)) return [];
    const path = ['states', name];
    const on = Object.entries(state.on).map(([outcome, branch]) => branchTarget(branch, [...path, 'on', outcome]));
    return state.otherwise === undefined ? on : [...on, branchTarget(state.otherwise, [...path, 'otherwise'])];
  });
  const refusals = Object.entries(raw.settings.refusals);
  return [...calls, ...refusals.map(([outcome, branch]) => branchTarget(branch, ['refusals', outcome]))];
}

function targets(dialogue: Dialogue): Target[] {
  const { raw } = dialogue;
  const { ussd, sms } = entries(raw);
  const edges = [...raw.states].flatMap(([name, state]) => (isCall(state) ? [] : edgesOf(dialogue, name)));
  const { tooMany } = raw.settings;
  return [...ussd, ...sms, ...edges, ...writtenBranches(raw), { to: tooMany, path: ['tooMany'] }];
}

function missing({ raw, source }: Draft, { to, path }: Target): Issue[] {
  const names = [...raw.broken, ...raw.states.keys()];
  if (names.includes(to) || to === UNREADABLE || raw.unread.touches(['states', to])) return [];
  const fix = didYouMean(to, names, `add a state "${to}", or lead to one that is there`);
  return [issueAt(source.place(path), `there is no state "${to}"`, fix)];
}

/** Silent where the file has no states at all: that is told already. */
export const checkTargets: Check = (draft) =>
  draft.raw.states.size + draft.raw.broken.size === 0 ? [] : targets(draft).flatMap((target) => missing(draft, target));
