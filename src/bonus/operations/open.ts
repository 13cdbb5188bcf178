/** `open`: a membership that a world begins with, whatever the program's ways of joining. Nobody is told: for the subscriber it was always so. */
import { begun } from '../beginnings.ts';
import { formerMember } from '../endings.ts';
import { balanceOf, openWith } from '../points.ts';
import { causeOf, done, type Handler, refuse } from '../turn.ts';

/** ok {balance} · already-a-member · pending {activeAt}. A frozen program opens what its members brought into the freeze. */
export const open: Handler<'open'> = (turn, { points }, context) => {
  const { status, activeAt } = turn.membership;
  if (status === 'member') return refuse(turn, 'already-a-member');
  if (status === 'pending') return refuse(turn, 'pending', { activeAt: activeAt ?? 0 });
  const membership = { ...formerMember(turn.membership), status: 'member', since: context.now } as const;
  const opened = openWith(begun({ ...turn, membership }, context.now), points, causeOf(context));
  return done(opened, { balance: balanceOf(opened) });
};
