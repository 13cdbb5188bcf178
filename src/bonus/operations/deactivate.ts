/** `deactivate`: leaving, at once and free of charge. */
import { endMembership } from '../endings.ts';
import { causeOf, done, type Handler, refuse, say } from '../turn.ts';

/** ok {burned} · not-available (the program lets nobody go) */
export const deactivate: Handler<'deactivate'> = (turn, _operation, context) => {
  if (!turn.program.mayLeave) return refuse(turn, 'not-available');
  const { turn: ended, burned } = endMembership(turn, causeOf(context), 'left');
  return done(say(ended, context.now, 'core.left', { burned }), { burned });
};
