/** Faults that are played on HTTP itself: the gateway says which, the connection is here. */
import type { IncomingMessage } from 'node:http';
import type { Problem, Result, WireFaults } from '../flow/api.ts';
import type { JsonCall, Params } from './calls/types.ts';
import type { Wire } from './wire.ts';

/** The connection has been reset: nobody is answered. */
export const CUT = Symbol('cut');

/** What is logged of a request whose connection was reset, as proxies write it. */
export const CUT_STATUS = 499;

/**
 * What faults make of a request; null where there is nothing to ask.
 * @param body as the call's schema has it: a phone's number is in `msisdn` or, where it sends an SMS, in `from`
 */
export function faultsOf(
  { gateway }: Wire,
  world: string,
  { operationId: call }: JsonCall,
  params: Params,
  body: unknown,
): ReturnType<Wire['gateway']['wireFaults']> {
  const { msisdn, from } = (body ?? {}) as { readonly msisdn?: string; readonly from?: string };
  return gateway.wireFaults(world, {
    wire: 'http',
    call,
    msisdn: params.msisdn ?? msisdn ?? from,
    sessionId: params.sessionId,
  });
}

/** Answers a request as its faults say, if there are any. @param handle does what it asks for */
export async function underFaults(
  found: Result<WireFaults | null>,
  req: IncomingMessage,
  handle: () => Promise<Result<unknown>>,
): Promise<Result<unknown> | typeof CUT> {
  if (!found.ok) return found;
  return found.value === null ? handle() : play(found.value, req, handle);
}

async function play(
  { reject, cut, delay }: WireFaults,
  req: IncomingMessage,
  handle: () => Promise<Result<unknown>>,
): Promise<Result<unknown> | typeof CUT> {
  if (cut === 'before') return reset(req);
  const result: Result<unknown> = reject === null ? await handle() : { ok: false, problem: refusal(reject) };
  if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
  return cut === 'after' ? reset(req) : result;
}

function reset({ socket }: IncomingMessage): typeof CUT {
  socket.resetAndDestroy();
  return CUT;
}

function refusal(status: number): Problem {
  return {
    type: 'injected-fault',
    status,
    detail: 'A fault of this world refuses the call. PUT /v1/faults {} ends it.',
  };
}
