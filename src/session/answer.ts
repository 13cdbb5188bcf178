/** What an answer means at a place of the dialogue. What the screen shows is what happens. */
import type { Account } from '../bonus/types.ts';
import { foldDigits } from './digits.ts';
import { knownHistory } from './history.ts';
import type { Place } from './place.ts';
import { pickRow, rowsOf } from './rows.ts';
import type { Scene } from './scene.ts';
import { pagesAt } from './screen.ts';
import type { ListState, MenuState, Question, State } from './types.ts';
import { joined, only, type Values } from './values.ts';

/** What of the screen an answer chose. */
export type By =
  | { readonly answer: 'option'; readonly option: string }
  | { readonly answer: 'row' }
  | { readonly answer: 'input' };

export type Meaning =
  /** Another page of the same screen. */
  | { readonly kind: 'turn'; readonly page: number }
  /** Back to a state seen before, with what is left of the history then. */
  | { readonly kind: 'return'; readonly to: string; readonly back: readonly string[] }
  | { readonly kind: 'go'; readonly by: By; readonly go: string; readonly vars: Values }
  | { readonly kind: 'wrong'; readonly invalid: string; readonly retries: number }
  /** Nothing was asked here. */
  | { readonly kind: 'unasked' };

const UNASKED: Meaning = { kind: 'unasked' };
const BY_ROW: By = { answer: 'row' };
const BY_INPUT: By = { answer: 'input' };

/** Reads an answer. First the keys that the screen shows (next, options or rows, back and main), then the question. */
export function readAnswer(scene: Scene, account: Account, place: Place, state: State, raw: string): Meaning {
  if (state.kind === 'call') return UNASKED;
  const answer = raw.trim();
  const key = foldDigits(answer);
  const next = turnNext(scene, account, place, key);
  if (next !== null || state.kind === 'end') return next ?? UNASKED;
  return (
    choose(scene, account, place, state, key) ??
    goBack(scene, place, key) ??
    goToMain(scene, place, key) ??
    ask(place, state, answer) ?? { kind: 'wrong', invalid: state.invalid, retries: state.retries }
  );
}

function turnNext(scene: Scene, account: Account, place: Place, key: string): Meaning | null {
  if (key !== scene.ctx.service.keys.next) return null;
  const page = place.page + 1;
  return page < pagesAt(scene, account, place).length ? { kind: 'turn', page } : null;
}

function choose(scene: Scene, account: Account, place: Place, state: State, key: string): Meaning | null {
  if (state.kind === 'menu') return chooseOption(place, state, key);
  if (state.kind === 'list') return chooseRow(scene, account, place, state, key);
  return null;
}

function chooseOption(place: Place, state: MenuState, key: string): Meaning | null {
  const option = state.options.find((candidate) => candidate.key === key);
  if (option === undefined) return null;
  const by = { answer: 'option', option: option.key } as const;
  return { kind: 'go', by, go: option.go, vars: joined(place.vars, option.set) };
}

function chooseRow(scene: Scene, account: Account, place: Place, state: ListState, key: string): Meaning | null {
  if (state.pick === null) return null;
  const row = pickRow(rowsOf(scene.ctx, account, state, place.vars), state.pick.by, key);
  if (row === undefined) return null;
  return { kind: 'go', by: BY_ROW, go: state.pick.go, vars: joined(place.vars, only(row, state.pick.keep)) };
}

/** A page back, else a state back; at the root of the dialogue the key is an answer like any other. */
function goBack(scene: Scene, place: Place, key: string): Meaning | null {
  if (key !== scene.ctx.service.keys.back) return null;
  if (place.page > 0) return { kind: 'turn', page: place.page - 1 };
  const back = knownHistory(scene.ctx.service, place.back);
  const to = back.at(-1);
  return to === undefined ? null : { kind: 'return', to, back: back.slice(0, -1) };
}

/** The root of the dialogue; there the key is an answer like any other. */
function goToMain(scene: Scene, place: Place, key: string): Meaning | null {
  if (key !== scene.ctx.service.keys.main) return null;
  const root = knownHistory(scene.ctx.service, place.back)[0];
  if (root !== undefined) return { kind: 'return', to: root, back: [] };
  return place.page > 0 ? { kind: 'turn', page: 0 } : null;
}

function ask(place: Place, state: State, answer: string): Meaning | null {
  const question = questionOf(state);
  if (question === null) return null;
  const read = question.parse(answer);
  if (!read.ok) return null;
  return { kind: 'go', by: BY_INPUT, go: question.go, vars: { ...place.vars, [question.set]: read.value } };
}

function questionOf(state: State): Question | null {
  return state.kind === 'menu' || state.kind === 'ask' ? state.question : null;
}
