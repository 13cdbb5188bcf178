/** Menu steps over HTTP: the bare handler and Starhash, on Redis. */
import { best, type Row } from '../measure.ts';
import { dot, MS, progress, RUNS } from '../runs.ts';
import { ask, finish, GATEWAY_CORE, nextLine, OTHER_CORE, start, type Worker } from '../worker.ts';

const CONNECTIONS = 64;

export async function httpRows(redis: string): Promise<Row[]> {
  progress(`menu steps over HTTP: ${RUNS} runs of ${MS} ms each for floor and Starhash, ${CONNECTIONS} connections`);
  const all: Row[] = [];
  const servers = await Promise.all(['floor', 'starhash'].map((kind) => openServer(kind, redis)));
  for (let run = 0; run < RUNS; run += 1) {
    for (const server of servers) {
      all.push(await loadRow(server));
      dot();
    }
  }
  for (const server of servers) finish(server);
  return servers.map(({ name }) => best(all.filter((row) => row.name === name)));
}

interface Server extends Worker {
  readonly name: string;
  readonly port: string;
}

async function openServer(kind: string, redis: string): Promise<Server> {
  const worker = start(GATEWAY_CORE, 'serve', [kind, redis]);
  return { ...worker, name: `over HTTP: ${kind === 'floor' ? 'floor' : 'redis'}`, port: await nextLine(worker) };
}

/** A run of load against a server; CPU per step is the server's own. */
async function loadRow(server: Server): Promise<Row> {
  const before = Number(await ask(server, 'cpu'));
  const row = JSON.parse(
    await nextLine(start(OTHER_CORE, 'load', [server.port, String(MS), String(CONNECTIONS)])),
  ) as Row;
  const cpu = Number(await ask(server, 'cpu')) - before;
  return { ...row, name: server.name, cpu: cpu / (row.rate * (MS / 1000)) };
}
