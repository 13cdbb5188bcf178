/** The lines of a screen above its footer. */
import type { Account } from '../bonus/types.ts';
import { prepareArgs } from '../text/args.ts';
import type { Place } from './place.ts';
import { rowsOf } from './rows.ts';
import type { Scene } from './scene.ts';
import type { ListState, State } from './types.ts';
import type { Values } from './values.ts';
import { say } from './voice.ts';

/** Notice, text, then options or rows, each in the subscriber's language. Throws where a text or an argument of it is missing. */
export function blocksOf(scene: Scene, account: Account, place: Place, state: State): readonly string[] {
  const values = { ...place.vars, ...place.data };
  return [
    ...noticeOf(scene, place),
    ...textOf(scene, state, values),
    ...choicesOf(scene, account, place, state, values),
  ];
}

function noticeOf(scene: Scene, { notice, vars }: Place): readonly string[] {
  return notice === null ? [] : [say(scene, notice.key, { ...vars, ...notice.args })];
}

function textOf(scene: Scene, state: State, values: Values): readonly string[] {
  return state.kind === 'call' || state.text === null ? [] : [say(scene, state.text, values)];
}

function choicesOf(scene: Scene, account: Account, place: Place, state: State, values: Values): readonly string[] {
  if (state.kind === 'list') return rowLines(scene, account, place, state, values);
  if (state.kind !== 'menu') return [];
  const args = prepareArgs(scene.texts, values, scene.timeZone);
  return state.options.map(({ key, label }) => `${key} ${scene.texts.format(label, args)}`);
}

function rowLines(scene: Scene, account: Account, place: Place, state: ListState, values: Values): readonly string[] {
  const rows = rowsOf(scene.ctx, account, state, place.vars);
  if (rows.length === 0) return [say(scene, state.empty, values)];
  return rows.map((row) => say(scene, state.item, row));
}
