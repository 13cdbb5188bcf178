/** A running gateway, over HTTP. */
import { type Wire, WireTrouble } from '../wire.ts';
import { eventsOverHttp } from './eventStream.ts';
import { callsOverHttp } from './overHttp.ts';
import { ALL_ABILITIES, sceneOver } from './sceneOver.ts';

/** How long to wait for a first sign of life, ms. */
const PATIENCE = 5_000;

/** A wire to the Starhash at a URL. Throws a WireTrouble where none answers. */
export async function httpWire(url: string): Promise<Wire> {
  const base = url.replace(/\/+$/, '');
  await greet(base);
  const calls = callsOverHttp(base);
  const listen = eventsOverHttp(base);
  return {
    name: base,
    abilities: ALL_ABILITIES,
    open: (given) => sceneOver(calls, 'http', given, listen),
    close: async () => {},
  };
}

/** Makes sure that a Starhash answers at a base URL. Throws a WireTrouble that says what does. */
export async function greet(base: string): Promise<void> {
  const signal = AbortSignal.timeout(PATIENCE);
  const response = await fetch(`${base}/healthz`, { redirect: 'error', signal }).catch(() => null);
  if (response === null) throw new WireTrouble(`Nobody answers at ${base}. Start a gateway with: starhash serve`);
  const text = await response.text();
  if (!response.ok || !/"name":\s*"starhash"/.test(text))
    throw new WireTrouble(`What answers at ${base} is no Starhash.`);
}
