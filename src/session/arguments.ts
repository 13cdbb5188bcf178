/** Which values a screen or a text really shows. */
import type { Scene } from './scene.ts';
import { stateOf } from './states.ts';
import type { Service, State, Texts } from './types.ts';
import { only, type Values } from './values.ts';

/** Names of arguments by language and state. A reload makes another Service. */
const known = new WeakMap<Service, Map<string, readonly string[]>>();

/** Names of the arguments that the texts of a state's screen take, rows apart: a row is filled from its own fields. */
export function screenArguments({ ctx: { service }, texts }: Scene, name: string): readonly string[] {
  const byState = known.get(service) ?? new Map<string, readonly string[]>();
  known.set(service, byState);
  const id = `${texts.language} ${name}`;
  const names = byState.get(id) ?? screenTexts(stateOf(service, name)).flatMap((key) => argumentNames(texts, key));
  byState.set(id, names);
  return names;
}

/** The values that a text takes. */
export function valuesFor(texts: Texts, key: string, values: Values): Values {
  return only(values, argumentNames(texts, key));
}

/** `{name}` may come from a field `nameKey`: see `prepareArgs`. */
function argumentNames(texts: Texts, key: string): readonly string[] {
  return (texts.argumentsOf(key) ?? []).flatMap((name) => [name, `${name}Key`]);
}

function screenTexts(state: State): readonly string[] {
  switch (state.kind) {
    case 'call':
      return [];
    case 'menu':
      return [state.text, state.invalid, ...state.options.map(({ label }) => label)];
    case 'ask':
      return [state.text, state.invalid];
    case 'list':
      return [state.text, state.invalid, state.empty];
    case 'end':
      return state.text === null ? [] : [state.text];
  }
}
