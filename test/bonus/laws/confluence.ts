/** Time passes in steps as in one go: settling at every instant at which something falls due comes to the same. */
import { isDeepStrictEqual } from 'node:util';
import type { Account, Core, Settled } from '../../../src/bonus/types.ts';
import type { Law } from './step.ts';

/** See the head of the file. */
export const confluence: Law = ({ core, before, now }) => {
  const atOnce = core.settle(before, now);
  const inSteps = settleInSteps(core, before, now);
  return [
    ...(isDeepStrictEqual(inSteps, atOnce) ? [] : ['settling in steps comes to something else than in one go']),
    ...early(core, before, now),
  ];
};

function settleInSteps(core: Core, account: Account, now: number): Settled {
  let so: Settled = { account, messages: [], entries: [] };
  for (let at = nextStep(core, account, now, -Infinity); ; at = nextStep(core, so.account, now, at)) {
    const { account: after, messages, entries } = core.settle(so.account, at);
    so = { account: after, messages: [...so.messages, ...messages], entries: [...so.entries, ...entries] };
    if (at === now) return so;
  }
}

/** A transfer on its way is a deadline that settling does not move. */
function nextStep(core: Core, account: Account, now: number, last: number): number {
  const next = core.nextDeadline(account) ?? now;
  return next > last && next < now ? next : now;
}

/** Nothing happens a millisecond before its time. */
function early(core: Core, before: Account, now: number): readonly string[] {
  const next = core.nextDeadline(before);
  if (next === null || next > now) return [];
  return core.settle(before, next - 1).account === before ? [] : ['something was done before it was due'];
}
