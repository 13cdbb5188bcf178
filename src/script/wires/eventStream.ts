/** `GET /v1/events` of a world: what happens inside, as it happens (server-sent events, WHATWG HTML §9.2). */
import type { GatewayEvent } from '../../flow/api.ts';
import type { Listen } from './sceneOver.ts';

/** Hears over HTTP. Nobody who cannot be heard is missed: a trace helps, it decides nothing. */
export function eventsOverHttp(base: string): Listen {
  return async (world, listener) => {
    const over = new AbortController();
    const url = `${base}/v1/events?world=${encodeURIComponent(world)}`;
    const response = await fetch(url, { redirect: 'error', signal: over.signal }).catch(() => null);
    if (response?.ok && response.body !== null) void follow(response.body, listener).catch(() => {});
    return () => over.abort();
  };
}

async function follow(body: ReadableStream<Uint8Array>, listener: (event: GatewayEvent) => void): Promise<void> {
  let rest = '';
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const frames = `${rest}${text}`.split('\n\n');
    rest = frames.pop() ?? '';
    for (const data of frames.flatMap(dataOf)) listener(JSON.parse(data) as GatewayEvent);
  }
}

function dataOf(frame: string): string[] {
  return /^data: (.*)$/m.exec(frame)?.slice(1) ?? [];
}
