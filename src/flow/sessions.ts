/** The live sessions of a world, page by page. */
import type { Session } from '../session/types.ts';
import type { Page, WorldState } from '../store/port.ts';
import type { Call, PageOf, Result, SessionView } from './api.ts';
import { isApplications, turnOf } from './applicationSession.ts';
import { isoTime, worldNow } from './clock.ts';
import { decodeSession } from './codec.ts';
import type { FlowDeps } from './deps.ts';
import { ok, problem } from './results.ts';
import { makeSessionId } from './sessionId.ts';
import { isLive } from './ussdAnswer.ts';

/** @returns a page of live sessions (it may hold fewer than `limit`; `next` null = the last one) */
export async function sessions(
  deps: FlowDeps,
  call: Call,
  query: { cursor?: string; limit?: number },
): Promise<Result<PageOf<SessionView>>> {
  const world = await deps.store.world(call.world);
  if (world === null) return problem('unknown-world', `There is no world "${call.world}".`);
  const page = await pageOf(deps, world, query);
  if (page === null)
    return problem('invalid-field', 'cursor must be one that a page gave as next.', { field: 'cursor' });
  const items: SessionView[] = [];
  for (const msisdn of page.msisdns) {
    const { session } = await deps.store.load(call.world, msisdn);
    const decoded = session === null ? null : decodeSession(session.value);
    if (isLive(decoded, worldNow(world.clock, deps.machineTime()))) items.push(sessionView(world, msisdn, decoded));
  }
  return ok({ items, next: page.next });
}

/** A page of the subscribers with a session; null = the cursor is nobody's. */
async function pageOf(
  deps: FlowDeps,
  world: WorldState,
  query: { cursor?: string; limit?: number },
): Promise<Page | null> {
  try {
    return await deps.store.subscribers(world, 'session', query.cursor ?? null, query.limit ?? 100);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A live session as the API shows it. */
export function sessionView(world: WorldState, msisdn: string, session: Session): SessionView {
  return {
    sessionId: makeSessionId(world.secret, msisdn, session.nonce),
    msisdn,
    ...placeOf(session),
    startedAt: isoTime(session.startedAt),
    expiresAt: isoTime(session.expiresAt),
  };
}

/** Of a dialogue with an application: whose it is, and who is to speak. */
function placeOf(session: Session): Pick<SessionView, 'service' | 'state'> {
  return isApplications(session)
    ? { service: session.state, state: turnOf(session) }
    : { service: session.service, state: session.state };
}
