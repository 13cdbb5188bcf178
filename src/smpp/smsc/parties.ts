/** The binds of one account in one world, together: what one of them sends may be answered over another. */
import { randomInt } from 'node:crypto';
import type { Gateway } from '../../flow/api.ts';
import type { AdapterSetup, MessageAdapter } from '../adapter/adapter.ts';
import { openApplication } from '../applications/application.ts';
import type { ApplicationSetup } from '../applications/room.ts';
import type { Account, Role } from '../config.ts';
import type { Later } from '../later.ts';
import type { BoundState, Link } from '../link/types.ts';
import { openPhones } from '../phones/phones.ts';
import { MAIN_WORLD } from './bindChecks.ts';
import { plainLink } from './plainLink.ts';
import type { Version } from './versions.ts';

export interface Party {
  readonly account: Account;
  readonly world: string;
  /** Its name in the gateway. */
  readonly wire: string;
  readonly adapter: MessageAdapter;
}

/** What a bind brought. */
export interface Grant {
  readonly link: Link;
  /** Which way messages may go. */
  readonly state: BoundState;
  readonly version: Version;
}

/** A bind that was granted. */
export interface Bound extends Grant {
  readonly party: Party;
}

export interface Parties {
  /** Binds that the account has now, in all worlds. */
  binds(account: Account): number;
  /** Takes in a link that was just bound. */
  enter(account: Account, world: string, grant: Grant): Bound;
  /** Its link is gone. */
  leave(bound: Bound): void;
}

export interface PartiesSetup {
  readonly gateway: Gateway;
  readonly later: Later;
  readonly onTrouble: (wire: string) => AdapterSetup['onTrouble'];
}

/** A party with the links that it has. */
interface Table {
  readonly party: Party;
  readonly links: Set<Link>;
}

/** The wire of an account, as the gateway knows it. */
export function wireOf({ systemId }: Account): string {
  return `smpp:${systemId}`;
}

/** Nobody is there. */
export function openParties(setup: PartiesSetup): Parties {
  const tables = new Map<string, Table>();

  const tableOf = (account: Account, world: string) => {
    const key = keyOf(account, world);
    const table = tables.get(key) ?? { party: openParty(setup, account, world), links: new Set() };
    tables.set(key, table);
    return table;
  };

  return {
    binds(account) {
      let count = 0;
      for (const { party, links } of tables.values()) if (party.account === account) count += links.size;
      return count;
    },
    enter(account, world, grant) {
      const { party, links } = tableOf(account, world);
      const link = grant.version === '3.3' ? plainLink(grant.link) : grant.link;
      links.add(link);
      if (links.size === 1 && world !== MAIN_WORLD) watchWorld(setup, party, links);
      party.adapter.join(link);
      return { ...grant, link, party };
    },
    leave({ link, party }) {
      const key = keyOf(party.account, party.world);
      const table = tables.get(key);
      party.adapter.leave(link);
      table?.links.delete(link);
      if (table?.links.size !== 0) return;
      tables.delete(key);
      party.adapter.close();
    },
  };
}

/** How often a party looks whether its world is still there, ms: anybody may delete it, in any process. */
const WORLD_WATCH = 5_000;

/** Unbinds from all in a world that is gone. */
function watchWorld(setup: PartiesSetup, { world, wire }: Party, links: ReadonlySet<Link>): void {
  const look = async () => {
    const found = await setup.gateway.clock({ world, wire }).catch(() => null);
    if (found?.ok === false && found.problem.type === 'unknown-world') for (const link of links) void link.unbind();
    else if (links.size > 0) setup.later(WORLD_WATCH, look);
  };
  setup.later(WORLD_WATCH, look);
}

/** No world has a space in its id. */
function keyOf({ systemId }: Account, world: string): string {
  return `${world} ${systemId}`;
}

const ADAPTERS: Readonly<Record<Role, (setup: AdapterSetup & ApplicationSetup) => MessageAdapter>> = {
  network: (setup) => openPhones({ ...setup, sends: 'deliver_sm' }),
  application: openApplication,
};

function openParty({ gateway, later, onTrouble }: PartiesSetup, account: Account, world: string): Party {
  const wire = wireOf(account);
  const setup = {
    ...account,
    gateway,
    world,
    wire,
    chance: (below: number) => randomInt(below),
    later,
    onTrouble: onTrouble(wire),
  };
  return { account, world, wire, adapter: ADAPTERS[account.role](setup) };
}
