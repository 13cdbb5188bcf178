/** Points that were taken back: as many as the claim gave, from what is there; the rest is owed while nothing is there. */
import { postedTo } from '../../../src/bonus/ledger.ts';
import { acceptedEvent, differ, horizon, is, type Law, type Step, was } from './step.ts';

/** See the head of the file. */
export const debts: Law = (step) => {
  if (step.operation.op === 'change-owner') return differ('what a new owner owes', is(step).owed ?? 0, 0);
  const takenBack = step.entries
    .filter(({ kind }) => kind === 'take-back')
    .reduce((sum, entry) => sum - postedTo(entry, 'points'), 0);
  const owed = (was(step).owed ?? 0) + returned(step) - takenBack;
  const balance = is(step).lots.reduce((sum, { points }) => sum + points, 0);
  const hoards = owed > 0 && balance > 0;
  return [
    ...differ('what is owed', is(step).owed ?? 0, owed),
    ...(hoards ? [`${balance} points are there while ${owed} are owed`] : []),
  ];
};

/** Points of a claim that had been credited and is rejected by this step. */
function returned(step: Step): number {
  const event = acceptedEvent(step);
  if (event === null || step.program.events.get(event.kind)?.rule !== 'reject') return 0;
  const claim = was(step).claims?.find(({ id }) => id === event.values.entry);
  if (claim === undefined) return 0;
  const { state, confirmed, dueAt = Infinity, points } = claim;
  const isCredited = state === 'pending' ? confirmed && dueAt <= horizon(step) : true;
  return isCredited ? points : 0;
}
