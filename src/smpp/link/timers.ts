/** The timers of SMPP 3.4 §2.9 and §7.2, and two of our own, as one pure question: what is due now? */
import { isBound } from './states.ts';
import type { CloseReason, LinkLimits, LinkState } from './types.ts';

/** What the timers look at. Times in ms of the monotonic clock; null = does not run. */
export interface Clocks {
  readonly state: LinkState;
  readonly openedAt: number;
  /** When the last whole PDU came, or the peer took what it had left unread. */
  readonly heardAt: number;
  /** When the last PDU came that was not link keeping. */
  readonly activeAt: number;
  /** Since when a PDU is begun and not finished. */
  readonly begunAt: number | null;
  /** Since when an enquire_link of ours is out, and nothing was heard. */
  readonly enquiredAt: number | null;
  /** When the oldest of our requests in flight was sent. */
  readonly askedAt: number | null;
  /** When patience with a session that ends is over. */
  readonly leaveBy: number | null;
}

export type Due =
  | 'enquire-link'
  /** One or more requests of ours stayed without an answer. */
  | 'answers-overdue'
  /** What a session that ends still waited for has not come. */
  | 'leave'
  | Extract<CloseReason, 'session-init-timeout' | 'unfinished-pdu' | 'inactive' | 'no-answer-to-enquire-link'>;

type TimerLimits = Pick<LinkLimits, 'sessionInit' | 'unfinishedPdu' | 'enquireLink' | 'inactivity' | 'response'>;

/** What is due at `now`, what ends the link first. A timer is due in the very millisecond in which its time is over. */
export function tick(clocks: Clocks, limits: TimerLimits, now: number): readonly Due[] {
  return RULES.filter(({ isDue }) => isDue(clocks, limits, now)).map(({ due }) => due);
}

interface Rule {
  readonly due: Due;
  readonly isDue: (clocks: Clocks, limits: TimerLimits, now: number) => boolean;
}

const RULES: readonly Rule[] = [
  {
    due: 'session-init-timeout',
    isDue: ({ state, openedAt }, { sessionInit }, now) => state === 'open' && isOver(openedAt, sessionInit, now),
  },
  { due: 'unfinished-pdu', isDue: ({ begunAt }, { unfinishedPdu }, now) => isOver(begunAt, unfinishedPdu, now) },
  {
    due: 'no-answer-to-enquire-link',
    isDue: ({ enquiredAt }, { response }, now) => isOver(enquiredAt, response, now),
  },
  {
    due: 'inactive',
    isDue: ({ state, activeAt }, { inactivity }, now) =>
      inactivity > 0 && isBound(state) && isOver(activeAt, inactivity, now),
  },
  { due: 'leave', isDue: ({ leaveBy }, _, now) => isOver(leaveBy, 0, now) },
  { due: 'answers-overdue', isDue: ({ askedAt }, { response }, now) => isOver(askedAt, response, now) },
  {
    due: 'enquire-link',
    isDue: ({ state, heardAt, enquiredAt }, { enquireLink }, now) =>
      enquireLink > 0 && isBound(state) && enquiredAt === null && isOver(heardAt, enquireLink, now),
  },
];

function isOver(since: number | null, time: number, now: number): boolean {
  return since !== null && now - since >= time;
}
