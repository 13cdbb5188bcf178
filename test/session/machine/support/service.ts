/** Services of the tests, built by hand: what the loader would make of a folder. */
import type {
  AskState,
  Branch,
  CallState,
  EndState,
  ListState,
  MenuOption,
  MenuState,
  Parse,
  Question,
  Service,
  State,
} from '../../../../src/session/types.ts';
import { compileTexts } from '../../../../src/text/catalog.ts';
import { toyCore } from './core.ts';

export const amount: Parse = (raw) => (/^-?\d{1,9}$/.test(raw) ? { ok: true, value: Number(raw) } : { ok: false });
export const digits: Parse = (raw) => (/^\d+$/.test(raw) ? { ok: true, value: raw } : { ok: false });
export const giftCode: Parse = (raw) => (/^\d{2,3}$/.test(raw) ? { ok: true, value: raw } : { ok: false });

export function question(set: string, parse: Parse, go: string): Question {
  return { input: 'test', parse, set, go };
}

const ASKING = { invalid: 'invalid', retries: 2, resume: 0 };

/** Options as `{key: [label, go]}`. */
export function menu(
  text: string,
  options: Record<string, [string, string]>,
  more: Partial<MenuState> = {},
): MenuState {
  const listed: MenuOption[] = Object.entries(options).map(([key, [label, go]]) => ({ key, label, go, set: {} }));
  return { kind: 'menu', text, options: listed, question: null, ...ASKING, ...more };
}

export function ask(text: string, asked: Question, more: Partial<AskState> = {}): AskState {
  return { kind: 'ask', text, question: asked, ...ASKING, ...more };
}

export function list(text: string, item: string, more: Partial<ListState> = {}): ListState {
  return { kind: 'list', text, list: 'catalogue', item, where: {}, empty: 'empty', pick: null, ...ASKING, ...more };
}

export function branch(go: string, more: Partial<Branch> = {}): Branch {
  return { go, notice: null, sms: null, ...more };
}

export function call(operation: string, on: Record<string, Branch>, more: Partial<CallState> = {}): CallState {
  return { kind: 'call', operation, with: {}, keep: [], on, otherwise: branch('sorry'), ...more };
}

export function end(text: string | null, more: Partial<EndState> = {}): EndState {
  return { kind: 'end', text, sms: null, refusal: false, ...more };
}

export const NAVIGATION = {
  'nav.next': 'More',
  'nav.back': 'Back',
  'nav.main': 'Menu',
  'wrong-code-dialled': 'This code is wrong.',
  'service-changed': 'The service has changed. Dial again.',
  invalid: 'Wrong.',
  empty: 'Nothing.',
  sorry: 'Sorry.',
};

/** A service of these states. A text that is not given says its key. */
export function serviceOf(
  states: Record<string, State>,
  texts: Record<string, string> = {},
  more: Partial<Service> = {},
): Service {
  const keys = Object.values(states).flatMap(textKeys);
  const sources = { ...Object.fromEntries(keys.map((key) => [key, key])), ...NAVIGATION, ...texts };
  const compiled = compileTexts('en', sources);
  if (compiled.errors.length > 0) throw new Error(JSON.stringify(compiled.errors));
  return {
    id: 'toy',
    languages: ['en'],
    texts: { en: compiled.texts },
    ussd: [],
    sms: [],
    states: { sorry: end('sorry', { refusal: true }), 'too-many': end('too-many', { refusal: true }), ...states },
    timeout: 180_000,
    keys: { next: '9', back: '0', main: '00' },
    sender: '4555',
    tooMany: 'too-many',
    core: toyCore,
    ...more,
  };
}

function branchKeys(taken: Branch | null): string[] {
  return [taken?.notice ?? '', taken?.sms ?? ''];
}

function textKeys(state: State): string[] {
  if (state.kind === 'call') return [...Object.values(state.on), state.otherwise].flatMap(branchKeys);
  if (state.kind === 'end') return [state.text ?? '', state.sms ?? '', 'too-many'];
  const labels = state.kind === 'menu' ? state.options.map(({ label }) => label) : [];
  return [state.text, ...labels, ...(state.kind === 'list' ? [state.item] : [])];
}
