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
  /** The gateway of this moment, once it is ready; it may have died already. */
  serving(): Promise<GatewayProcess>;
  /** Whether the last kill is done. */
  over(): boolean;
  readonly tally: Readonly<Tally>;
  /** Kills the last gateway. */
  end(): Promise<void>;
  /** Ends the last gateway as its operator would, and resolves with its exit code. */
  stop(): Promise<string>;
}

interface Tally {
  kills: number;
  sent: number;
  /** Requests that a kill left without an answer. */
  cut: number;
  /** Errors that gateways logged, and ends that nobody planned. */
  log: string;
}

/**
 * When a gateway dies. `signal`: after so many requests and then so many turns of our event loop, in the middle of anything.
 * `itself`: as it is about to send its answer of this number to a write, when all is done and nobody told.
 */
type Moment =
  | { readonly by: 'signal'; readonly requests: number; readonly turns: number }
  | { readonly by: 'itself'; readonly answers: number }
  | { readonly by: 'nobody' };

interface Life {
  readonly gateway: GatewayProcess;
  readonly moment: Moment;
  asked: number;
  doomed: boolean;
}

const FEWEST = 20;
const MOST = 80;
const MOST_TURNS = 40;

/** @param store the flags that name the store @param kills how many gateways die before the last one may live */
export async function startSuccession(store: readonly string[], kills: number, pick: Pick): Promise<Succession> {
  const tally: Tally = { kills: 0, sent: 0, cut: 0, log: '' };
  const arrivals = new EventEmitter();

  const begin = async (): Promise<Life> => {
    const moment = tally.kills < kills ? momentOf(tally.kills, pick) : LIVES_ON;
    const gateway = await startGateway(store, moment.by === 'itself' ? moment.answers : undefined);
    void gateway.gone.then((how) => succeed(gateway, how));
    return { gateway, moment, asked: 0, doomed: moment.by === 'itself' };
  };
  let serving = begin();

  let ended = false;
  const succeed = (gateway: GatewayProcess, how: string) => {
    tally.log += gateway.log() + (how === 'SIGKILL' || ended ? '' : `ended: ${how}\n`);
    if (ended || tally.kills === kills) return;
    tally.kills += 1;
    serving = begin();
    serving.then(
      () => arrivals.emit('ready'),
      (error) => arrivals.emit('error', error),
    );
  };

  const askOnce: Succession['askOnce'] = async (request) => {
    const life = await serving;
    tally.sent += 1;
    countDown(life);
    try {
      return await send(life.gateway.url, request);
    } catch (error) {
      if (!life.doomed) throw error;
      tally.cut += 1;
      await life.gateway.gone;
      return null;
    }
  };

  const ask: Succession['ask'] = async (request) => (await askOnce(request)) ?? ask(request);
  const over = () => tally.kills === kills;
  const successor = async () => {
    if (!over()) await once(arrivals, 'ready');
  };
  const end = async () => {
    ended = true;
    await (await serving).gateway.kill();
  };

  const stop = async () => {
    ended = true;
    return (await serving).gateway.stop();
  };

  await serving;
  return { ask, askOnce, successor, serving: async () => (await serving).gateway, over, tally, end, stop };
}

const LIVES_ON: Moment = { by: 'nobody' };

function momentOf(kill: number, pick: Pick): Moment {
  const count = FEWEST + pick(MOST - FEWEST);
  return kill % 2 === 0 ? { by: 'itself', answers: count } : { by: 'signal', requests: count, turns: pick(MOST_TURNS) };
}

/** Counts one more request to a gateway that a signal is to kill. */
function countDown(life: Life): void {
  life.asked += 1;
  const { moment, gateway } = life;
  if (moment.by !== 'signal' || life.asked !== moment.requests) return;
  void turns(moment.turns).then(() => {
    life.doomed = true;
    void gateway.kill();
  });
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
