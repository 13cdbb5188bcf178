/** Every use of a text in a service file, with the values that are known where it is shown. */

import type { Path } from '../../yaml/path.ts';
import { UNREADABLE } from '../../yaml/unread.ts';
import type { Dialogue } from './draft.ts';
import { branchesOf, isCall, longBranch } from './edges.ts';
import { type Known, knownByState, NOTHING_KNOWN } from './known.ts';
import { figuresOf, rowFields } from './operations.ts';
import type { RawCall, RawState } from './raw.ts';

export interface TextUse {
  readonly key: string;
  readonly path: Path;
  /** Names of the values at hand; null where the state cannot be reached, so that nothing can be said. */
  readonly values: ReadonlySet<string> | null;
}

type Uses = (name: string, state: RawState, known: Known | undefined) => TextUse[];

function allOf(known: Known | undefined): ReadonlySet<string> | null {
  return known === undefined ? null : new Set([...known.vars, ...known.figures]);
}

function use(key: string | null | undefined, path: Path, values: ReadonlySet<string> | null): TextUse[] {
  return key === null || key === undefined || key === UNREADABLE ? [] : [{ key, path, values }];
}

/** The screen's own texts, and what it says after a wrong answer. */
const screenUses: Uses = (name, state, known) => {
  const path = ['states', name];
  const values = allOf(known);
  if ('call' in state) return [];
  if ('end' in state) return [...use(state.end, [...path, 'end'], values), ...use(state.sms, [...path, 'sms'], values)];
  const invalid = use(state.invalid, [...path, 'invalid'], known?.vars ?? null);
  if ('ask' in state) return [...use(state.ask, [...path, 'ask'], values), ...invalid];
  if ('menu' in state) {
    const labels = Object.entries(state.options).flatMap(([key, { label }]) =>
      use(label, [...path, 'options', key, 'label'], values),
    );
    return [...use(state.menu, [...path, 'menu'], values), ...labels, ...invalid];
  }
  return [
    ...use(state.text, [...path, 'text'], values),
    ...use(state.item, [...path, 'item'], state.list === UNREADABLE ? null : new Set(rowFields(state.list))),
    ...use(state.empty, [...path, 'empty'], values),
    ...invalid,
  ];
};

/** Notices and SMS of the branches: they may use the outcome's figures beside the variables. */
function branchUses(dialogue: Dialogue, name: string, call: RawCall, known: Known | undefined): TextUse[] {
  return branchesOf(dialogue, name, call).flatMap(({ outcome, branch, path }) => {
    const { notice, sms } = longBranch(branch);
    const kept = outcome === 'ok' ? (call.keep ?? []) : [];
    const figures = call.call === UNREADABLE ? null : figuresOf(dialogue.words, call.call, outcome);
    const values = known === undefined || figures === null ? null : new Set([...known.vars, ...figures]);
    const noticed = values === null ? null : new Set([...values, ...kept]);
    return [...use(notice, [...path, 'notice'], noticed), ...use(sms, [...path, 'sms'], values)];
  });
}

/** All uses, those of branches that no call takes left out. */
export function textUses(dialogue: Dialogue): TextUse[] {
  const { raw } = dialogue;
  const known = knownByState(dialogue);
  const inStates = [...raw.states].flatMap(([name, state]) => {
    const here = known.get(name);
    return isCall(state) ? branchUses(dialogue, name, state, here) : screenUses(name, state, here);
  });
  return [...use(raw.settings.invalid, ['invalid'], NOTHING_KNOWN.vars), ...inStates];
}
