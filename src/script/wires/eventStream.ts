/** `GET /v1/events` of a world: what happens inside, as it happens (server-sent events, WHATWG HTML §9.2). */
import { get as getHttp, type IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import type { GatewayEvent } from '../../flow/api.ts';
import type { Listen } from './sceneOver.ts';

/** How long to wait for the stream to begin, ms. */
const PATIENCE = 5_000;

/** Hears over HTTP, on a connection of its own. Where nothing can be heard there is no trace: it helps, and decides nothing. */
export function eventsOverHttp(base: string): Listen {
  const get = base.startsWith('https:') ? getHttps : getHttp;
  return (world, listener) =>
    new Promise((resolve) => {
      const url = `${base}/v1/events?world=${encodeURIComponent(world)}`;
      const request = get(url, { agent: false, timeout: PATIENCE }, (response) => {
        request.setTimeout(0);
        if (response.statusCode === 200) follow(response, listener);
        else end();
        resolve(end);
      });
      // A fetch that is aborted after its answer was collected as garbage leaves the connection open; this does not.
      const end = () => void request.destroy();
      request.on('timeout', end).on('error', () => resolve(end));
    });
}

/** The longest event that is heard, characters: what goes on for longer is no stream of a Starhash, and is ended. */
const LONGEST = 1_048_576;

function follow(response: IncomingMessage, listener: (event: GatewayEvent) => void): void {
  let rest = '';
  response.setEncoding('utf8').on('error', () => {});
  response.on('data', (text: string) => {
    const frames = `${rest}${text}`.split('\n\n');
    rest = frames.pop() ?? '';
    for (const event of frames.flatMap(eventsIn)) listener(event);
    if (rest.length > LONGEST) response.destroy();
  });
}

/** None where a frame is no event of a Starhash. */
function eventsIn(frame: string): GatewayEvent[] {
  const [, data] = /^data: (.*)$/m.exec(frame) ?? [];
  try {
    return data === undefined ? [] : [JSON.parse(data) as GatewayEvent];
  } catch {
    return [];
  }
}
