/** Everything that a step expects, looked at in one order on every wire. */
import type { InboxSms } from '../../flow/api.ts';
import type { Step } from '../language/script.ts';
import { finding } from './expect/finding.ts';
import { checkBalance, checkCatalogue, checkJournal, checkMember, checkReturns } from './expect/points.ts';
import { checkRefusal } from './expect/refusal.ts';
import { checkEnds, checkShows } from './expect/screen.ts';
import { checkGets, checkNoSms } from './expect/sms.ts';
import type { Finding } from './result.ts';
import { type Acted, officeOf, type Stage } from './stage.ts';

/** What came of a step, for its expectations to look at. */
export interface Came {
  readonly acted: Acted;
  readonly sms: readonly InboxSms[];
  /** World time at which it began, epoch ms; null where it does not matter. */
  readonly begun: number | null;
  /** Real time until the answer, ms. */
  readonly took: number;
}

/** All that is not as the step says; of a refusal only that: nothing else came of it. Throws a WireTrouble, or EndlessMatch. */
export async function checkStep(stage: Stage, step: Step, msisdn: string, came: Came): Promise<readonly Finding[]> {
  const refusal = checkRefusal(step, came.acted, stage.variables);
  if (refusal !== null) return [refusal];
  const found = [...checkAnswer(stage, step, came), ...(await checkBooks(stage, step, msisdn))];
  return found.filter((each) => each !== null);
}

function checkAnswer({ script, variables }: Stage, { expect, place }: Step, came: Came): (Finding | null)[] {
  const { shows, ends, within, returns, gets } = expect;
  const { acted, sms, begun, took } = came;
  const looking = { variables, sender: script.sender, begun };
  return [
    shows === undefined ? null : checkShows(shows, acted.screens, variables),
    ends === undefined ? null : checkEnds(ends, acted.screens),
    returns === undefined ? null : checkReturns(returns, acted.returned, variables),
    gets === undefined ? (script.strict ? checkNoSms(place, sms) : null) : checkGets(gets, sms, looking),
    within === undefined || took <= within.value ? null : tooSlow(within, took),
  ];
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
