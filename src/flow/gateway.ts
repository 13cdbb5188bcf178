/** The flows under the one interface that wires know. What a store or a world cannot give becomes a problem document here. */
import { StoreUnavailable, UnknownWorld } from '../store/port.ts';
import { answer, hangUp } from './answer.ts';
import type { Gateway, Result } from './api.ts';
import { bonus, bonusWrite, catalogue, journal } from './bonus.ts';
import type { FlowDeps } from './deps.ts';
import { dial } from './dial.ts';
import { messages } from './messages.ts';
import { push } from './push.ts';
import { problem } from './results.ts';
import { sessions } from './sessions.ts';
import { sms } from './sms.ts';
import { putSubscriber, subscriber } from './subscriber.ts';
import { changeClock, clock, createWorld, deleteWorld, faults, putFaults, reset } from './worlds.ts';

/** Binds the flows to what they need. */
export function createGateway(deps: FlowDeps): Gateway {
  return {
    storeKind: deps.store.kind,
    dial: (call, body) => guarded(dial(deps, call, body)),
    answer: (call, sessionId, body) => guarded(answer(deps, call, sessionId, body)),
    hangUp: (call, sessionId) => guarded(hangUp(deps, call, sessionId)),
    push: (call, body) => guarded(push(deps, call, body)),
    sms: (call, body) => guarded(sms(deps, call, body)),
    messages: (call, msisdn, query) => guarded(messages(deps, call, msisdn, query)),
    subscriber: (call, msisdn) => guarded(subscriber(deps, call, msisdn)),
    putSubscriber: (call, msisdn, change) => guarded(putSubscriber(deps, call, msisdn, change)),
    sessions: (call, query) => guarded(sessions(deps, call, query)),
    bonus: (call, program, msisdn) => guarded(bonus(deps, call, program, msisdn)),
    bonusWrite: (call, program, msisdn, write) => guarded(bonusWrite(deps, call, program, msisdn, write)),
    catalogue: (call, program, msisdn) => guarded(catalogue(deps, call, program, msisdn)),
    journal: (call, program, msisdn, query) => guarded(journal(deps, call, program, msisdn, query)),
    clock: (call) => guarded(clock(deps, call)),
    changeClock: (call, change) => guarded(changeClock(deps, call, change)),
    faults: (call) => guarded(faults(deps, call)),
    putFaults: (call, wanted) => guarded(putFaults(deps, call, wanted)),
    createWorld: (call, body) => guarded(createWorld(deps, call, body)),
    deleteWorld: (id) => guarded(deleteWorld(deps, id)),
    reset: (call) => guarded(reset(deps, call)),
    onEvent: (world, listener) => deps.hub.listen(world, listener),
    ready: () => isReady(deps),
  };
}

function guarded<T>(work: Promise<Result<T>>): Promise<Result<T>> {
  return work.catch(asProblem);
}

function asProblem(error: unknown): Result<never> {
  if (error instanceof UnknownWorld) return problem('unknown-world', error.message);
  if (error instanceof StoreUnavailable) {
    return problem(
      'store-unavailable',
      'The store does not answer. Try again in a second, with the same Idempotency-Key.',
    );
  }
  throw error;
}

async function isReady(deps: FlowDeps): Promise<boolean> {
  try {
    await deps.store.ping();
    return true;
  } catch {
    return false;
  }
}
