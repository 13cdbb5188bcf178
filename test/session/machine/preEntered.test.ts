import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Account } from '../../../src/bonus/types.ts';
import { answerUssd, startUssd } from '../../../src/session/machine.ts';
import type { Service, Session, StepResult } from '../../../src/session/types.ts';
import { bonusService } from './support/bonusService.ts';
import { member, STRANGER } from './support/core.ts';
import { inputs, PATIENT, services } from './support/laws.ts';
import { contextOf, FRIEND, frozen, stored } from './support/step.ts';

const accounts = fc.constantFrom<Account>(STRANGER, member(10), member(200));

/** What must come of a dialled string: its inputs answered one by one, on sessions that went through a store. */
function oneByOne(service: Service, account: Account, answers: readonly string[]): StepResult {
  const ctx = contextOf(service);
  const nothing = { session: null, account, messages: [], entries: [], trace: [] };
  const leftOver = { ...nothing, screen: { text: 'This code is wrong.', awaiting: false } };
  let whole = startUssd(ctx, account, 'root', []);
  let refused = false;
  for (const answer of answers) {
    if (whole.session === null || isUnasked(service, whole.session, answer)) return refused ? whole : leftOver;
    const step = answerUssd(ctx, whole.account, stored(whole.session), answer);
    const stops = stopsAt(whole.session, step);
    whole = {
      ...step,
      messages: [...whole.messages, ...step.messages],
      entries: [...whole.entries, ...step.entries],
      trace: [...whole.trace, ...step.trace],
    };
    refused = endsInRefusal(service, step);
    if (stops) return whole;
  }
  return whole;
}

/** Whether an ending of several pages has no use for this answer. */
function isUnasked(service: Service, session: Session, answer: string): boolean {
  return service.states[session.state]?.kind === 'end' && answer !== '9';
}

/** A wrong answer, or a refusal that asks again. */
function stopsAt(before: Session, { session, trace }: StepResult): boolean {
  const wrong = (session?.tries ?? 0) > (before.tries ?? 0) || trace.at(-1)?.state === 'too-many';
  return (
    wrong ||
    (session !== null && trace.some(({ outcome }) => outcome !== undefined && outcome !== 'ok') && !isEnd(session))
  );
}

function isEnd({ state }: Session): boolean {
  return ['y', 'z'].includes(state);
}

function endsInRefusal(service: Service, { trace }: StepResult): boolean {
  const state = service.states[trace.at(-1)?.state ?? ''];
  return state?.kind === 'end' && state.refusal;
}

test('inputs of a dialled string are answers given one by one', PATIENT, () => {
  fc.assert(
    fc.property(services, accounts, inputs, (service, account, answers) => {
      const atOnce = startUssd(contextOf(service), frozen(account), 'root', frozen(answers));
      expect(atOnce).toEqual(oneByOne(service, frozen(account), answers));
    }),
    { numRuns: 1000 },
  );
});

test('inputs left over change nothing', PATIENT, () => {
  fc.assert(
    fc.property(services, accounts, inputs, (service, account, answers) => {
      const result = startUssd(contextOf(service), frozen(account), 'root', answers);
      fc.pre(result.screen.text === 'This code is wrong.');
      expect(result.account).toBe(account);
      expect({ ...result, account: null }).toEqual({
        session: null,
        account: null,
        messages: [],
        entries: [],
        trace: [],
        screen: { text: 'This code is wrong.', awaiting: false },
      });
    }),
    { numRuns: 200 },
  );
});

test('the machines of these laws come to every kind of end', PATIENT, () => {
  const seen = { leftOver: 0, over: 0, asking: 0, paged: 0, refused: 0 };
  fc.assert(
    fc.property(services, accounts, inputs, (service, account, answers) => {
      const { screen, session, trace } = startUssd(contextOf(service), account, 'root', answers);
      if (screen.text === 'This code is wrong.') seen.leftOver += 1;
      else if (session === null) seen.over += 1;
      else seen.asking += 1;
      if ((session?.page ?? 0) > 0) seen.paged += 1;
      if (trace.some(({ outcome }) => outcome !== undefined && outcome !== 'ok')) seen.refused += 1;
    }),
    { numRuns: 1000, seed: 2019 },
  );
  for (const [kind, count] of Object.entries(seen)) expect(count, kind).toBeGreaterThan(20);
});

test('a number to be looked up is asked for before anything else counts', () => {
  const unknown = contextOf(bonusService, { peers: {} });
  const dialled = ['4', FRIEND, '10', '1234'];
  expect(startUssd(unknown, member(200), 'root', dialled)).toMatchObject({ needPeer: FRIEND, session: null });
  expect(startUssd({ ...unknown, peers: { [FRIEND]: true } }, member(200), 'root', dialled).screen.text).toBe(
    'Given. 190 left.',
  );
});
