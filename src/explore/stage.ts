/** A service to play on: in one language, with figures of one cast, its core answering as we say. */
import type { Account } from '../bonus/types.ts';
import type { Service, StepContext, StepResult } from '../session/types.ts';
import { type Fate, fakeCore } from './fakeCore.ts';
import { type Cast, SOME_DAY } from './figures.ts';
import { liveVariables } from './live.ts';

export interface Stage {
  readonly language: string;
  readonly cast: Cast;
  readonly account: Account;
  readonly ctx: StepContext;
  /** Variables that decide something ahead, by state. */
  readonly live: ReadonlyMap<string, ReadonlySet<string>>;
  /** Ways in which a step can come out: one for each outcome of each call in it, `most` of them at most. Costs a step each; ends. */
  play(step: () => StepResult, most: number): Generator<Played>;
}

/** One way in which a step came out; `outcomes` of its calls, in order. */
export type Played = { readonly outcomes: readonly string[] } & (
  | { readonly ok: true; readonly result: StepResult }
  | { readonly ok: false; readonly error: Error }
);

/** Sets up a service. */
export function stageOf(service: Service, language: string, cast: Cast): Stage {
  let fate: Fate = { had: [], outcomes: [] };
  const core = service.core === null ? null : fakeCore(service, service.core, cast, () => fate);
  const account = { msisdn: '79161234567', profile: { language }, smsCount: 0, programs: {} };
  const ctx = contextOf({ ...service, core }, account.msisdn);
  return { language, cast, account, ctx, live: liveVariables(service), play };

  function* play(step: () => StepResult, most: number): Generator<Played> {
    const ahead: (readonly string[])[] = most > 0 ? [[]] : [];
    for (const outcomes of ahead) {
      fate = { had: [], outcomes };
      const played = attempt(step);
      const { had } = fate;
      yield { ...played, outcomes: had.map(({ outcome }) => outcome) };
      ahead.push(...otherFates(had, outcomes.length).slice(0, most - ahead.length));
    }
  }
}

/** The same calls with another outcome of one of those that had their first one for want of orders. */
function otherFates(had: Fate['had'], ordered: number): string[][] {
  return had.slice(ordered).flatMap(({ possible }, index) => {
    const before = had.slice(0, ordered + index).map(({ outcome }) => outcome);
    return possible.slice(1).map((outcome) => [...before, outcome]);
  });
}

type Attempt = { readonly ok: true; readonly result: StepResult } | { readonly ok: false; readonly error: Error };

function attempt(step: () => StepResult): Attempt {
  try {
    return { ok: true, result: step() };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** Chance is nothing to look for here: codes and ids are the same each time. */
function contextOf(service: Service, msisdn: string): StepContext {
  return {
    service,
    msisdn,
    now: SOME_DAY,
    by: 'ussd',
    request: 'explore',
    peers: {},
    newCode: (digits) => '9'.repeat(digits),
    newId: () => 'id',
    newNonce: () => 'nonce',
    wire: 'http',
    sender: service.sender,
  };
}
