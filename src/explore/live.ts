/** Which variables still decide something ahead: those whose values choose the rows of a list that can be come to. */
import type { ListState, Service, State } from '../session/types.ts';

/** Variables that matter in each state, by its name. */
export function liveVariables({ states }: Service): ReadonlyMap<string, ReadonlySet<string>> {
  const entries = Object.entries(states);
  const live = new Map(
    entries.map(([name, state]) => [name, state.kind === 'list' ? conditions(state) : new Set<string>()]),
  );
  for (let grown = true; grown; ) {
    grown = false;
    for (const [name, state] of entries) {
      const here = live.get(name) ?? new Set();
      const before = here.size;
      for (const { to, sets } of waysFrom(state)) {
        for (const variable of live.get(to) ?? []) if (!sets.includes(variable)) here.add(variable);
      }
      grown ||= here.size > before;
    }
  }
  return live;
}

function conditions({ where }: ListState): Set<string> {
  return new Set(
    Object.values(where)
      .filter((value) => value.startsWith('$'))
      .map((value) => value.slice(1)),
  );
}

interface Setting {
  readonly to: string;
  readonly sets: readonly string[];
}

function waysFrom(state: State): Setting[] {
  switch (state.kind) {
    case 'end':
      return [];
    case 'call':
      return Object.entries(state.on).map(([outcome, { go }]) => ({
        to: go,
        sets: outcome === 'ok' ? state.keep : [],
      }));
    case 'list':
      return state.pick === null ? [] : [{ to: state.pick.go, sets: state.pick.keep }];
    case 'ask':
      return [{ to: state.question.go, sets: [state.question.set] }];
    case 'menu': {
      const options = state.options.map(({ go, set }) => ({ to: go, sets: Object.keys(set) }));
      return state.question === null ? options : [...options, { to: state.question.go, sets: [state.question.set] }];
    }
  }
}
