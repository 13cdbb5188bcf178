/** A bonus core for gateways elsewhere: the calls of a gateway over the same logic and stores, answered as a core answers. */
import type { Gateway, Result } from '../api.ts';
import { bonusWrite } from '../bonus.ts';
import type { FlowDeps } from '../deps.ts';
import { createGateway, guarded } from '../gateway.ts';
import { servedBonus, servedCatalogue } from './looks.ts';
import { AS_CORE } from './manner.ts';
import type { Pushing } from './push.ts';

/** Binds the flows to what they need. What a call makes the core say by itself is at its gateway before it answers, if that takes it. */
export function createCoreGateway(deps: FlowDeps, pushing: Pushing): Gateway {
  const gateway = createGateway(deps);
  const said = async <T>(world: string, work: Promise<Result<T>>): Promise<Result<T>> => {
    const result = await work;
    await pushing.settled(world);
    return result;
  };
  return {
    ...gateway,
    bonus: (call, program, msisdn) => said(call.world, guarded(servedBonus(deps, call, program, msisdn))),
    catalogue: (call, program, msisdn) => guarded(servedCatalogue(deps, call, program, msisdn)),
    bonusWrite: (call, program, msisdn, write) =>
      said(call.world, guarded(bonusWrite(deps, call, program, msisdn, write, AS_CORE))),
    putSubscriber: (call, msisdn, change) => said(call.world, gateway.putSubscriber(call, msisdn, change)),
    changeClock: (call, change) => said(call.world, gateway.changeClock(call, change)),
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
