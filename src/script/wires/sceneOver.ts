/** A scene over the calls of the API: phones and office in a world of its own. */
import type { GatewayEvent } from '../../flow/api.ts';
import type { Given } from '../language/script.ts';
import type { Ability, Scene } from '../wire.ts';
import type { Calls } from './calls.ts';
import { officeOver } from './office.ts';
import { phonesOver } from './phones.ts';
import { openWorld } from './world.ts';

/** What scenes over the calls of the API can do: everything. */
export const ALL_ABILITIES: ReadonlySet<Ability> = new Set(['sms', 'hangup', 'push', 'words', 'figures', 'control']);

/** Hears what happens in a world from now on; `listener` gets it in its order. Resolves, when it hears, with the function that ends it. */
export type Listen = (world: string, listener: (event: GatewayEvent) => void) => Promise<() => void>;

/** Events of one scene that are kept. */
const MOST_EVENTS = 10_000;

/** A scene that says where it plays. */
export interface WorldScene extends Scene {
  readonly world: string;
}

/** How long the last events may take to come, ms. */
const PATIENCE = 250;

/** The last event of a world. */
const GONE = 'world.deleted';

/** Opens a scene. Throws a WireTrouble where the world cannot be made as given. */
export async function sceneOver(calls: Calls, wire: string, given: Given, listen: Listen): Promise<WorldScene> {
  const { call, close } = await openWorld(calls, wire, given);
  const events: GatewayEvent[] = [];
  const gone = signpost();
  const silence = await listen(call.world, (event) => {
    if (event.type === GONE) gone.reach();
    else if (events.length < MOST_EVENTS) events.push(event);
  });
  return {
    ...phonesOver(calls, call),
    world: call.world,
    office: officeOver(calls, call),
    trace: () => events,
    async close() {
      try {
        await close();
        if (events.length > 0) await gone.reached(PATIENCE);
      } finally {
        silence();
      }
    },
  };
}

interface Signpost {
  reach(): void;
  /** Resolves when it is reached, or after so many ms. */
  reached(patience: number): Promise<void>;
}

function signpost(): Signpost {
  let isReached = false;
  let tell = () => {};
  return {
    reach() {
      isReached = true;
      tell();
    },
    async reached(patience) {
      if (isReached) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patience);
        tell = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };
}
