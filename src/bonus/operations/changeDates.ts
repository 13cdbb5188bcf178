/** `change-dates`: a date of the profile is another one. What is given by itself has its date anew. */
import { scheduled } from '../byItself.ts';
import { done, type Handler } from '../turn.ts';

/** ok */
export const changeDates: Handler<'change-dates'> = (turn, _operation, { now }) =>
  done(turn.membership.status === 'member' ? scheduled(turn, now) : turn);
