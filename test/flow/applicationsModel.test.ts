/**
 * Laws of dialogues with an application, whatever happens when: the phone dials, answers and hangs up while the application thinks,
 * the application answers late, goes away, and the time runs out.
 */
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppDialogue, Application, AppScreen, Result, UssdAnswer } from '../../src/flow/api.ts';
import { destinationsOf } from '../../src/flow/destinations.ts';
import { type Harness, openHarness } from '../support/harness.ts';
import { must } from '../support/phone.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';

const RUNS = 150;

type Step =
  | { readonly kind: 'dial'; readonly code: string }
  | { readonly kind: 'answer' | 'hang-up' | 'phone-lost' | 'application-lost'; readonly which: number }
  | { readonly kind: 'settle'; readonly which: number; readonly how: 'awaiting' | 'ended' | 'lost' }
  | { readonly kind: 'wait'; readonly turns: number }
  | { readonly kind: 'timeout' };

const which = fc.nat({ max: 3 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('dial'), code: fc.constantFrom('*384*77#', '*111*455#', '*999#') }),
    },
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('answer'), which }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('hang-up', 'phone-lost', 'application-lost'), which }) },
    {
      weight: 8,
      arbitrary: fc.record({ kind: fc.constant('settle'), which, how: fc.constantFrom('awaiting', 'ended', 'lost') }),
    },
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('wait'), turns: fc.nat({ max: 10 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('timeout') }) },
  ) as fc.Arbitrary<Step>,
  { minLength: 1, maxLength: 25 },
);

interface Question {
  readonly sessionId: string;
  readonly settle: (how: AppScreen['kind'] | 'awaiting' | 'ended') => void;
}

/** An application that notes how each dialogue went; its screens name the dialogue they belong to. */
interface NotingApplication extends Application {
  readonly questions: Question[];
  /** How often a dialogue ended, by its id: by its own last screen or loss, or because it was told so. */
  readonly ends: Map<string, number>;
  readonly open: Set<string>;
}

function notingApplication(): NotingApplication {
  const questions: Question[] = [];
  const ends = new Map<string, number>();
  const open = new Set<string>();
  const over = (id: string) => {
    open.delete(id);
    ends.set(id, (ends.get(id) ?? 0) + 1);
  };
  const ask = ({ sessionId }: AppDialogue) =>
    new Promise<AppScreen>((resolve) => {
      open.add(sessionId);
      expect(questions.filter((question) => question.sessionId === sessionId)).toEqual([]);
      const settle: Question['settle'] = (how) => {
        questions.splice(
          questions.findIndex((question) => question.settle === settle),
          1,
        );
        if (how !== 'awaiting' && open.has(sessionId)) over(sessionId);
        resolve(
          how === 'lost' ? { kind: 'lost' } : { kind: 'screen', text: `of ${sessionId}`, awaiting: how === 'awaiting' },
        );
      };
      questions.push({ sessionId, settle });
    });
  return {
    questions,
    ends,
    open,
    begin: ask,
    answer: ask,
    end: ({ sessionId }) => {
      if (open.has(sessionId)) over(sessionId);
    },
  };
}

describe.each(STORES)('laws of applications on %s', (_, openStore) => {
  let opened: OpenedStore;
  let harness: Harness;
  let runs = 0;

  beforeAll(async () => {
    opened = await openStore();
    harness = await openHarness(opened.store, {
      destinations: destinationsOf([{ application: 'quiz', codes: ['*384*77'] }], []),
    });
  });
  afterAll(async () => {
    await harness.stop();
    await opened.close();
  });

  test('every call settles, no screen gets on another dialogue, and both sides agree on what lives', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        runs += 1;
        await play(harness, String(79170000000 + runs), [...BEGUN, ...script]);
      }),
      { numRuns: RUNS },
    );
  });
});

/** What every script begins with: a screen of the application on the phone. */
const BEGUN: readonly Step[] = [
  { kind: 'dial', code: '*384*77#' },
  { kind: 'wait', turns: 10 },
  { kind: 'settle', which: 0, how: 'awaiting' },
  { kind: 'wait', turns: 10 },
];

/** Plays a script of one phone without waiting for its calls, then lets everything settle and looks at both sides. */
async function play(harness: Harness, msisdn: string, script: readonly Step[]): Promise<void> {
  const { gateway, call } = harness;
  const application = notingApplication();
  const detach = gateway.attachApplication(harness.world, 'quiz', application);
  const known: string[] = [];
  const calls: Promise<unknown>[] = [];
  const pick = <T>(all: readonly T[], at: number): T | undefined => all.at(-1 - (at % Math.max(all.length, 1)));

  const screened = (result: Result<UssdAnswer>, id: string | null) => {
    if (!result.ok) return expect(['session-over', 'ussd-busy']).toContain(result.problem.type);
    const { sessionId, service, text, state } = result.value;
    if (id !== null) expect(sessionId).toBe(id);
    if (service === 'quiz') expect(text).toBe(`of ${sessionId}`);
    if (state === 'awaiting') known.push(sessionId);
  };

  const act = async (step: Step): Promise<void> => {
    if (step.kind === 'dial') return void screened(await gateway.dial(call, { msisdn, code: step.code }), null);
    if (step.kind === 'wait') return;
    if (step.kind === 'timeout') return void must(await gateway.changeClock(call, { advance: 'PT181S' }));
    if (step.kind === 'settle') return pick(application.questions, step.which)?.settle(step.how);
    const sessionId = pick(known, step.which);
    if (sessionId === undefined) return;
    if (step.kind === 'answer') return void screened(await gateway.answer(call, sessionId, { input: 'x' }), sessionId);
    if (step.kind === 'hang-up') return void (await gateway.hangUp(call, sessionId));
    const wire = step.kind === 'phone-lost' ? call.wire : 'smpp:quiz';
    return gateway.release({ ...call, wire }, [{ msisdn, sessionId }]);
  };

  for (const step of script) {
    calls.push(act(step));
    if (step.kind === 'wait') for (let turn = 0; turn < step.turns; turn += 1) await turnOfTheLoop();
  }
  let isOver = false;
  const settled = Promise.all(calls).finally(() => {
    isOver = true;
  });
  // It never comes back to a question of a dialogue that it was told is over.
  while (!isOver) {
    application.questions.find(({ sessionId }) => application.open.has(sessionId))?.settle('awaiting');
    await turnOfTheLoop();
  }
  await settled;
  await agree(harness, msisdn, application, script);
  detach();
}

/** What the store says lives is what the application believes in, unless the application itself was said to be gone. */
async function agree(
  harness: Harness,
  msisdn: string,
  application: NotingApplication,
  script: readonly Step[],
): Promise<void> {
  const { session } = must(await harness.gateway.subscriber(harness.call, msisdn));
  for (const count of application.ends.values()) expect(count).toBe(1);
  if (session?.service === 'quiz') {
    expect(session.state).toBe('phone');
    expect([...application.open]).toContain(session.sessionId);
  }
  if (script.some(({ kind }) => kind === 'application-lost')) return;
  expect([...application.open]).toEqual(session?.service === 'quiz' ? [session.sessionId] : []);
}
