/** The office over the calls of the API, wherever those lead; with phones on another wire it makes another scene. */
import type { Call, JournalEntryView, PageOf } from '../../flow/api.ts';
import type { Facts, Office, Reply } from '../wire.ts';
import { mustWork, type OfficeCalls, replyOf } from './calls.ts';

/** Entries of the journal that one call brings. */
const PAGE = 1_000;

/** The office that looks after the world of the call. */
export function officeOver(calls: OfficeCalls, call: Call): Office {
  return {
    async now() {
      return Date.parse(mustWork('The clock cannot be read', await calls.clock(call)).now);
    },
    bonus: async (program, msisdn) => replyOf(await calls.bonus(call, program, msisdn)),
    write: async (program, msisdn, write) => replyOf(await calls.bonusWrite(call, program, msisdn, write)),
    async catalogue(program, msisdn) {
      const reply = replyOf(await calls.catalogue(call, program, msisdn));
      if (!reply.ok) return reply;
      return { ok: true, value: Object.fromEntries(reply.value.gifts.map(({ code, price }) => [code, price])) };
    },
    journal: (program, msisdn) => wholeJournal(calls, call, program, msisdn),
    profile: async (msisdn, change) => replyOf(await calls.putSubscriber(call, msisdn, change)),
    async inDialogue(msisdn) {
      const reply = replyOf(await calls.subscriber(call, msisdn));
      return reply.ok ? { ok: true, value: reply.value.session !== null } : reply;
    },
    clock: async (change) => replyOf(await calls.changeClock(call, change)),
    faults: async (faults) => replyOf(await calls.putFaults(call, faults)),
  };
}

async function wholeJournal(
  calls: OfficeCalls,
  call: Call,
  program: string,
  msisdn: string,
): Promise<Reply<readonly Facts[]>> {
  const entries: Facts[] = [];
  for (let query: Query | null = { limit: PAGE }; query !== null; ) {
    const page: Reply<PageOf<JournalEntryView>> = replyOf(await calls.journal(call, program, msisdn, query));
    if (!page.ok) return page;
    entries.push(...page.value.items.map((entry) => ({ ...entry })));
    query = page.value.next === null ? null : { limit: PAGE, cursor: page.value.next };
  }
  return { ok: true, value: entries };
}

interface Query {
  readonly limit: number;
  readonly cursor?: string;
}
