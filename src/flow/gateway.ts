/** The flows under the one interface that wires know. What a store or a world cannot give becomes a problem document here. */
import { StoreUnavailable, UnknownWorld } from '../store/port.ts';
import { answer, hangUp } from './answer.ts';
import type { Gateway, Result } from './api.ts';
import { attachApplication } from './applications.ts';
import { bonus, bonusWrite, catalogue, journal } from './bonus.ts';
import { CoreFailed } from './coreFailed.ts';
import type { FlowDeps } from './deps.ts';
import { dial } from './dial.ts';
import { faultsOnWire } from './faults/wire.ts';
import { messages } from './messages.ts';
import { smsPart } from './parts/smsPart.ts';
import { push } from './push.ts';
import { release } from './release.ts';
import { bringSms } from './remote/bring.ts';
import {
  changeClockEverywhere,
  createWorldEverywhere,
  deleteWorldEverywhere,
  resetEverywhere,
  seedEverywhere,
} from './remote/worlds.ts';
import { problem } from './results.ts';
import { sow } from './seed/sow.ts';
import { putWorld } from './served/world.ts';
import { sessions } from './sessions.ts';
import { sms } from './sms.ts';
import { cancelMessage, cancelMessages, message, replaceMessage } from './submissions/change.ts';
import { putSubscriber, subscriber } from './subscriber.ts';
import { wireEvents } from './wireEvents.ts';
import { changeClock, clock } from './worldClock.ts';
import { faults, putFaults } from './worldFaults.ts';
import { createWorld } from './worldMaking.ts';
import { deleteWorld, reset } from './worlds.ts';

/** Binds the flows to what they need. */
export function createGateway(deps: FlowDeps): Gateway {
  const wire = wireEvents(deps);
  const worlds = deps.remote === null ? WORLDS_HERE : WORLDS_EVERYWHERE;
  const onWire = faultsOnWire(deps);
  const forget = (world: string) => {
    wire.forget(world);
    deps.knownWorlds.forget(world);
    deps.outbox.forget(world);
    deps.faults.forget(world);
  };
  return {
    storeKind: deps.store.kind,
    dial: (call, body) => guarded(dial(deps, call, body)),
    answer: (call, dialogue, body) => guarded(answer(deps, call, dialogue, body)),
    hangUp: (call, dialogue) => guarded(hangUp(deps, call, dialogue)),
    push: (call, body) => guarded(push(deps, call, body)),
    release: (call, dialogues) => release(deps, call, dialogues),
    sms: (call, body) => guarded(sms(deps, call, body)),
    smsPart: (call, part, join) => guarded(smsPart(deps, call, part, join)),
    message: (call, id, from) => guarded(message(deps, call, id, from)),
    cancelMessage: (call, id, from) => guarded(cancelMessage(deps, call, id, from)),
    cancelMessages: (call, kind) => guarded(cancelMessages(deps, call, kind)),
    replaceMessage: (call, id, by) => guarded(replaceMessage(deps, call, id, by)),
    attachWire: (world, name, end) => deps.wires.attachWire(world, name, end),
    attachApplication: (world, name, application) => attachApplication(deps, world, name, application),
    messages: (call, msisdn, query) => guarded(messages(deps, call, msisdn, query)),
    bringSms: (call, msisdn, sms) => guarded(bringSms(deps, call, msisdn, sms)),
    subscriber: (call, msisdn) => guarded(subscriber(deps, call, msisdn)),
    putSubscriber: (call, msisdn, change) => guarded(putSubscriber(deps, call, msisdn, change)),
    sessions: (call, query) => guarded(sessions(deps, call, query)),
    bonus: (call, program, msisdn) => guarded(bonus(deps, call, program, msisdn)),
    bonusWrite: (call, program, msisdn, write) => guarded(bonusWrite(deps, call, program, msisdn, write)),
    catalogue: (call, program, msisdn) => guarded(catalogue(deps, call, program, msisdn)),
    journal: (call, program, msisdn, query) => guarded(journal(deps, call, program, msisdn, query)),
    clock: (call) => guarded(clock(deps, call)),
    changeClock: (call, change) =>
      guarded(worlds.changeClock(deps, call, change)).finally(() => wire.forget(call.world)),
    faults: (call) => guarded(faults(deps, call)),
    putFaults: (call, wanted) =>
      guarded(putFaults(deps, call, wanted)).finally(() => deps.knownWorlds.forget(call.world)),
    wireFaults(world, request) {
      const found = onWire(world, request);
      return found === null ? null : guarded(found);
    },
    putWorld: (id, wish) => guarded(putWorld(deps, id, wish)),
    createWorld: (call, body) => guarded(worlds.createWorld(deps, call, body)),
    deleteWorld: (id) => guarded(worlds.deleteWorld(deps, id)).finally(() => forget(id)),
    reset: (call) => guarded(worlds.reset(deps, call)).finally(() => forget(call.world)),
    seed: (call, body) => guarded(worlds.seed(deps, call, body)),
    onEvent: (world, listener) => deps.hub.listen(world, listener),
    hears: (world) => deps.hub.isHeardIn(world),
    tell: wire.publish,
    ready: () => isReady(deps),
  };
}

const WORLDS_HERE = { changeClock, createWorld, deleteWorld, reset, seed: sow };
/** Cores that run elsewhere have worlds, too. */
const WORLDS_EVERYWHERE: typeof WORLDS_HERE = {
  changeClock: changeClockEverywhere,
  createWorld: createWorldEverywhere,
  deleteWorld: deleteWorldEverywhere,
  reset: resetEverywhere,
  seed: seedEverywhere,
};

/** Store and world that cannot be had, and cores that fail, become problems. */
export function guarded<T>(work: Promise<Result<T>>): Promise<Result<T>> {
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
  if (error instanceof CoreFailed) return problem(error.how, error.message);
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
