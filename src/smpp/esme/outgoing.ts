/** The outgoing links: the gateway as an ESME of somebody's SMSC, so that it can stand behind a real operator. */
import type { Logger } from 'pino';
import type { LinkAccount } from '../config.ts';
import { DEFAULT_LIMITS } from '../link/defaults.ts';
import type { Pulse } from '../link/pulse.ts';
import type { LinkLimits, LinkWatch } from '../link/types.ts';
import type { MessageAdapter } from '../phones/adapter.ts';
import { type BindName, type Happening, type Keeper, type KeeperOptions, keepBound } from './keeper.ts';

const BINDS: Readonly<Record<LinkAccount['bind'], readonly BindName[]>> = {
  transceiver: ['bind_transceiver'],
  'transmitter-and-receiver': ['bind_transmitter', 'bind_receiver'],
};

export interface OutgoingOptions extends Pick<KeeperOptions, 'chance' | 'onError'> {
  readonly links: readonly LinkAccount[];
  /** Who takes what comes from a link. */
  readonly adapterOf: (link: LinkAccount) => MessageAdapter;
  readonly watchOf: (link: LinkAccount) => LinkWatch;
  readonly pulse: Pulse;
  readonly log: Logger;
  readonly limits?: Partial<LinkLimits>;
  /** A timer that can be cancelled; the machine's by default. */
  readonly later?: KeeperOptions['later'];
}

export interface Outgoing {
  /** Names of the links whose binds all stand. */
  bound(): readonly string[];
  /** Unbinds everywhere and resolves when that is done. */
  close(): Promise<void>;
}

/** Begins to bind everywhere, and goes on trying. */
export function openOutgoing(options: OutgoingOptions): Outgoing {
  const kept = options.links.map((account) => keepLink(options, account));
  return {
    bound: () => kept.filter(({ keepers }) => keepers.every((one) => one.isBound())).map(({ name }) => name),
    async close() {
      await Promise.all(kept.flatMap(({ keepers }) => keepers.map((one) => one.close())));
      for (const { adapter } of kept) adapter.close();
    },
  };
}

interface Kept {
  readonly name: string;
  readonly adapter: MessageAdapter;
  readonly keepers: readonly Keeper[];
}

function keepLink(options: OutgoingOptions, account: LinkAccount): Kept {
  const { pulse, chance, onError, later = afterMs } = options;
  const adapter = options.adapterOf(account);
  const watch = options.watchOf(account);
  const limits = { ...DEFAULT_LIMITS, ...options.limits, window: account.window, rate: account.rate };
  const keepers = BINDS[account.bind].map((bind) =>
    keepBound({
      account,
      bind,
      adapter,
      limits,
      pulse,
      watch,
      chance,
      later,
      onError,
      onHappening: (happening) => tell(options.log, account.name, bind, happening),
    }),
  );
  return { name: account.name, adapter, keepers };
}

function tell(log: Logger, link: string, bind: BindName, happening: Happening): void {
  if (happening.kind === 'bound') log.info({ link, bind }, 'bound to the SMSC');
  else if (happening.kind === 'lost')
    log.warn({ link, bind, reason: happening.reason }, 'the bind to the SMSC is lost');
  else
    log.warn(
      { link, bind, why: happening.why, retryIn: happening.retryIn },
      'not bound to the SMSC; it is tried again',
    );
}

function afterMs(work: () => void, ms: number): () => void {
  const timer = setTimeout(work, ms);
  timer.unref();
  return () => clearTimeout(timer);
}
