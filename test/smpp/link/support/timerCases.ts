/** When each timer is due, and when none is, in literal milliseconds. */
import type { Clocks, tick } from '../../../../src/smpp/link/timers.ts';

export const LIMITS = {
  sessionInit: 10_000,
  unfinishedPdu: 5_000,
  enquireLink: 30_000,
  inactivity: 60_000,
  response: 7_000,
};

/** Bound, and all that ever happened is the opening at 1 000. */
export const QUIET: Clocks = {
  state: 'bound_trx',
  openedAt: 1_000,
  heardAt: 1_000,
  activeAt: 1_000,
  begunAt: null,
  enquiredAt: null,
  askedAt: null,
  leaveBy: null,
};

export interface TimerCase {
  readonly what: string;
  readonly clocks: Partial<Clocks>;
  readonly limits?: Partial<typeof LIMITS>;
  readonly at: number;
  readonly due: ReturnType<typeof tick>;
}

const LATE = 9_999_999;

export const CASES: readonly TimerCase[] = [
  ...bothSides('nobody binds', { state: 'open' }, 11_000, ['session-init-timeout']),
  ...bothSides('nobody binds, but something is heard', { state: 'open', heardAt: 9_000 }, 11_000, [
    'session-init-timeout',
  ]),
  ...bothSides('a PDU is begun', { begunAt: 2_000 }, 7_000, ['unfinished-pdu']),
  ...bothSides('a PDU is begun before the bind', { state: 'open', begunAt: 2_000 }, 7_000, ['unfinished-pdu']),
  ...bothSides('silence', { activeAt: 20_000 }, 31_000, ['enquire-link']),
  ...bothSides('an unanswered enquiry', { enquiredAt: 2_500 }, 9_500, ['no-answer-to-enquire-link']),
  ...bothSides('link keeping only', { heardAt: 60_999 }, 61_000, ['inactive']),
  ...bothSides('an unanswered request', { askedAt: 3_000 }, 10_000, ['answers-overdue']),
  ...bothSides('an unanswered bind', { state: 'open', askedAt: 1_000 }, 8_000, ['answers-overdue']),
  ...bothSides('a session that ends', { state: 'unbound', leaveBy: 4_000 }, 4_000, ['leave']),
  ...bothSides('a session that ends while bound', { leaveBy: 4_000 }, 4_000, ['leave']),
  ...bothSides('a closed link that lingers', { state: 'closed', leaveBy: 4_000 }, 4_000, ['leave']),
  { what: 'an unbound link is asked for nothing', clocks: { state: 'unbound' }, at: LATE, due: [] },
  { what: 'neither is a closed one', clocks: { state: 'closed' }, at: LATE, due: [] },
  { what: 'who has not bound yet is not enquired of', clocks: { state: 'open', openedAt: LATE }, at: LATE, due: [] },
  { what: 'nor who is enquired of already', clocks: { enquiredAt: LATE, activeAt: LATE }, at: LATE, due: [] },
  { what: 'no enquiry where it is 0', clocks: { activeAt: LATE }, limits: { enquireLink: 0 }, at: LATE, due: [] },
  { what: 'no inactivity where it is 0', clocks: { heardAt: LATE }, limits: { inactivity: 0 }, at: LATE, due: [] },
  {
    what: 'what ends the link comes first',
    clocks: { begunAt: 1_000, askedAt: 1_000, leaveBy: 1_000 },
    at: LATE,
    due: ['unfinished-pdu', 'inactive', 'leave', 'answers-overdue', 'enquire-link'],
  },
];

/** Nothing is due a millisecond before, and what is due is so at its time. */
function bothSides(what: string, clocks: Partial<Clocks>, at: number, due: TimerCase['due']): TimerCase[] {
  return [
    { what: `${what}: not yet`, clocks, at: at - 1, due: [] },
    { what, clocks, at, due },
  ];
}

/** The cases in which `asked` is wrong. */
export function failedCases(asked: typeof tick): string[] {
  return CASES.filter(({ clocks, limits, at, due }) => {
    const found = asked({ ...QUIET, ...clocks }, { ...LIMITS, ...limits }, at);
    return found.join() !== due.join();
  }).map(({ what }) => what);
}
