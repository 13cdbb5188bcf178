/** Where a dialogue stands, and how that is kept in a session. */
import type { Notice, Session, StepContext } from './types.ts';
import { isEmpty, NOTHING, type Values } from './values.ts';

/** A session without its identity and times, and with every field present. */
export interface Place {
  readonly state: string;
  readonly back: readonly string[];
  readonly vars: Values;
  readonly page: number;
  readonly tries: number;
  readonly notice: Notice | null;
  readonly data: Values;
}

const NOWHERE: readonly string[] = Object.freeze([]);

/** The place that a stored session is at. */
export function placeOf(session: Session): Place {
  return {
    state: session.state,
    back: session.back ?? NOWHERE,
    vars: session.vars ?? NOTHING,
    page: session.page ?? 0,
    tries: session.tries ?? 0,
    notice: session.notice ?? null,
    data: session.data ?? NOTHING,
  };
}

/** The session moved to a place. What is empty there is left out: 100 000 sessions share a store. */
export function sessionAt(session: Session, place: Place): Session {
  const stored = essentials(session, place.state);
  if (place.back.length > 0) stored.back = place.back;
  if (!isEmpty(place.vars)) stored.vars = place.vars;
  if (place.page > 0) stored.page = place.page;
  if (place.tries > 0) stored.tries = place.tries;
  if (place.notice !== null) stored.notice = place.notice;
  if (!isEmpty(place.data)) stored.data = place.data;
  return stored;
}

/** Filled in field by field: on the hot path, spreading optional parts costs more than the rest of the step. */
function essentials(session: Session, state: string): Draft {
  const { nonce, service, startedAt, expiresAt, step, wire, reference } = session;
  const draft: Draft = { nonce, service, state, startedAt, expiresAt, step };
  if (wire !== undefined) draft.wire = wire;
  if (reference !== undefined) draft.reference = reference;
  return draft;
}

type Draft = { -readonly [Field in keyof Session]: Session[Field] };

/** A session that begins now (`ctx.now`, epoch ms), on its first step. Its state is yet to be found. */
export function newSession(ctx: StepContext): Session {
  return {
    nonce: ctx.newNonce(),
    service: ctx.service.id,
    state: '',
    startedAt: ctx.now,
    expiresAt: ctx.now + ctx.service.timeout,
    step: 1,
    ...wireOf(ctx),
  };
}

/** The session one step on, with the whole time to think ahead of it; its place is yet to be found. */
export function nextStep(ctx: StepContext, session: Session): Session {
  const next = essentials(session, session.state);
  next.expiresAt = ctx.now + ctx.service.timeout;
  next.step = session.step + 1;
  return next;
}

/** The wire as a session keeps it: HTTP is the usual one and goes without saying. */
export function wireOf(ctx: StepContext): { readonly wire?: string } {
  return ctx.wire === 'http' ? {} : { wire: ctx.wire };
}
