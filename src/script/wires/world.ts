/** A world for each scene: made as a script gives it, thrown away at the end. */
import type { Call } from '../../flow/api.ts';
import type { Given, Phone } from '../language/script.ts';
import { mustWork, type WorldCalls } from './calls.ts';

export interface World {
  readonly call: Call;
  close(): Promise<void>;
}

/** Makes a world whose clock stands still. Throws a WireTrouble where that cannot be. `wire` names the caller in its calls. */
export async function openWorld(calls: WorldCalls, wire: string, given: Given): Promise<World> {
  const body = { clock: given.clock, seed: seedOf(given) };
  const { id } = mustWork('No world can be made', await calls.createWorld({ world: 'main', wire }, body));
  const call = { world: id, wire };
  const close = async () => {
    mustWork(`The world ${id} cannot be thrown away`, await calls.deleteWorld(id));
  };
  try {
    await putFaults(calls, call, given);
  } catch (error) {
    await close();
    throw error;
  }
  return { call, close };
}

async function putFaults(calls: WorldCalls, call: Call, { faults }: Given): Promise<void> {
  if (Object.keys(faults).length > 0) mustWork('The faults are refused', await calls.putFaults(call, faults));
}

/** What the world begins with, as `POST /v1/worlds` takes it. */
function seedOf({ phones, lifecycle }: Given): object {
  const known = phones.filter(({ profile, points }) => Object.keys(profile).length + Object.keys(points).length > 0);
  return { frozen: true, subscribers: known.map(subscriberOf), ...(lifecycle !== undefined && { lifecycle }) };
}

function subscriberOf({ msisdn, profile, points }: Phone): object {
  const programs = Object.fromEntries(Object.entries(points).map(([program, each]) => [program, { points: each }]));
  return { msisdn, ...profile, ...(Object.keys(programs).length > 0 && { programs }) };
}
