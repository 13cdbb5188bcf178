/** A gateway that answers the same to everybody and remembers what it was asked. For tests of the wire itself. */
import type { Gateway, GatewayEvent, Problem, Result } from '../../../src/flow/api.ts';

export interface Asked {
  readonly method: string;
  readonly args: readonly unknown[];
}

export interface RecordingGateway extends Gateway {
  readonly asked: Asked[];
  /** What the next calls answer with, instead of success. */
  refuseWith(problem: Problem | null): void;
  throwNext(error: unknown): void;
  publish(event: GatewayEvent): void;
  readonly listeners: () => number;
  isReady: boolean;
}

const AT = '2026-01-15T10:00:00.000Z';
const SCREEN = { sessionId: 's1', state: 'awaiting', text: 'Hi', service: 'x', language: 'en', expiresAt: AT };
const SUBSCRIBER = {
  msisdn: '79161234567',
  language: 'en',
  timeZone: 'Europe/Moscow',
  blocked: false,
  debt: 0,
  owner: null,
  memberSince: null,
  birthday: null,
  memberships: [],
  session: null,
};

/** Answers by method name, as the gateway would in the simplest case. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  dial: SCREEN,
  answer: SCREEN,
  hangUp: null,
  push: SCREEN,
  sms: { messageId: 'm1' },
  messages: { messages: [] },
  bringSms: null,
  subscriber: SUBSCRIBER,
  putSubscriber: SUBSCRIBER,
  sessions: { items: [], next: null },
  bonus: { member: true, balance: 5, lots: [] },
  catalogue: { gifts: [] },
  journal: { items: [], next: 'c2' },
  clock: { now: AT, frozen: false },
  changeClock: { now: AT, frozen: true },
  faults: {},
  putFaults: { smsDrop: true },
  createWorld: { id: 'w1' },
  putWorld: null,
  deleteWorld: null,
  reset: null,
  seed: { planted: 1, kept: 0 },
};

const BONUS_ANSWERS: Readonly<Record<string, unknown>> = {
  register: { balance: 0, status: 'member' },
  deactivate: { member: false, burned: 5 },
  event: { earned: 1, balance: 6 },
  order: { order: 'o1', balance: 0 },
  transfer: { id: 't1', expiresAt: AT },
  confirm: { balance: 5 },
};

export function recordingGateway(): RecordingGateway {
  const asked: Asked[] = [];
  const listeners = new Set<(event: GatewayEvent) => void>();
  let problem: Problem | null = null;
  let failure: { error: unknown } | null = null;
  const reply = (method: string, args: readonly unknown[], value: unknown): Promise<Result<unknown>> => {
    asked.push({ method, args });
    const thrown = failure;
    failure = null;
    if (thrown !== null) return Promise.reject(thrown.error);
    return Promise.resolve(problem === null ? { ok: true, value } : { ok: false, problem });
  };
  const calls = Object.entries(ANSWERS).map(([method, value]) => [
    method,
    (...args: readonly unknown[]) => reply(method, args, value),
  ]);
  const gateway = {
    ...Object.fromEntries(calls),
    bonusWrite: (...args: readonly unknown[]) =>
      reply('bonusWrite', args, BONUS_ANSWERS[(args[3] as { op: string }).op]),
    asked,
    storeKind: 'embedded',
    isReady: true,
    ready: () => Promise.resolve(gateway.isReady),
    onEvent(_world: string, listener: (event: GatewayEvent) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    publish: (event: GatewayEvent) => {
      for (const listener of listeners) listener(event);
    },
    wireFaults: () => null,
    listeners: () => listeners.size,
    refuseWith: (next: Problem | null) => {
      problem = next;
    },
    throwNext: (error: unknown) => {
      failure = { error };
    },
  };
  return gateway as unknown as RecordingGateway;
}
