/** The event stream: everything that happens in a world, as it happens (server-sent events, WHATWG HTML §9.2). */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Gateway, GatewayEvent, Result } from '../../flow/api.ts';
import { splitUrl } from '../exchange.ts';
import { untilGone } from '../gone.ts';
import { invalidField } from '../problem.ts';
import { sendJson, sendProblem } from '../reply.ts';
import { queryReader } from '../validate.ts';
import type { Wire } from '../wire.ts';
import { worldId, worldOf } from '../world.ts';
import { answer, flag, input, listOf, text, whole } from './schemas.ts';
import type { RawCall } from './types.ts';

const QUERY = {
  msisdn: input('Only what concerns this subscriber.'),
  world: input('The world, where no header can be sent.'),
  format: input('`json`: what happened up to now, and no stream.', { enum: ['json'] }),
  after: whole('With `format=json`: only events newer than the one with this id.', { minimum: 0 }),
};
const readQuery = queryReader(QUERY);

const HEADERS = [
  'Content-Type',
  'text/event-stream; charset=utf-8',
  'Cache-Control',
  'no-store',
  'X-Content-Type-Options',
  'nosniff',
  'X-Accel-Buffering',
  'no',
];

async function streamEvents(wire: Wire, req: IncomingMessage, res: ServerResponse): Promise<number> {
  const gone = untilGone(wire.lifetime, res);
  const wish = await readWish(wire.gateway, req);
  if (!wish.ok) return sendProblem(wire, res, wish.problem);
  if (wish.value.past !== null) return sendPast(wire, wish.value, wish.value.past, res);
  res.shouldKeepAlive = false;
  res.writeHead(200, HEADERS);
  if (req.method === 'HEAD' || gone.aborted) res.end();
  else stream(wire, wish.value, res, gone);
  return 200;
}

interface Wish {
  readonly world: string;
  /** In the form events have it. */
  readonly msisdn: string | null;
  /** What has happened after the event of this id; null = what happens from now on. */
  readonly past: number | null;
}

function sendPast(wire: Wire, { world, msisdn }: Wish, after: number, res: ServerResponse): number {
  const past = wire.events.read(world, after);
  const events = msisdn === null ? past.events : past.events.filter((event) => event.msisdn === msisdn);
  return sendJson(wire, res, 200, { ...past, events });
}

interface Query {
  readonly msisdn?: string;
  readonly world?: string;
  readonly format?: 'json';
  readonly after?: number;
}

/** The gateway knows whether there is such a world, and in which form it writes a number. */
async function readWish(gateway: Gateway, req: IncomingMessage): Promise<Result<Wish>> {
  const query = readQuery(splitUrl(req.url ?? '')[1]) as Result<Query>;
  if (!query.ok) return query;
  const { format, after } = query.value;
  if (after !== undefined && format === undefined) return { ok: false, problem: NO_PAST };
  const world = query.value.world === undefined ? worldOf(req) : worldId(query.value.world);
  if (!world.ok) return world;
  const call = { world: world.value, wire: 'http' };
  const known = await (query.value.msisdn === undefined
    ? gateway.clock(call)
    : gateway.subscriber(call, query.value.msisdn));
  if (!known.ok) return known;
  const msisdn = 'msisdn' in known.value ? known.value.msisdn : null;
  return { ok: true, value: { world: world.value, msisdn, past: format === undefined ? null : (after ?? 0) } };
}

const NO_PAST = invalidField('after', 'given together with format=json: a stream has no past');

/** Runs until reader, server or patience ends it; `gone` says so. */
function stream(wire: Wire, { world, msisdn }: Wish, res: ServerResponse, gone: AbortSignal): void {
  const write = (chunk: string) => {
    if (res.destroyed) return;
    res.write(chunk);
    if (res.writableLength > wire.limits.streamBytes) res.destroy();
  };
  write(': here is what happens\n\n');
  const silence = wire.gateway.onEvent(world, (event) => {
    if (msisdn === null || event.msisdn === msisdn) write(frame(event));
  });
  const heartbeat = setInterval(write, wire.limits.heartbeat, ': still here\n\n');
  wire.metrics.streamOpened();
  gone.addEventListener('abort', () => {
    clearInterval(heartbeat);
    silence();
    wire.metrics.streamClosed();
    res.end();
  });
}

/** JSON has no bare line ends, so one data line holds it all. */
function frame(event: GatewayEvent): string {
  return `id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`;
}

const events: RawCall = {
  kind: 'raw',
  method: 'GET',
  path: '/v1/events',
  operationId: 'events',
  tag: 'Events',
  summary: 'Watch what happens',
  description:
    'Server-sent events: every dial, step, core call, SMS, time-out and fault of a world, each a JSON object with at least `id`, `type`, `world` and `at`. What happened before is not told: `format=json` answers with the last 1 000 events of the world that this process remembers (1 MB of them, in 64 worlds; the one that has been silent longest makes room, and never `main`), so that a session that is over can still be recorded. A reader that lags by more than 1 MB is cut off.',
  query: QUERY,
  contentType: 'text/event-stream',
  success: {
    status: 200,
    description: 'A stream that ends with the connection; with `format=json` the events so far.',
  },
  json: {
    schema: answer({
      events: listOf(
        answer({
          id: whole('Grows with every event of this process.'),
          type: text('What happened, such as `ussd.dial`, `ussd.screen`, `sms.out`, `clock`, `fault`.'),
          world: text('The world.'),
          at: text('World time.', { format: 'date-time' }),
        }),
        'Oldest first. Each type has further fields.',
      ),
      next: whole('Id of the last event; give it as `after` to get only newer ones.'),
      missed: flag(
        'Events newer than `after` are not remembered any more. An `after` that no event has had yet is of another life of the process: then all are told that are remembered, and this is true as well.',
      ),
    }),
    example: {
      events: [
        {
          id: 16,
          type: 'ussd.dial',
          world: 'main',
          at: '2026-01-15T10:00:00.000Z',
          msisdn: '79161234567',
          code: '*111#',
        },
      ],
      next: 16,
      missed: false,
    },
  },
  problems: ['invalid-field', 'bad-msisdn', 'unknown-world', 'store-unavailable'],
  answer: streamEvents,
};

export const EVENT_CALLS = [events];
