/** `change-owner`: the number has passed to another person. Points and seniority are gone for good, without an SMS. */
import { begun } from '../beginnings.ts';
import { phaseAt } from '../lifecycle.ts';
import { balanceOf, burnAll, forfeitReservations } from '../points.ts';
import { causeOf, done, type Handler, STRANGER } from '../turn.ts';

/** ok {burned}. The membership stays, with its history and all that counted for bonuses begun anew; the limits are the number's and stay. */
export const changeOwner: Handler<'change-owner'> = (turn, _operation, context) => {
  // What a frozen program keeps, it keeps.
  if (phaseAt(turn.program, context.now) === 'frozen') return done(turn, { burned: 0 });
  const burned = balanceOf(turn);
  const burnt = forfeitReservations(burnAll(turn, 'owner-change', causeOf(context), 'owner-change'));
  const { credits, claims, owed, bill, goals, tier, lookAt, ...kept } = burnt.membership;
  const { requests, carry, totals, granted, recent } = STRANGER;
  const anew = { ...kept, since: context.now, requests, lapsed: [], carry, totals, granted, recent };
  const changed = { ...burnt, membership: anew };
  return done(anew.status === 'member' ? begun(changed, context.now) : changed, { burned });
};
