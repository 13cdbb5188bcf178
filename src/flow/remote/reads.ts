/** Bonus reads of a program whose core runs elsewhere: they pass through, and change nothing here. */
import { setTimeout as pause } from 'node:timers/promises';
import type { BonusView, Call, Gift, JournalEntryView, PageOf, Result } from '../api.ts';
import { CoreFailed } from '../coreFailed.ts';
import type { FlowDeps } from '../deps.ts';
import { transact } from '../transact.ts';
import { boardOf, coreOf } from './board.ts';
import { askOf } from './inStep.ts';
import type { CoreSubject, RemoteCore } from './port.ts';

/** Who only looks waits as long as a phone would, and at least so long, ms. */
const LEAST = 1_000;

/** Asks the core of a program once, and waits as long as a phone would. @throws CoreFailed */
export async function readElsewhere<T>(
  deps: FlowDeps,
  call: Call,
  program: string,
  msisdn: string,
  ask: (core: RemoteCore, subject: CoreSubject) => Promise<T>,
): Promise<T> {
  const world = await transact(deps, call.world, msisdn, (view) => ({ result: view.world }));
  const core = coreOf(deps, program);
  const asked = askOf(deps, core, world, msisdn, (subject) => ask(core, subject));
  return within(Math.max(boardOf(deps).patience, LEAST), asked);
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const end = new AbortController();
  const late = pause(ms, null, { signal: end.signal }).then(() => {
    throw new CoreFailed('core-timeout', { why: 'no answer in time' });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    end.abort();
  }
}

/** As the core has it. */
export function bonusElsewhere(
  deps: FlowDeps,
  call: Call,
  program: string,
  msisdn: string,
): Promise<Result<BonusView>> {
  return readElsewhere(deps, call, program, msisdn, (core, subject) => core.bonus(subject));
}

/** The gifts as the core has them, and nothing that only menus need. */
export async function catalogueElsewhere(
  deps: FlowDeps,
  call: Call,
  program: string,
  msisdn: string,
): Promise<Result<{ gifts: readonly Gift[] }>> {
  const known = await readElsewhere(deps, call, program, msisdn, (core, subject) => core.catalogue(subject));
  if (!known.ok) return known;
  const gifts = known.value.gifts.map(({ code, name, price, basePrice }) => ({ code, name, price, basePrice }));
  return { ok: true, value: { gifts } };
}

/** A page of the core's own journal. */
export function journalElsewhere(
  deps: FlowDeps,
  call: Call,
  program: string,
  msisdn: string,
  query: { readonly cursor?: string; readonly limit?: number },
): Promise<Result<PageOf<JournalEntryView>>> {
  return readElsewhere(deps, call, program, msisdn, (core, subject) => core.journal(subject, query));
}
