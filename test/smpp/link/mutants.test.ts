/** Windows and timers that are wrong in one way each: the law and the cases find all of them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Clocks, tick } from '../../../src/smpp/link/timers.ts';
import { type Flying, openWindow, type Window } from '../../../src/smpp/link/window.ts';
import { failedCases } from './support/timerCases.ts';
import { HISTORIES, violation } from './support/windowLaw.ts';

type WindowMutant = (...args: Parameters<typeof openWindow>) => Window;

/** The honest window, with something of it replaced. */
const altered =
  (alter: (honest: Window, limits: { window: number; queue: number }) => Partial<Window>): WindowMutant =>
  (limits, sequences) => {
    const honest = openWindow(limits, sequences);
    return { ...honest, ...alter(honest, limits) };
  };

const WINDOWS: Readonly<Record<string, WindowMutant>> = {
  'lets one too many out': (limits, sequences) => openWindow({ ...limits, window: limits.window + 1 }, sequences),
  'lets one too few out': (limits, sequences) => openWindow({ ...limits, window: limits.window - 1 }, sequences),
  'queues one too many': (limits, sequences) => openWindow({ ...limits, queue: limits.queue + 1 }, sequences),
  'never says that it is full': altered((honest) => ({ enqueue: (request) => honest.enqueue(request) || true })),
  'sends the last first': altered((honest) => {
    const stack: Parameters<Window['enqueue']>[0][] = [];
    return {
      enqueue(request) {
        const isTaken = honest.enqueue(request);
        if (isTaken) stack.push(request);
        return isTaken;
      },
      take(now) {
        const next = honest.take(now);
        return next && { ...next, ...stack.pop() };
      },
    };
  }),
  'counts sequence numbers without looking': altered((honest) => {
    let last = 20;
    return {
      take(now) {
        const next = honest.take(now);
        last = last >= 23 ? 1 : last + 1;
        return next && { ...next, sequence: last };
      },
    };
  }),
  'gives out 0': altered((honest) => ({
    overtake: (request, now) => ({ ...honest.overtake(request, now), sequence: 0 }),
  })),
  'takes any response for an answer': altered((honest) => ({ settle: ({ sequence }) => honest.drop(sequence) })),
  'takes an answer to no request for that to the first': altered((honest) => {
    const flying: Flying[] = [];
    return {
      take(now) {
        const next = honest.take(now);
        if (next !== null) flying.push(next);
        return next;
      },
      settle: (response) => honest.settle(response) ?? flying[0] ?? null,
    };
  }),
  'ends a request twice': altered((honest) => {
    const ended = new Map<number, Flying>();
    return {
      drop(sequence) {
        const request = honest.drop(sequence) ?? ended.get(sequence) ?? null;
        if (request !== null) ended.set(sequence, request);
        return request;
      },
    };
  }),
  'overlooks what is overdue': altered(() => ({ dropOld: () => [] })),
  'overlooks the last that is overdue': altered((honest) => ({ dropOld: (sentBy) => honest.dropOld(sentBy - 1) })),
  'holds all for overdue': altered((honest) => ({ dropOld: () => honest.dropOld(Number.POSITIVE_INFINITY) })),
  'forgets what waits': altered(() => ({ dropWaiting: () => [] })),
  'gives back twice what waits': altered((honest) => {
    let all: ReturnType<Window['dropWaiting']> = [];
    return {
      dropWaiting() {
        all = [...all, ...honest.dropWaiting()];
        return all;
      },
    };
  }),
  'counts in what waits': altered((honest, { window }) => ({ inFlight: () => window - honest.room() })),
  'has room for ever': altered((_, { window }) => ({ room: () => window })),
};

const SEED = 20_190_515;

describe('a window', () => {
  const isSound = (open: WindowMutant) =>
    !fc.check(
      fc.property(HISTORIES, (history) => violation(open, history) === null),
      { seed: SEED, numRuns: 300, endOnFailure: true },
    ).failed;

  test('that is honest is believed', () => {
    expect(isSound(openWindow)).toBe(true);
  });

  test.each(Object.entries(WINDOWS))('that %s is found out', (_, open) => {
    expect(isSound(open)).toBe(false);
  });
});

type Tick = typeof tick;

const seeing =
  (alter: (clocks: Clocks) => Partial<Clocks>): Tick =>
  (clocks, limits, now) =>
    tick({ ...clocks, ...alter(clocks) }, limits, now);

const without =
  (due: ReturnType<Tick>[number]): Tick =>
  (...args) =>
    tick(...args).filter((one) => one !== due);

const TIMERS: Readonly<Record<string, Tick>> = {
  'are a millisecond late': (clocks, limits, now) => tick(clocks, limits, now - 1),
  'are a millisecond early': (clocks, limits, now) => tick(clocks, limits, now + 1),
  'do not see that nobody bound': without('session-init-timeout'),
  'do not see a PDU that stays unfinished': without('unfinished-pdu'),
  'never enquire': without('enquire-link'),
  'enquire once more while they wait': seeing(() => ({ enquiredAt: null })),
  'wait for ever for enquire_link_resp': without('no-answer-to-enquire-link'),
  'do not see inactivity': without('inactive'),
  'take link keeping for activity': seeing(({ heardAt, activeAt }) => ({ activeAt: Math.max(heardAt, activeAt) })),
  'take activity for all that is heard': seeing(({ activeAt }) => ({ heardAt: activeAt })),
  'do not see answers overdue': without('answers-overdue'),
  'never end the patience with a session that ends': without('leave'),
  'start session_init at the last that was heard': seeing(({ heardAt }) => ({ openedAt: heardAt })),
  'hold every link for bound': seeing(() => ({ state: 'bound_trx' })),
  'hold every link for open': seeing(() => ({ state: 'open' })),
  'mix up response and unfinished PDU': (clocks, limits, now) =>
    tick(clocks, { ...limits, response: limits.unfinishedPdu, unfinishedPdu: limits.response }, now),
  'take 0 for at once': (clocks, limits, now) =>
    tick(clocks, { ...limits, enquireLink: limits.enquireLink || 1, inactivity: limits.inactivity || 1 }, now),
  'do the last first': (...args) => [...tick(...args)].reverse(),
};

describe('timers', () => {
  test('that are honest are believed', () => {
    expect(failedCases(tick)).toEqual([]);
  });

  test.each(Object.entries(TIMERS))('that %s are found out', (_, mutant) => {
    expect(failedCases(mutant)).not.toEqual([]);
  });
});
