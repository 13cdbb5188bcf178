/**
 * `starhash/testing`: phones in the tests of vitest, jest and node:test.
 *
 *     const p = await phone('79161234567');
 *     await p.dial('*111*455#');
 *     expect(p).toShow(/Баланс/);
 */
import { fileURLToPath } from 'node:url';
import { openLocalWire } from './compose/localWire.ts';
import { loadDefinitions } from './files/liveDefinitions.ts';
import type { Wire } from './script/wire.ts';
import { callbackWire } from './script/wires/callback.ts';
import { httpWire } from './script/wires/http.ts';
import { smppWire } from './script/wires/smpp/wire.ts';
import { extendExpect } from './testing/expect.ts';
import type { TestPhone } from './testing/phone.ts';
import type { PhoneGiven, TestWorld, WorldGiven } from './testing/world.ts';
import { worldOn } from './testing/world.ts';

export { matchers } from './testing/matchers.ts';
export type { Refusal, TestPhone } from './testing/phone.ts';
export type { PhoneGiven, TestWorld, WorldGiven } from './testing/world.ts';

/** Where a test is played. */
export interface On {
  /** `local` (default), `http://…`, `smpp://…`, `callback:http://…`, as `starhash test --via` has it. */
  readonly via?: string;
  /** Folder of the service definitions, of `local` (default: those that come with Starhash). */
  readonly sessions?: string;
}

const SHIPPED = fileURLToPath(new URL('../sessions', import.meta.url));

/** One for each place, for as long as the process lives. */
const wires = new Map<string, Promise<Wire>>();

/**
 * A phone in a world of its own, whose clock stands still.
 * @param msisdn like `79161234567`
 * @param given what is known of it before, like `{ points: { 'mts-bonus': 40 } }`
 */
export async function phone(msisdn: string, given: PhoneGiven & On = {}): Promise<TestPhone> {
  const { via, sessions, ...known } = given;
  const isKnown = Object.keys(known).length > 0;
  const opened = await world({ ...on(via, sessions), ...(isKnown ? { phones: { [msisdn]: known } } : {}) });
  return opened.phone(msisdn);
}

/** A world for several phones, with a clock to move. Close it when the test is over, or leave that to the end of the process. */
export async function world({ via = 'local', sessions = SHIPPED, ...given }: WorldGiven & On = {}): Promise<TestWorld> {
  const place = `${via} ${sessions}`;
  const wire = wires.get(place) ?? openWire(via, sessions);
  wires.set(place, wire);
  return worldOn(await wire, given);
}

/** Closes all that was opened here. Whoever forgets it leaves nothing behind, either: folders go with the process. */
export async function close(): Promise<void> {
  const open = [...wires.values()];
  wires.clear();
  for (const wire of open) await (await wire).close();
}

function on(via: string | undefined, sessions: string | undefined): On {
  return { ...(via === undefined ? {} : { via }), ...(sessions === undefined ? {} : { sessions }) };
}

async function openWire(via: string, sessions: string): Promise<Wire> {
  if (via === 'local') return openLocalWire({ definitions: await loadDefinitions(sessions), seed: 'testing' });
  if (/^https?:/.test(via)) return httpWire(via);
  if (/^smpps?:/.test(via)) return smppWire(via);
  if (via.startsWith('callback:')) return callbackWire(via);
  throw new Error(`There is no wire "${via}". Write local, http://…, smpp://… or callback:http://…`);
}

await extendExpect();
