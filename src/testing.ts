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
import type { PhoneGiven, TestPhone, TestWorld, WorldGiven } from './testing/api.ts';
import { extendExpect } from './testing/expect.ts';
import { worldOn } from './testing/world.ts';
import { withoutPasswords } from './text/maskPassword.ts';
import { formatIssue, type Issue } from './yaml/issue.ts';

export type * from './testing/api.ts';
export { expect, type PhoneExpectation } from './testing/expect.ts';
export { matchers, type PhoneMatchers, type Verdict, type Wanted } from './testing/matchers.ts';

/** Where a test is played. */
export interface On {
  /**
   * `local` (a gateway in this process), `http://…`, `smpp://…` or `callback:http://…`, as `starhash test --via` has it (default:
   * `STARHASH_VIA`, else `local`).
   */
  readonly via?: string;
  /** Folder of the service definitions of `local` (default: `STARHASH_SESSIONS`, else those that come with Starhash). */
  readonly sessions?: string;
}

/**
 * A phone in a world of its own, whose clock stands still.
 * @param msisdn like `79161234567`
 * @param given what is known of it before, like `{ points: { 'coffee-points': 40 } }`, with the clock and the faults of its world
 * @throws an error of one sentence where there is no such wire, or it cannot set up what is given; of definitions with mistakes all of them
 */
export async function phone(
  msisdn: string,
  given: PhoneGiven & Omit<WorldGiven, 'phones'> & On = {},
): Promise<TestPhone> {
  const { via, sessions, clock, faults, ...known } = given;
  const others = Object.entries({ via, sessions, clock, faults }).filter(([, value]) => value !== undefined);
  const opened = await world({ ...Object.fromEntries(others), phones: { [msisdn]: known } });
  return opened.phone(msisdn);
}

/**
 * A world for several phones.
 * @throws as `phone` does
 */
export async function world({ via, sessions, ...given }: WorldGiven & On = {}): Promise<TestWorld> {
  const place = {
    via: via ?? fromEnvironment('VIA') ?? 'local',
    sessions: sessions ?? fromEnvironment('SESSIONS') ?? SHIPPED,
  };
  const opened = await worldOn(await sharedWire(place), given);
  worlds.add(opened);
  return opened;
}

/** Throws away all that was opened here. Nobody must call it: what is left goes with the process. */
export async function close(): Promise<void> {
  const [openWorlds, openWires] = [[...worlds], [...wires.values()]];
  worlds.clear();
  wires.clear();
  for (const each of openWorlds) await each.close();
  for (const wire of openWires) await (await wire).close();
}

const SHIPPED = fileURLToPath(new URL('../sessions', import.meta.url));

const worlds = new Set<TestWorld>();
/** One for each place, for as long as the process lives. */
const wires = new Map<string, Promise<Wire>>();

interface Place {
  readonly via: string;
  readonly sessions: string;
}

function fromEnvironment(name: 'VIA' | 'SESSIONS'): string | undefined {
  return process.env[`STARHASH_${name}`] || undefined;
}

function sharedWire(place: Place): Promise<Wire> {
  const key = JSON.stringify(place);
  const wire = wires.get(key) ?? openWire(place);
  wires.set(key, wire);
  // What could not be opened may be tried again.
  wire.catch(() => wires.delete(key));
  return wire;
}

const OPENERS: readonly (readonly [via: RegExp, open: (place: Place) => Promise<Wire>])[] = [
  [/^local$/, openLocal],
  [/^https?:/, ({ via }) => httpWire(via)],
  [/^smpps?:/, ({ via }) => smppWire(via)],
  [/^callback:/, ({ via }) => callbackWire(via)],
];

async function openWire(place: Place): Promise<Wire> {
  const opener = OPENERS.find(([via]) => via.test(place.via));
  if (opener !== undefined) return opener[1](place);
  throw new Error(
    `There is no wire "${withoutPasswords(place.via)}"; write local, http://…, smpp://… or callback:http://…`,
  );
}

/** The same seed in every world: codes by SMS are the same each time. */
async function openLocal({ sessions }: Place): Promise<Wire> {
  const definitions = await loadDefinitions(sessions).catch((error) => {
    const { issues } = error as { readonly issues?: readonly Issue[] };
    throw issues === undefined ? error : new Error([error.message, ...issues.map(formatIssue)].join('\n'));
  });
  return openLocalWire({ definitions, seed: 'testing' });
}

extendExpect();
