/** How a core answers a gateway elsewhere: with all figures, and with the SMS in place of an inbox. */
import type { Data, Operation, Outcome } from '../../bonus/types.ts';
import type { OutgoingSms } from '../../session/types.ts';
import type { Manner, Told } from '../bonus.ts';
import { bonusAnswer } from '../bonusAnswer.ts';
import { refusalProblem } from '../refusalDetail.ts';
import { ok } from '../results.ts';
import { shownFigures, shownSms } from './answers.ts';

export const AS_CORE: Manner = {
  tell: (operation, outcome, messages) => ({ result: resultOf(operation, outcome, messages), messages: [] }),
  confirmed({ id, to, points }) {
    return { transfer: { id, to, points }, sms: [] };
  },
};

function resultOf(operation: Operation, outcome: Outcome, messages: readonly OutgoingSms[]): Told['result'] {
  const sms = shownSms(messages);
  if (outcome.name === 'ok') return ok({ ...bonusAnswer(operation, outcome.data), ...keysIn(outcome.data), sms });
  const problem = refusalProblem(outcome);
  return { ok: false, problem: { ...problem, data: { ...shownFigures(outcome.data), sms } } };
}

/** Keys of texts: the gateway has its own texts for them. */
function keysIn(data: Data): Data {
  return Object.fromEntries(Object.entries(data).filter(([name]) => name.endsWith('Key')));
}
