/** A certificate for as many points as roubles; its code comes by SMS. */
import { numberIn } from '../earning/values.ts';
import { balanceOf, spend } from '../points.ts';
import type { CertificateRule } from '../programFile.ts';
import { causeOf, patch, refuse, say, type Turn } from '../turn.ts';
import { type EventBlock, happened } from './block.ts';
import { wrongSum } from './sums.ts';

const CODE_DIGITS = 10;

/** ok {earned: 0, balance, order, rub} · no-such-sum {below, above} · number-blocked · too-few-points {missing, price, balance} */
export const certificate: EventBlock<CertificateRule> = {
  fields: (_rule, program) => [{ name: 'rub', is: 'amount', limit: program.maxRub }],
  run(turn, rule, values, context) {
    const rub = numberIn(values, 'rub');
    const wrong = wrongSum(rule, rub);
    if (wrong) return { turn, outcome: wrong };
    if (turn.profile.blocked) return refuse(turn, 'number-blocked');
    const balance = balanceOf(turn);
    if (balance < rub) return refuse(turn, 'too-few-points', { missing: rub - balance, price: rub, balance });
    const paid = reachedGoal(spend(turn, rub, causeOf(context), `certificate.${rub}`), rub);
    const told = { rub, code: context.newCode(CODE_DIGITS), balance: balanceOf(paid) };
    return happened(say(paid, context.now, 'core.certificate', told), { order: context.newId(), rub });
  },
};

/** What was saved for is there. */
function reachedGoal(turn: Turn, rub: number): Turn {
  const { goals } = turn.membership;
  const reached = goals?.findIndex((one) => one.goal === 'certificate' && one.rub === rub) ?? -1;
  return reached < 0 ? turn : patch(turn, { goals: goals?.filter((_, index) => index !== reached) ?? [] });
}
