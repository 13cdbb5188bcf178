/** The laws of single steps. */
import { claimsLive } from './claims.ts';
import { comesByItself } from './comesByItself.ts';
import { confluence } from './confluence.ts';
import { debts } from './debts.ts';
import { certificates, exchanges } from './orders.ts';
import { payments } from './payments.ts';
import { promises } from './promises.ts';
import type { Law, Step } from './step.ts';
import { statuses } from './tiers.ts';
import { told } from './told.ts';

const LAWS: Readonly<Record<string, Law>> = {
  'what was due has come': comesByItself,
  'promises are kept': promises,
  'claims live once': claimsLive,
  'debts are paid': debts,
  'a status is earned': statuses,
  'points pay in order': payments,
  'an exchange has its price': exchanges,
  'a certificate has its price': certificates,
  'people are told': told,
  'time passes alike': confluence,
};

/** Everything that is wrong with a step, each with the name of its law. */
export function offences(step: Step): readonly string[] {
  return Object.entries(LAWS).flatMap(([name, law]) => law(step).map((message) => `${name}: ${message}`));
}
