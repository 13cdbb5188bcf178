/** A service as boxes: ways in and states, each with its ways out as rows. What a drawing draws, whatever its form. */
import type { Service, SmsRoute, State, Texts } from '../../session/types.ts';

export type Kind = 'route' | State['kind'];

export interface Way {
  /** `0 Баланс`, `ok`, `<msisdn>`; several where several lead there. */
  readonly labels: readonly string[];
  /** Name of a state. */
  readonly to: string;
}

/** One way as the definition has it. */
interface Written {
  readonly label: string;
  readonly to: string;
}

export interface Box {
  /** Name of a state, or the code of a route. */
  readonly name: string;
  readonly kind: Kind;
  /** What it shows or calls, one line; '' = nothing. */
  readonly detail: string;
  readonly ways: readonly Way[];
}

export interface Chart {
  readonly service: string;
  /** Routes first, then states in the order of the file. */
  readonly boxes: readonly Box[];
  readonly tooMany: string;
}

/** The chart of a service, with words in its first language. */
export function chartOf(service: Service): Chart {
  const texts = service.texts[service.languages[0] ?? ''];
  const states = Object.entries(service.states).map(([name, state]) => boxOf(name, state, texts));
  return { service: service.id, boxes: [...routes(service), ...states], tooMany: service.tooMany };
}

function routes({ ussd, sms }: Service): Box[] {
  const dialled = ussd.map(({ code, start }): Box => {
    return { name: `${code}#`, kind: 'route', detail: 'USSD', ways: [{ labels: ['dial'], to: start }] };
  });
  return [...dialled, ...sms.map(smsBox)];
}

function smsBox({ shortCode, keywords, question, suggest, otherwise }: SmsRoute): Box {
  const ways = [
    ...keywords.map(({ word, go }) => ({ label: word === '' ? '(empty)' : word, to: go })),
    ...(question === null ? [] : [{ label: `<${question.input}>`, to: question.go }]),
    ...(suggest === null ? [] : [{ label: '(misspelt)', to: suggest }]),
    { label: '(anything else)', to: otherwise },
  ];
  return { name: shortCode, kind: 'route', detail: 'SMS', ways: merged(ways) };
}

function boxOf(name: string, state: State, texts: Texts | undefined): Box {
  const { kind } = state;
  return { name, kind, detail: detailOf(state, texts), ways: merged(waysOf(state, texts)) };
}

function detailOf(state: State, texts: Texts | undefined): string {
  if (state.kind === 'call') return state.operation;
  return state.text === null ? '' : wording(texts, state.text);
}

function waysOf(state: State, texts: Texts | undefined): Written[] {
  switch (state.kind) {
    case 'end':
      return [];
    case 'call':
      return Object.entries(state.on).map(([outcome, { go }]) => ({ label: outcome, to: go }));
    case 'ask':
      return [{ label: `<${state.question.input}>`, to: state.question.go }];
    case 'list':
      return state.pick === null ? [] : [{ label: `<${state.pick.by}>`, to: state.pick.go }];
    case 'menu': {
      const options = state.options.map(({ key, label, go }) => ({ label: `${key} ${wording(texts, label)}`, to: go }));
      const { question } = state;
      return question === null ? options : [...options, { label: `<${question.input}>`, to: question.go }];
    }
  }
}

/** What leads to one state, as one way. */
function merged(written: readonly Written[]): Way[] {
  const byTarget = new Map<string, string[]>();
  for (const { label, to } of written) byTarget.set(to, [...(byTarget.get(to) ?? []), label]);
  return [...byTarget].map(([to, labels]) => ({ labels, to }));
}

/** A text without its figures: names in brackets stand for them. The key where that cannot be. */
function wording(texts: Texts | undefined, key: string): string {
  const names = texts?.argumentsOf(key) ?? [];
  try {
    const args = Object.fromEntries(names.map((name) => [name, `{${name}}`]));
    const text = texts?.format(key, args).replace(/\s+/g, ' ') ?? key;
    return text.includes('NaN') ? key : text;
  } catch {
    return key;
  }
}
