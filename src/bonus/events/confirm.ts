/** A partner confirms a claim: its points are credited at the date that the rule of its kind says. */
import { dayOfMonth } from '../calendar.ts';
import { change, claimRule } from '../claims/claims.ts';
import { textIn } from '../earning/values.ts';
import type { ClaimEventRule } from '../programFile.ts';
import { type Reply, refuse, type Turn, zoneOf } from '../turn.ts';
import type { Claim } from '../types.ts';
import { type EventBlock, happened } from './block.ts';

const LONGEST_ENTRY = 64;

/** Fields of an event about a claim. */
export const CLAIM_FIELDS = [{ name: 'entry', is: 'text', most: LONGEST_ENTRY }] as const;

/** ok {earned: 0, balance, entry, creditsAt} · unknown-entry · already-confirmed · already-rejected */
export const confirm: EventBlock<ClaimEventRule> = {
  fields: () => CLAIM_FIELDS,
  run(turn, _rule, values, { now }) {
    const entry = textIn(values, 'entry');
    const found = turn.membership.claims?.find(({ id }) => id === entry);
    const rule = found === undefined ? null : claimRule(turn.program, found.kind);
    if (found === undefined || rule === null) return refuse(turn, 'unknown-entry', { entry });
    const refusal = refusalOf(turn, found);
    if (refusal !== null) return refusal;
    const creditsAt = dayOfMonth(now, zoneOf(turn), rule.credited.months, rule.credited.day);
    const confirmed = change(turn, entry, (claim) => ({ ...claim, confirmed: true, dueAt: creditsAt }));
    return happened(confirmed, { entry, creditsAt });
  },
};

function refusalOf(turn: Turn, { id, state, confirmed }: Claim): Reply | null {
  if (state === 'rejected') return refuse(turn, 'already-rejected', { entry: id });
  return state !== 'pending' || confirmed ? refuse(turn, 'already-confirmed', { entry: id }) : null;
}
