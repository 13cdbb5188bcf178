/** Everything that a step expects, looked at in one order on every wire. */
import type { InboxSms } from '../../flow/api.ts';
import type { Step } from '../language/script.ts';
import { finding } from './expect/finding.ts';
import { checkBalance, checkCatalogue, checkJournal, checkMember, checkReturns } from './expect/points.ts';
import { checkRefusal } from './expect/refusal.ts';
import { checkEnds, checkOver, checkShows } from './expect/screen.ts';
import { checkGets, checkNoSms, checkSeen } from './expect/sms.ts';
import type { Finding } from './result.ts';
import { type Acted, officeOf, type Stage } from './stage.ts';

/** What came of a step, for its expectations to look at. */
export interface Came {
  readonly acted: Acted;
  readonly sms: readonly InboxSms[];
  /** Why there may be more SMS than these; null where there are not. */
  readonly unseen: string | null;
  /** World time at which it began, epoch ms; null where it does not matter. */
  readonly begun: number | null;
  /** Real time until the answer, ms. */
  readonly took: number;
}

/** All that is not as the step says; of a refusal only that: nothing else came of it. Throws a WireTrouble, or EndlessMatch. */
export async function checkStep(stage: Stage, step: Step, msisdn: string, came: Came): Promise<readonly Finding[]> {
  const refusal = checkRefusal(step, came.acted, stage.variables);
  if (refusal !== null) return [refusal];
  const found = [
    checkScreens(stage, step, came),
    await checkEnd(stage, step, msisdn, came),
    ...checkAnswer(stage, step, came),
    ...(await checkBooks(stage, step, msisdn)),
  ];
  return found.filter((each) => each !== null);
}

type Told = Pick<Stage, 'script' | 'variables'>;

function checkScreens({ variables }: Told, { expect: { shows } }: Step, { acted }: Came): Finding | null {
  return shows === undefined ? null : checkShows(shows, acted.screens, variables);
}

function checkAnswer({ script, variables }: Told, { expect, place }: Pick<Step, 'expect' | 'place'>, came: Came) {
  const { within, returns } = expect;
  const { acted, took } = came;
  return [
    returns === undefined ? null : checkReturns(returns, acted.returned, variables),
    checkSms({ script, variables }, { expect, place }, came),
    within === undefined || took <= within.value ? null : tooSlow(within, took),
  ];
}

function checkSms({ script, variables }: Told, { expect, place }: Pick<Step, 'expect' | 'place'>, came: Came) {
  const { acted, sms, begun } = came;
  // A step that the gateway refused has made no SMS, whether they can be read or not.
  const unseen = acted.reply.ok ? came.unseen : null;
  const { gets } = expect;
  if (gets === undefined) return script.strict ? checkNoSms(place, sms) : null;
  return checkSeen(gets.place, unseen) ?? checkGets(gets, sms, { variables, sender: script.sender, begun });
}

/** What was shown may be long ago: whoever only looks wants to know of now. */
async function checkEnd(stage: Stage, { act, expect }: Step, msisdn: string, { acted }: Came) {
  const { ends } = expect;
  const { screens } = acted;
  if (ends === undefined) return null;
  if (act.verb !== 'look' || screens.length === 0) return checkEnds(ends, screens);
  return checkOver(ends, await officeOf(stage).inDialogue(msisdn));
}

function tooSlow({ place, value }: { readonly place: Step['place']; readonly value: number }, took: number): Finding {
  return finding(place, 'The answer comes too late.', `within ${value} ms`, `after ${Math.ceil(took)} ms`);
}

async function checkBooks(stage: Stage, { expect }: Step, msisdn: string): Promise<(Finding | null)[]> {
  const { balance, member, catalogue, journal } = expect;
  const { variables } = stage;
  const office = () => officeOf(stage);
  return [
    balance === undefined ? null : await checkBalance(balance, office(), msisdn, variables),
    member === undefined ? null : await checkMember(member, office(), msisdn),
    catalogue === undefined ? null : await checkCatalogue(catalogue, office(), msisdn, variables),
    journal === undefined ? null : await checkJournal(journal, office(), msisdn),
  ];
}
