/** Which values a screen or a text really shows. */
import type { State, Texts } from './types.ts';
import { only, type Values } from './values.ts';

/** Names of the arguments that the texts of a state's screen take, rows apart: a row is filled from its own fields. */
export function screenArguments(texts: Texts, state: State): readonly string[] {
  return screenTexts(state).flatMap((key) => argumentNames(texts, key));
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
