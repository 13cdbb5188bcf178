/** A scene over the calls of the API: phones and office in a world of its own. */
import type { GatewayEvent } from '../../flow/api.ts';
import type { Given } from '../language/script.ts';
import type { Ability, Scene } from '../wire.ts';
import type { Calls } from './calls.ts';
import { officeOver } from './office.ts';
import { phonesOver } from './phones.ts';
import { openWorld } from './world.ts';

/** What scenes over the calls of the API can do: everything. */
export const ALL_ABILITIES: ReadonlySet<Ability> = new Set(['sms', 'hangup', 'push', 'words', 'control']);

/** Hears what happens in a world from now on; `listener` gets it in its order. Resolves, when it hears, with the function that ends it. */
export type Listen = (world: string, listener: (event: GatewayEvent) => void) => Promise<() => void>;

/** Events of one scene that are kept. */
const MOST_EVENTS = 10_000;

/** A scene that says where it plays. */
export interface WorldScene extends Scene {
  readonly world: string;
}

/** Opens a scene. Throws a WireTrouble where the world cannot be made as given. */
export async function sceneOver(calls: Calls, wire: string, given: Given, listen: Listen): Promise<WorldScene> {
  const { call, close } = await openWorld(calls, wire, given);
  const events: GatewayEvent[] = [];
  const silence = await listen(call.world, (event) => {
    if (events.length < MOST_EVENTS) events.push(event);
  });
  return {
    world: call.world,
    ...phonesOver(calls, call),
    office: officeOver(calls, call),
    trace: () => events,
    async close() {
      try {
        await close();
      } finally {
        silence();
      }
    },
  };
}
