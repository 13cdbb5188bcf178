/** Gateways one after the other on the same data: each dies at a moment of the plan, its successor is asked again. */
import { EventEmitter, once } from 'node:events';
import { type GatewayProcess, startGateway } from './gatewayProcess.ts';
import { type Answer, type Request, send } from './http.ts';
import type { Pick } from './seeded.ts';

export interface Succession {
  /** Asks as a careful client does: a request that a kill cut off is sent again with the same key, until it is answered. */
  ask(request: Request): Promise<Answer>;
  /** Asks once. @returns null where a kill cut the request off */
  askOnce(request: Request): Promise<Answer | null>;
  /** Resolves when the gateway of this moment has died and its successor is ready; at once when no kill is left. */
  successor(): Promise<void>;
  /** Whether the last kill is done. */
  over(): boolean;
  readonly tally: Readonly<Tally>;
  /** Kills the last gateway. */
  end(): Promise<void>;
}

interface Tally {
  kills: number;
  sent: number;
  /** Requests that a kill left without an answer. */
  cut: number;
  /** Errors that gateways logged. */
  log: string;
}

/** Kills after this many requests to a gateway, and then so many turns of the event loop later: in the middle of anything. */
interface Moment {
  readonly requests: number;
  readonly turns: number;
}

const FEWEST_REQUESTS = 25;
const MOST_REQUESTS = 90;
const MOST_TURNS = 40;

/** @param store the flags that name the store @param kills how many gateways die before the last one may live */
export async function startSuccession(store: readonly string[], kills: number, pick: Pick): Promise<Succession> {
  const tally: Tally = { kills: 0, sent: 0, cut: 0, log: '' };
  let serving: Promise<GatewayProcess> = startGateway(store);
  let moment = plan(pick);
  let asked = 0;
  const arrivals = new EventEmitter();

  const bury = async (gateway: GatewayProcess) => {
    await gateway.kill();
    tally.log += gateway.log();
  };

  const replace = async (dying: Promise<GatewayProcess>): Promise<GatewayProcess> => {
    await bury(await dying);
    return startGateway(store);
  };

  const die = () => {
    tally.kills += 1;
    asked = 0;
    moment = plan(pick);
    serving = replace(serving);
    serving.then(
      () => arrivals.emit('ready'),
      (error) => arrivals.emit('error', error),
    );
  };

  const count = () => {
    tally.sent += 1;
    asked += 1;
    if (asked === moment.requests && tally.kills < kills) void turns(moment.turns).then(die);
  };

  const askOnce: Succession['askOnce'] = async (request) => {
    const gateway = serving;
    const { url } = await gateway;
    count();
    try {
      return await send(url, request);
    } catch (error) {
      if (gateway === serving) throw error;
      tally.cut += 1;
      return null;
    }
  };

  const ask: Succession['ask'] = async (request) => (await askOnce(request)) ?? ask(request);

  const over = () => tally.kills === kills;
  const successor = async () => {
    if (!over()) await once(arrivals, 'ready');
  };

  await serving;
  return { ask, askOnce, successor, over, tally, end: async () => bury(await serving) };
}

function plan(pick: Pick): Moment {
  return { requests: FEWEST_REQUESTS + pick(MOST_REQUESTS - FEWEST_REQUESTS), turns: pick(MOST_TURNS) };
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
