/** What is stored of members, and everything that is wrong with it. */
import type { Program } from '../../../src/bonus/program.ts';
import type { Account, JournalEntry } from '../../../src/bonus/types.ts';
import type { InboxSms } from '../../../src/flow/api.ts';
import { audit } from '../../../src/flow/audit.ts';
import { decodeAccount } from '../../../src/flow/codec.ts';
import type { Store } from '../../../src/store/port.ts';
import { type Books, violations } from '../../bonus/invariants.ts';
import type { Harness } from '../../support/harness.ts';
import { must } from '../../support/phone.ts';
import type { Member } from './lives.ts';

export interface Stored {
  readonly account: Account;
  /** By program. */
  readonly journals: ReadonlyMap<string, readonly JournalEntry[]>;
  readonly messages: readonly InboxSms[];
}

/** Where members are stored. */
export interface Shelf {
  readonly store: Store;
  readonly harness: Pick<Harness, 'world' | 'gateway' | 'call'>;
  readonly programs: readonly Program[];
}

/** All that is stored of a member. */
export async function storedOf({ store, harness, programs }: Shelf, { msisdn }: Member): Promise<Stored> {
  const { account, world } = await store.load(harness.world, msisdn);
  if (account === null) throw new Error(`Nothing is stored of ${msisdn}.`);
  const journals = programs.map(async ({ id }) => {
    const length = await store.journalLength(world, msisdn, id);
    const lines = await store.journal(world, msisdn, id, 0, length);
    return [id, lines.map((line) => JSON.parse(line) as JournalEntry)] as const;
  });
  const { messages } = must(await harness.gateway.messages(harness.call, msisdn, {}));
  return { account: decodeAccount(account.value).account, journals: new Map(await Promise.all(journals)), messages };
}

/** The same of all. */
export function allStored(shelf: Shelf, members: readonly Member[]): Promise<readonly Stored[]> {
  return Promise.all(members.map((member) => storedOf(shelf, member)));
}

/** Everything that the audit and the invariants find. @param asOf world time up to which everything has been settled, epoch ms */
export async function faultsIn(shelf: Shelf, all: readonly Stored[], asOf: number): Promise<readonly unknown[]> {
  const found = shelf.programs.flatMap((program) => {
    const subscribers = all.map(({ account, journals }): Books => {
      return { account, entries: journals.get(program.id) ?? [], asOf };
    });
    return violations({ program, subscribers });
  });
  const { differences, accounts } = await audit({
    store: { ...shelf.store, worlds: async () => [shelf.harness.world] },
  });
  const missed = accounts === all.length ? [] : [`${accounts} accounts were audited, not ${all.length}`];
  return [...missed, ...differences, ...found];
}

/** What the clock and the deeds have come to, without names that chance gives. */
export function courseOf({ journals, messages }: Stored): unknown {
  const entries = [...journals].map(([program, lines]) => [
    program,
    lines.map(({ request: _one, transfer: _other, ...entry }) => entry),
  ]);
  return {
    entries,
    messages: messages.map(({ text, ...sms }) => ({ at: sms.at, text: text.replace(/\d{4,}/g, '#') })),
  };
}
