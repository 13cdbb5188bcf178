/** Every transition that a definition writes down: the ways in, and from each state what an answer or an outcome leads to. */
import type { Question, Service, SmsRoute, State, TraceStep } from '../session/types.ts';

export interface Transition {
  /** Name of the state that it leaves; null where a dialogue begins. */
  readonly from: string | null;
  /** `*111*455`, `4555 Бонус`, `option 0`, `input`, `row`, `wrong`, `too-many`, or the outcome of a call. */
  readonly by: string;
  readonly to: string;
}

/** The key of a transition in maps and sets. Where two ways in lead to one state they count as one. */
export function transitionKey({ from, by, to }: Transition): string {
  return from === null ? `${channelOf(by)} → ${to}` : `${from} ${by}`;
}

function channelOf(by: string): string {
  return by.startsWith('*') ? 'dial' : 'sms';
}

/** All transitions of a service, ways in first, then state by state in the order of the file. */
export function transitionsOf(service: Service): readonly Transition[] {
  const states = Object.entries(service.states).flatMap(([name, state]) => waysOut(service, name, state));
  return [...waysIn(service), ...states];
}

function waysIn({ ussd, sms }: Service): Transition[] {
  const dialled = ussd.map(({ code, start }) => ({ from: null, by: code, to: start }));
  return joined([...dialled, ...sms.flatMap(smsWays)]);
}

function smsWays({ shortCode, keywords, question, suggest, otherwise }: SmsRoute): Transition[] {
  const way = (what: string, to: string) => ({ from: null, by: `${shortCode} ${what}`, to });
  return [
    ...keywords.map(({ word, go }) => way(word === '' ? '(empty)' : word, go)),
    ...(question === null ? [] : [way(`<${question.input}>`, question.go)]),
    ...(suggest === null ? [] : [way('(misspelt)', suggest)]),
    way('(anything else)', otherwise),
  ];
}

/** Ways in that share a channel and a state, as one. */
function joined(ways: readonly Transition[]): Transition[] {
  const byKey = new Map<string, Transition>();
  for (const way of ways) {
    const same = byKey.get(transitionKey(way));
    byKey.set(transitionKey(way), same === undefined ? way : { ...same, by: `${same.by}, ${way.by}` });
  }
  return [...byKey.values()];
}

function waysOut({ tooMany }: Service, from: string, state: State): Transition[] {
  if (state.kind === 'end') return [];
  if (state.kind === 'call') {
    return Object.entries(state.on).map(([outcome, { go }]) => ({ from, by: outcome, to: go }));
  }
  return [
    ...answers(from, state),
    ...(state.retries > 0 ? [{ from, by: 'wrong', to: from }] : []),
    { from, by: 'too-many', to: tooMany },
  ];
}

function answers(from: string, state: Exclude<State, { kind: 'call' | 'end' }>): Transition[] {
  const input = (question: Question | null) => (question === null ? [] : [{ from, by: 'input', to: question.go }]);
  switch (state.kind) {
    case 'menu':
      return [...state.options.map(({ key, go }) => ({ from, by: `option ${key}`, to: go })), ...input(state.question)];
    case 'ask':
      return input(state.question);
    case 'list':
      return state.pick === null ? [] : [{ from, by: 'row', to: state.pick.go }];
  }
}

/** What the trace of a step went through: states, and keys of transitions. `channel`: how a dialogue that begins here came. */
export function passedIn(
  trace: readonly TraceStep[],
  channel: 'dial' | 'sms',
): { readonly states: readonly string[]; readonly transitions: readonly string[] } {
  const [first] = trace;
  const begins = first !== undefined && first.answer === undefined;
  const steps = trace.flatMap((step) => {
    const by = causeOf(step);
    return by === null ? [] : [`${step.state} ${by}`];
  });
  return {
    states: trace.map(({ state }) => state),
    transitions: begins ? [`${channel} → ${first.state}`, ...steps] : steps,
  };
}

function causeOf({ outcome, answer, option }: TraceStep): string | null {
  return outcome ?? (option === undefined ? (answer ?? null) : `option ${option}`);
}
