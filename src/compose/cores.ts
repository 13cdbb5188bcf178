/** Bonus cores that run elsewhere (`--core`): their clients, and the board that the flow asks them by. */
import { performance } from 'node:perf_hooks';
import { openCore } from '../core/client.ts';
import { EXCHANGE_LIMITS, type ExchangeLimits } from '../core/exchange.ts';
import type { Definitions } from '../flow/deps.ts';
import { type RemoteBoard, remoteBoard } from '../flow/remote/board.ts';
import { definitionsWithout } from '../flow/remote/elsewhere.ts';
import type { RemoteCore } from '../flow/remote/port.ts';
import type { Logger } from './parts.ts';

/** A program whose core is at an address. */
export interface CoreAt {
  readonly program: string;
  readonly url: URL;
}

export interface CoresSetup {
  readonly cores?: readonly CoreAt[];
  /** How long a phone waits for a core, ms. */
  readonly corePatience?: number;
  /** What one request to a core may take. */
  readonly coreLimits?: ExchangeLimits;
}

interface Cores {
  /** Null: all cores are here. */
  readonly remote: RemoteBoard | null;
  readonly definitions: () => Definitions;
}

/** Opens them. Throws with one clear sentence where no service has such a program. */
export function openCores(
  { cores = [], corePatience, coreLimits }: CoresSetup,
  definitions: () => Definitions,
  log: Logger,
): Cores {
  if (cores.length === 0) return { remote: null, definitions };
  const programs = new Set(cores.map(({ program }) => program));
  for (const program of programs) checkProgram(program, definitions());
  const clients = cores.map((core) => openClient(core, coreLimits, log));
  return {
    remote: remoteBoard(clients, corePatience),
    definitions: definitionsWithout(programs, definitions),
  };
}

function openClient({ program, url }: CoreAt, limits: ExchangeLimits = EXCHANGE_LIMITS, log: Logger): RemoteCore {
  const onTrouble = (why: string) =>
    log.warn({ program, core: url.host, why }, 'A bonus core did not answer as it should.');
  return openCore({ program, url, limits, onTrouble, stopwatch: () => performance.now() });
}

function checkProgram(program: string, { programs }: Definitions): void {
  if (programs.has(program)) return;
  const known = [...programs.keys()].join(', ') || 'none';
  throw new Error(`--core names the program "${program}", which no service here has. The programs are: ${known}.`);
}
