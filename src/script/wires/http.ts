/** A running gateway, over HTTP. */
import { withoutPasswords } from '../../text/maskPassword.ts';
import { type Wire, WireTrouble } from '../wire.ts';
import { eventsOverHttp } from './eventStream.ts';
import { callsOverHttp, gatewayAsker } from './overHttp.ts';
import { ALL_ABILITIES, sceneOver } from './sceneOver.ts';

/** How long to wait for a first sign of life, ms. */
const PATIENCE = 5_000;
/** No greeting of a Starhash is longer, characters. */
const GREETING = 65_536;

/** A wire to the Starhash at a URL. Throws a WireTrouble where none answers. */
export async function httpWire(url: string): Promise<Wire> {
  const base = url.replace(/\/+$/, '');
  await greet(base);
  const ask = gatewayAsker(base);
  const listen = eventsOverHttp(base);
  return {
    name: base,
    abilities: ALL_ABILITIES,
    open: (given, signal) => sceneOver(callsOverHttp(base, ask, signal), 'http', given, listen),
    close: async () => {},
  };
}

/** Makes sure that a Starhash answers at a base URL. Throws a WireTrouble that says what does. */
export async function greet(base: string): Promise<void> {
  const { username, password } = URL.canParse(base) ? new URL(base) : { username: '', password: '' };
  if (username !== '' || password !== '') {
    throw new WireTrouble('An HTTP address with a user or password in it would stand in logs. Leave them out.');
  }
  const signal = AbortSignal.timeout(PATIENCE);
  const response = await fetch(`${base}/healthz`, { redirect: 'error', signal }).catch(() => null);
  if (response === null)
    throw new WireTrouble(`Nobody answers at ${withoutPasswords(base)}. Start a gateway with: starhash serve`);
  const text = await beginningOf(response).catch(() => '');
  if (!response.ok || !/"name":\s*"starhash"/.test(text))
    throw new WireTrouble(`What answers at ${base} is no Starhash.`);
}

/** Enough of an answer to know a Starhash by, without waiting for the end of what is none. */
async function beginningOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of response.body ?? []) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > GREETING) break;
  }
  return text;
}
