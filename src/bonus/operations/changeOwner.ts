/** `change-owner`: the number has passed to another person. Points and seniority are gone for good, without an SMS. */
import { balanceOf, burnAll, forfeitReservations } from '../points.ts';
import { causeOf, done, type Handler, patch, STRANGER } from '../turn.ts';

/** ok {burned}. The membership stays, with its history and all that counted for bonuses begun anew; the limits are the number's and stay. */
export const changeOwner: Handler<'change-owner'> = (turn, _operation, context) => {
  const burned = balanceOf(turn);
  const burnt = forfeitReservations(burnAll(turn, 'owner-change', causeOf(context), 'owner-change'));
  const { requests, carry, totals, granted, recent } = STRANGER;
  return done(patch(burnt, { since: context.now, requests, lapsed: [], carry, totals, granted, recent }), { burned });
};
