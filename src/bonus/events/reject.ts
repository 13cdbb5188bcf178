/** A partner rejects a claim: goods were returned. Points that were credited are taken back; what is not there any more is owed. */
import { change, prunedIn } from '../claims/claims.ts';
import { rejected } from '../claims/states.ts';
import { textIn } from '../earning/values.ts';
import { balanceOf, takeBack } from '../points.ts';
import type { ClaimEventRule } from '../programFile.ts';
import { causeOf, refuse } from '../turn.ts';
import { type EventBlock, happened } from './block.ts';
import { CLAIM_FIELDS } from './confirm.ts';

/** ok {earned: 0, balance, entry, takenBack, owed} · unknown-entry · already-rejected */
export const reject: EventBlock<ClaimEventRule> = {
  fields: () => CLAIM_FIELDS,
  run(turn, _rule, values, context) {
    const entry = textIn(values, 'entry');
    const found = turn.membership.claims?.find(({ id }) => id === entry);
    if (found === undefined) return refuse(turn, 'unknown-entry', { entry });
    if (found.state === 'rejected') return refuse(turn, 'already-rejected', { entry });
    const without = change(turn, entry, rejected);
    const isCredited = found.state !== 'pending';
    const after = isCredited ? takeBack(without, found.points, causeOf(context), found.kind, found.left) : without;
    const takenBack = balanceOf(turn) - balanceOf(after);
    return happened(prunedIn(after, context.now), { entry, takenBack, owed: after.membership.owed ?? 0 });
  },
};
