/** The SMS of a subscriber, and waiting for the next one. */
import type { Call, InboxSms, Result } from './api.ts';
import type { FlowDeps } from './deps.ts';
import { readInbox } from './inbox.ts';
import { msisdnOf } from './numbers.ts';
import { ok } from './results.ts';
import { transact } from './transact.ts';

interface Query {
  readonly after?: string;
  readonly wait?: number;
  readonly signal?: AbortSignal;
}

/** An SMS may come through another gateway process, whose events are not heard here: look again this often, ms. */
const LOOK_AGAIN = 1000;

/** @returns the SMS newer than `after`, oldest first; waits for the first one where asked to */
export async function messages(
  deps: FlowDeps,
  call: Call,
  rawMsisdn: string,
  query: Query,
): Promise<Result<{ messages: readonly InboxSms[] }>> {
  const number = msisdnOf(rawMsisdn, 'msisdn');
  if (!number.ok) return number;
  const msisdn = number.value;
  const until = deps.stopwatch() + (query.wait ?? 0) * 1000;
  for (;;) {
    const bell = ring(deps, call.world, msisdn, Math.min(until - deps.stopwatch(), LOOK_AGAIN), query.signal);
    const found = await newer(deps, call.world, msisdn, query.after);
    const done = found.length > 0 || deps.stopwatch() >= until || query.signal?.aborted === true;
    if (done) bell.silence();
    await bell.rings;
    if (done) return ok({ messages: found });
  }
}

/** The world is asked for each time: it may be reset while somebody waits. */
async function newer(deps: FlowDeps, worldId: string, msisdn: string, after: string | undefined): Promise<InboxSms[]> {
  const world = await transact(deps, worldId, msisdn, (view) => ({ result: view.world }));
  const all = readInbox(await deps.store.messages(world, msisdn));
  return after === undefined ? all : all.filter(({ id }) => Number(id) > Number(after));
}

/** Resolves when an SMS is sent to the number, the time is up, or the caller has gone. */
function ring(deps: FlowDeps, world: string, msisdn: string, ms: number, signal: AbortSignal | undefined) {
  let silence = () => {};
  const rings = new Promise<void>((resolve) => {
    const timer = setTimeout(() => silence(), Math.max(0, ms));
    const stop = deps.hub.listen(world, (event) => {
      if (event.type === 'sms.out' && event.msisdn === msisdn) silence();
    });
    const onAbort = () => silence();
    signal?.addEventListener('abort', onAbort);
    silence = () => {
      clearTimeout(timer);
      stop();
      signal?.removeEventListener('abort', onAbort);
      resolve();
    };
  });
  return { rings, silence: () => silence() };
}
