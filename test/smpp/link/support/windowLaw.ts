/** What holds for a window whatever happens: order kept, sizes never exceeded, every request ended once, no number twice in flight. */
import fc from 'fast-check';
import type { Asked } from '../../../../src/smpp/link/types.ts';
import type { Flying, openWindow } from '../../../../src/smpp/link/window.ts';
import type { CommandName } from '../../../../src/smpp/pdu/commands.ts';

export const ENQUIRE: Asked = { command: 'enquire_link', body: {} };

/** The header of a response. */
export function answer(sequence: number, command: CommandName = 'enquire_link_resp') {
  return { command, sequence };
}

type Step =
  | { readonly kind: 'ask' | 'overtake' | 'stray' }
  | { readonly kind: 'answer' | 'drop'; readonly which: number }
  | { readonly kind: 'late'; readonly age: number };

export interface History {
  readonly window: number;
  readonly queue: number;
  readonly steps: readonly Step[];
}

const nth = (kind: 'answer' | 'drop') => fc.record({ kind: fc.constant(kind), which: fc.nat(9) });

export const HISTORIES: fc.Arbitrary<History> = fc.record({
  window: fc.integer({ min: 1, max: 4 }),
  queue: fc.nat(4),
  steps: fc.array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constant<Step>({ kind: 'ask' }) },
      { weight: 5, arbitrary: nth('answer') },
      { weight: 1, arbitrary: nth('drop') },
      { weight: 1, arbitrary: fc.constantFrom<Step>({ kind: 'overtake' }, { kind: 'stray' }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('late' as const), age: fc.nat(5) }) },
    ),
    { maxLength: 150 },
  ),
});

/** More than can be in flight, few enough to come round often. */
const SEQUENCES = { previous: 20, highest: 23 };

/** Plays a history beside a model made of two lists. @returns the first thing that differs, or null */
export function violation(open: typeof openWindow, { window: size, queue, steps }: History): string | null {
  const window = open({ window: size, queue }, SEQUENCES);
  const waiting: (() => void)[] = [];
  let flying: Flying[] = [];

  const acts: Record<Step['kind'], (now: number, step: Step) => string | null> = {
    ask() {
      const done = () => {};
      const hasRoom = waiting.length < queue + Math.max(0, size - flying.length);
      if (window.enqueue({ asked: ENQUIRE, done }) !== hasRoom) return 'queue exceeded, or refused with room';
      if (hasRoom) waiting.push(done);
      return null;
    },
    overtake(now) {
      if (flying.length > size) return null;
      return takeOff(window.overtake({ asked: ENQUIRE, done: () => {} }, now));
    },
    stray() {
      const unknown = window.settle(answer(SEQUENCES.highest + 1)) ?? window.settle(answer(0));
      const [first] = flying;
      const wrong = first === undefined ? null : window.settle(answer(first.sequence, 'submit_sm_resp'));
      return unknown === null && wrong === null ? null : 'an answer nobody waited for is taken';
    },
    answer: (_, step) => land(step, (sequence) => window.settle(answer(sequence))),
    drop: (_, step) => land(step, (sequence) => window.drop(sequence)),
    late(now, step) {
      const sentBy = now - (step.kind === 'late' ? step.age : 0);
      const late = flying.filter(({ sentAt }) => sentAt <= sentBy);
      flying = flying.filter((request) => !late.includes(request));
      return sameList(window.dropOld(sentBy), late) ? null : 'the wrong ones are overdue';
    },
  };

  function land(step: Step, end: (sequence: number) => Flying | null): string | null {
    const request = flying['which' in step ? step.which % Math.max(1, flying.length) : 0];
    if (request === undefined) return null;
    flying = flying.filter((one) => one !== request);
    if (end(request.sequence) !== request) return 'another request ended';
    return end(request.sequence) === null ? null : 'a request ended twice';
  }

  function takeOff(request: Flying): string | null {
    const isTwice = flying.some(({ sequence }) => sequence === request.sequence);
    flying.push(request);
    if (isTwice) return 'a number is twice in flight';
    return request.sequence >= 1 && request.sequence <= SEQUENCES.highest ? null : 'a number out of range';
  }

  function takeAll(now: number): string | null {
    for (let request = window.take(now); request !== null; request = window.take(now)) {
      if (flying.length >= size) return 'window exceeded';
      if (request.done !== waiting.shift()) return 'order not kept';
      const fault = takeOff(request);
      if (fault !== null) return fault;
    }
    return waiting.length > 0 && flying.length < size ? 'room left, and something waits' : null;
  }

  function count(): string | null {
    if (window.inFlight() !== flying.length) return 'the count in flight is wrong';
    if (window.room() !== Math.max(0, size - flying.length - waiting.length)) return 'the room is wrong';
    return window.oldest() === (flying[0]?.sentAt ?? null) ? null : 'the oldest is wrong';
  }

  for (const [now, step] of steps.entries()) {
    const fault = acts[step.kind](now, step) ?? takeAll(now) ?? count();
    if (fault !== null) return `${fault} (step ${now}: ${step.kind})`;
  }
  const left = window.dropWaiting().map(({ done }) => done);
  return sameList(left, waiting) && window.dropWaiting().length === 0 ? null : 'what waited is not given back';
}

function sameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((item, n) => item === other[n]);
}
