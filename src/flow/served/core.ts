/** A bonus core for gateways elsewhere: the calls of a gateway over the same logic and stores, answered as a core answers. */
import type { BonusWrite, Gateway, Result } from '../api.ts';
import { bonusWrite, journal } from '../bonus.ts';
import type { FlowDeps } from '../deps.ts';
import { createGateway, guarded } from '../gateway.ts';
import { msisdnOf } from '../numbers.ts';
import { putSubscriber, subscriber } from '../subscriber.ts';
import { servedBonus, servedCatalogue } from './looks.ts';
import { AS_CORE } from './manner.ts';
import type { Pushing } from './push.ts';
import { depsUnder } from './world.ts';

/**
 * Binds the flows to what they need. What a call that sets time or points makes the core say by itself is at its gateway before it
 * answers, if that takes it; other calls wait for nobody's SMS.
 */
export function createCoreGateway(deps: FlowDeps, pushing: Pushing): Gateway {
  const gateway = createGateway(deps);
  const said = async <T>(work: Promise<Result<T>>, world: string, msisdn?: string): Promise<Result<T>> => {
    const result = await work;
    await pushing.settled(world, msisdn);
    return result;
  };
  return {
    ...gateway,
    bonus: (call, program, msisdn) => guarded(servedBonus(depsUnder(deps, call), call, program, msisdn)),
    catalogue: (call, program, msisdn) => guarded(servedCatalogue(depsUnder(deps, call), call, program, msisdn)),
    journal: (call, program, msisdn, query) => guarded(journal(depsUnder(deps, call), call, program, msisdn, query)),
    bonusWrite: (call, program, msisdn, write) =>
      said(
        guarded(bonusWrite(depsUnder(deps, call), call, program, msisdn, write, AS_CORE)),
        call.world,
        listenerOf(msisdn, write),
      ),
    putSubscriber: (call, msisdn, change) =>
      said(guarded(putSubscriber(depsUnder(deps, call), call, msisdn, change)), call.world, phoneOf(msisdn)),
    subscriber: (call, msisdn) => guarded(subscriber(depsUnder(deps, call), call, msisdn)),
    changeClock: (call, change) => said(gateway.changeClock(call, change), call.world),
    async createWorld(call, body) {
      const made = await gateway.createWorld(call, body);
      if (made.ok) pushing.attach(made.value.id);
      return made;
    },
    async putWorld(id, wish) {
      const put = await gateway.putWorld(id, wish);
      if (put.ok) pushing.attach(id);
      await pushing.settled(id);
      return put;
    },
    deleteWorld(id) {
      pushing.detach(id);
      return gateway.deleteWorld(id);
    },
  };
}

/** Who hears of a write; undefined = more than one: a transfer that ends has two sides. */
function listenerOf(rawMsisdn: string, { op }: BonusWrite): string | undefined {
  return op === 'confirm' ? undefined : phoneOf(rawMsisdn);
}

function phoneOf(rawMsisdn: string): string | undefined {
  const number = msisdnOf(rawMsisdn, 'msisdn');
  return number.ok ? number.value : undefined;
}
