/** What a core shows of a membership and of its catalogue: beyond what the API of a gateway does, all that its menus need. */
import type { Outcome } from '../../bonus/types.ts';
import type { BonusView, Call, Gift, Result } from '../api.ts';
import { type Known, lookUp } from '../bonus.ts';
import { bonusView } from '../bonusView.ts';
import type { FlowDeps } from '../deps.ts';
import { refusalProblem } from '../refusalDetail.ts';
import { ok } from '../results.ts';
import { coreContext, languageOf } from '../stepContext.ts';
import { transact } from '../transact.ts';
import { programIn, type View } from '../view.ts';
import { listsOf, shownFigures } from './answers.ts';

/** A membership with the figures of a balance, and every list. Who is no member has lists, too: they stand in the refusal. */
export async function servedBonus(
  deps: FlowDeps,
  call: Call,
  program: string,
  rawMsisdn: string,
): Promise<Result<BonusView>> {
  const known = lookUp(deps, program, rawMsisdn);
  if (!known.ok) return known;
  return transact(deps, call.world, known.value.msisdn, (view) => ({ result: looked(deps, view, known.value) }));
}

function looked(deps: FlowDeps, view: View, known: Known): Result<BonusView> {
  const { core } = programIn(view, known);
  const { account, now } = view;
  const { outcome } = core.decide(account, { op: 'balance' }, coreContext(deps, view, 'api', ''));
  const more = { ...balanceOf(outcome), lists: listsOf(core, account, now) };
  const membership = account.programs[core.program];
  if (membership !== undefined && membership.status !== 'left') {
    return ok({ ...more, ...bonusView(core, account, membership, now) });
  }
  const { type, detail } = refusalProblem({ name: 'not-a-member', data: {} });
  return { ok: false, problem: { type, detail, data: more } };
}

/** The figures of a balance; or why there is none, which need not be why there is nothing to look at. */
function balanceOf({ name, data }: Outcome) {
  const figures = shownFigures(data);
  return name === 'ok' ? figures : { refusal: { type: name, ...figures } };
}

/** The gifts, with every field of their rows. */
export async function servedCatalogue(
  deps: FlowDeps,
  call: Call,
  program: string,
  rawMsisdn: string,
): Promise<Result<{ gifts: readonly Gift[] }>> {
  const known = lookUp(deps, program, rawMsisdn);
  if (!known.ok) return known;
  return transact(deps, call.world, known.value.msisdn, (view) => {
    const { core, service } = programIn(view, known.value);
    const texts = service.texts[languageOf(service, view)];
    const gifts = core.list(view.account, 'catalogue', view.now).map((item) => {
      return {
        ...shownFigures(item),
        name: texts?.format(String(item.nameKey)) ?? String(item.code),
      } as unknown as Gift;
    });
    return { result: ok({ gifts }) };
  });
}
