/** The outgoing links: the gateway as an ESME of somebody's SMSC, so that it can stand behind a real operator. */
import { randomInt } from 'node:crypto';
import type { Gateway } from '../../flow/api.ts';
import type { MessageAdapter } from '../adapter/adapter.ts';
import type { LinkAccount } from '../config.ts';
import { type Later, laterOn } from '../later.ts';
import { DEFAULT_LIMITS } from '../link/defaults.ts';
import type { Pulse } from '../link/pulse.ts';
import type { LinkLimits } from '../link/types.ts';
import { openPhones } from '../phones/phones.ts';
import { tellTrouble } from '../telling/trouble.ts';
import { type Audience, watchOver } from '../telling/watch.ts';
import type { BindName } from './bind.ts';
import { type Keeper, keepBound } from './keeper.ts';
import { tellingOf, wireOf } from './tell.ts';

/** An SMSC ends connections that stay unbound (SMPP 3.4 §7.2); we wait for the answer to our bind. */
const NEVER = Number.POSITIVE_INFINITY;

const BINDS: Readonly<Record<LinkAccount['bind'], readonly BindName[]>> = {
  transceiver: ['bind_transceiver'],
  'transmitter-and-receiver': ['bind_transmitter', 'bind_receiver'],
};

export interface OutgoingOptions extends Pick<Audience, 'log' | 'meters'> {
  readonly gateway: Gateway;
  readonly links: readonly LinkAccount[];
  /** Clock and timer of all that has to do with time here. */
  readonly pulse: Pulse;
  readonly limits?: Partial<LinkLimits>;
}

export interface Outgoing {
  /** Unbinds everywhere and resolves when that is done. */
  close(): Promise<void>;
}

/** Begins to bind everywhere, and goes on trying. */
export function openOutgoing(options: OutgoingOptions): Outgoing {
  const later = laterOn(options.pulse, onErrorOf(options));
  const kept = options.links.map((account) => keepLink(options, later, account));
  return {
    async close() {
      await Promise.all(kept.map((link) => link.close()));
    },
  };
}

/** One adapter for all binds of a link: what one brings is answered over the other. */
function keepLink(options: OutgoingOptions, later: Later, account: LinkAccount): Outgoing {
  const adapter = phonesBehind(options, account);
  const keepers = BINDS[account.bind].map((bind) => keeperOf(options, { later, account, adapter, bind }));
  return {
    async close() {
      await Promise.all(keepers.map((keeper) => keeper.close()));
      adapter.close();
    },
  };
}

/** The mirror of a network account: the SMSC's deliver_sm come from phones, our submit_sm go to them. */
function phonesBehind({ gateway, log }: OutgoingOptions, account: LinkAccount): MessageAdapter {
  const wire = wireOf(account);
  return openPhones({
    ...account,
    gateway,
    wire,
    sends: 'submit_sm',
    // Never written: an SMSC's deliver_sm asks for no receipt of ours.
    receiptIds: 'hex',
    chance: (below) => randomInt(below),
    onTrouble: (trouble) => tellTrouble(log, wire, trouble),
  });
}

interface Place {
  readonly later: Later;
  readonly account: LinkAccount;
  readonly adapter: MessageAdapter;
  readonly bind: BindName;
}

function keeperOf(options: OutgoingOptions, { later, account, adapter, bind }: Place): Keeper {
  const { pulse } = options;
  const { world, window, defaultAlphabet } = account;
  const owner = { world, wire: wireOf(account), account: { role: 'network', defaultAlphabet } } as const;
  return keepBound({
    account,
    bind,
    adapter,
    limits: { ...DEFAULT_LIMITS, ...options.limits, window, sessionInit: NEVER },
    pulse,
    later,
    watch: watchOver(options, owner, pulse.now),
    chance: (below) => randomInt(below),
    onError: onErrorOf(options),
    ...tellingOf(options, account, bind),
  });
}

function onErrorOf({ log }: OutgoingOptions): (error: unknown, what: string) => void {
  return (err, what) => log.error({ err }, what);
}
