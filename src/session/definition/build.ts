/** From a checked draft to the compiled service of `session/types.ts`. */

import { comparePlaces, type Place } from '../../yaml/issue.ts';
import type { Source } from '../../yaml/source.ts';
import type { Branch, KeywordRoute, MenuOption, Question, Service, SmsRoute, State, UssdRoute } from '../types.ts';
import type { Dialogue, Draft } from './draft.ts';
import { durationMs } from './duration.ts';
import { branchesOf, longBranch } from './edges.ts';
import { INPUT_TYPES } from './inputs.ts';
import type { RawAsk, RawCall, RawEnd, RawInput, RawList, RawMenu, RawSettings, RawSmsRoute, RawState } from './raw.ts';

const REFUSE_ALL = () => ({ ok: false }) as const;

function asked(input: RawInput): Question {
  const { type, pattern, set, go } = input;
  const parse = INPUT_TYPES[type]?.parse(input) ?? REFUSE_ALL;
  return pattern === undefined ? { input: type, parse, set, go } : { input: type, pattern, parse, set, go };
}

function question(input: RawInput | undefined): Question | null {
  return input === undefined ? null : asked(input);
}

function interactive(state: RawMenu | RawAsk | RawList, { invalid, retries }: RawSettings) {
  return {
    invalid: state.invalid ?? invalid,
    retries: state.retries ?? retries,
    resume: state.resume === undefined ? 0 : durationMs(state.resume),
  };
}

function option([key, { label, go, set = {} }]: [string, RawMenu['options'][string]]): MenuOption {
  return { key, label, set, go };
}

function call(dialogue: Dialogue, name: string, state: RawCall): State {
  const branches = branchesOf(dialogue, name, state).map(({ outcome, branch }): [string, Branch] => [
    outcome,
    longBranch(branch),
  ]);
  return {
    kind: 'call',
    operation: state.call,
    with: state.with ?? {},
    keep: state.keep ?? [],
    on: Object.fromEntries(branches),
    otherwise: state.otherwise === undefined ? null : longBranch(state.otherwise),
  };
}

function list({
  list,
  text,
  item,
  where = {},
  empty,
  pick,
}: RawList): Omit<State & { kind: 'list' }, 'invalid' | 'retries' | 'resume'> {
  const picked = pick === undefined ? null : { by: pick.by, keep: pick.keep ?? [], go: pick.go };
  return { kind: 'list', list, text, item, where, empty, pick: picked };
}

function end({ end: text, sms, refusal = false }: RawEnd): State {
  return { kind: 'end', text, sms: sms ?? null, refusal };
}

/** JavaScript moves keys such as "0" to the front; the screen shows the options as the file has them. */
function inFileOrder(
  source: Source,
  name: string,
  options: RawMenu['options'],
): [string, RawMenu['options'][string]][] {
  const place = (key: string): Place => source.place(['states', name, 'options', key], 'key');
  return Object.entries(options).sort(([a], [b]) => comparePlaces(place(a), place(b)));
}

function build(draft: Draft, name: string, state: RawState): State {
  const { raw, source } = draft;
  if ('call' in state) return call(draft, name, state);
  if ('end' in state) return end(state);
  const common = interactive(state, raw.settings);
  if ('list' in state) return { ...list(state), ...common };
  if ('menu' in state) {
    const options = inFileOrder(source, name, state.options).map(option);
    return { kind: 'menu', text: state.menu, options, question: question(state.input), ...common };
  }
  return { kind: 'ask', text: state.ask, question: asked(state.input), ...common };
}

function smsRoute({ sms, keywords, input, otherwise, suggest }: RawSmsRoute): SmsRoute {
  const words = keywords.map(({ word = '', aliases = [], go }): KeywordRoute => ({ word, aliases, go }));
  return { shortCode: sms, keywords: words, question: question(input), otherwise, suggest: suggest ?? null };
}

/** The service of a draft. Of one in which a check has found something, use nothing but what the checks themselves ask for. */
export function buildService(draft: Draft): Service {
  const { id, raw, languages, core } = draft;
  const { settings, routes, states } = raw;
  const ussd = routes.flatMap(({ route }): UssdRoute[] =>
    'ussd' in route ? [{ code: route.ussd, start: route.start }] : [],
  );
  const sms = routes.flatMap(({ route }) => ('sms' in route ? [smsRoute(route)] : []));
  return {
    id,
    languages: settings.languages,
    texts: Object.fromEntries(languages.map(({ language, catalog }) => [language, catalog])),
    ussd,
    sms,
    states: Object.fromEntries([...states].map(([name, state]) => [name, build(draft, name, state)])),
    timeout: durationMs(settings.timeout),
    keys: settings.keys,
    sender: settings.sender ?? sms[0]?.shortCode ?? '',
    tooMany: settings.tooMany,
    core,
  };
}
