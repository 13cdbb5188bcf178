/** SMPP: how many SMS are accepted, what a menu step costs, 100 binds at once, latencies at half load, memory over minutes. */
import { best, type Row } from '../measure.ts';
import { dot, MS, progress, RUNS } from '../runs.ts';
import { ask, finish, GATEWAY_CORE, nextLine, OTHER_CORE, start, type Worker } from '../worker.ts';

const WINDOW = 50;
const PHONES = 64;
const BINDS = 100;

interface Server extends Worker {
  readonly port: string;
}

interface Load {
  readonly name: string;
  readonly server: Server;
  readonly args: (ms: number) => readonly (string | number)[];
}

export async function smppRows(redis: string): Promise<Row[]> {
  progress(`SMPP: ${RUNS} runs of ${MS} ms each: SMS accepted, SMS answered, menu steps, ${BINDS} binds`);
  const [starhash, npm, floor] = (await Promise.all(
    ['starhash', 'npm', 'floor'].map((kind) => openServer(kind, redis)),
  )) as [Server, Server, Server];
  const accept = (name: string, server: Server, binds: number): Load => ({
    name: `SMPP accept: ${name}`,
    server,
    args: (ms) => ['accept', server.port, ms, binds, WINDOW],
  });
  const menu = (name: string, server: Server): Load => ({
    name: `SMPP menu: ${name}`,
    server,
    args: (ms) => ['menu', server.port, ms, 1, PHONES],
  });
  const rows = await interleaved([
    accept('npm smpp', npm, 1),
    accept('starhash', starhash, 1),
    accept('100 binds', starhash, BINDS),
    menu('floor', floor),
    { name: 'SMPP texts: redis', server: starhash, args: (ms) => ['texts', starhash.port, ms, 1, PHONES] },
    menu('redis', starhash),
  ]);
  const half = (rows.at(-1)?.rate ?? 0) / 2;
  progress(`SMPP: ${RUNS} runs of ${MS} ms at half load (${half.toFixed(0)} steps/s), open loop`);
  const open = await interleaved([
    {
      name: 'SMPP menu: half load',
      server: starhash,
      args: (ms) => ['open', starhash.port, ms, 4, 4 * PHONES, half],
    },
  ]);
  for (const server of [starhash, npm, floor]) finish(server);
  return [...rows, ...open];
}

const MB = 2 ** 20;
/** A turn of the soak: every kind of load once. */
const TURN_SECONDS = 15;

/** Memory of a gateway under full load, turn after turn for so many seconds: prints, and says whether it grew. */
export async function smppSoak(redis: string, seconds: number): Promise<boolean> {
  progress(`SMPP: ${seconds} s of menu steps, SMS to the sink and SMS to a service in turn; MB used (resident): `);
  const server = await openServer('starhash', redis);
  const used: number[] = [];
  for (let done = 0; done < seconds; done += TURN_SECONDS) {
    await run(server, ['menu', server.port, 5000, 4, PHONES]);
    await run(server, ['accept', server.port, 5000, BINDS, WINDOW]);
    await run(server, ['texts', server.port, 5000, 1, PHONES]);
    const now = JSON.parse(await ask(server, 'memory')) as { rss: number; used: number };
    used.push(now.used / MB);
    process.stderr.write(`${(now.used / MB).toFixed(1)} (${(now.rss / MB).toFixed(0)}) `);
  }
  finish(server);
  return isFlat(used);
}

/** What the last third uses on average is within 2 % of the middle third, in which all caches are full. */
function isFlat(used: readonly number[]): boolean {
  const third = Math.floor(used.length / 3);
  const mean = (some: readonly number[]) => some.reduce((sum, one) => sum + one, 0) / some.length;
  return mean(used.slice(-third)) <= 1.02 * mean(used.slice(third, -third));
}

/** Best of several short runs in turn; the first round warms up. */
async function interleaved(loads: readonly Load[]): Promise<Row[]> {
  const all: Row[][] = loads.map(() => []);
  for (let round = 0; round < RUNS + 1; round += 1) {
    for (const [index, load] of loads.entries()) {
      const row = await run(load.server, load.args(round === 0 ? MS / 3 : MS));
      if (round > 0) all[index]?.push({ ...row, name: load.name });
      dot();
    }
  }
  return all.map(best);
}

async function openServer(kind: string, redis: string): Promise<Server> {
  const worker = start(GATEWAY_CORE, 'smpp/serve', [kind, redis]);
  return { ...worker, port: await nextLine(worker) };
}

/** A run of load against a server; CPU per step is the server's own. */
async function run(server: Server, args: readonly (string | number)[]): Promise<Row> {
  const before = await cpuOf(server);
  const row = JSON.parse(await nextLine(start(OTHER_CORE, 'smpp/load', args.map(String)))) as Row;
  const cpu = (await cpuOf(server)) - before;
  return { ...row, cpu: cpu / (row.rate * (Number(args[2]) / 1000)) };
}

async function cpuOf(server: Server): Promise<number> {
  return (JSON.parse(await ask(server, 'cpu')) as { cpu: number }).cpu;
}
