/**
 * `npm run bench`: what a menu step costs, beside floors measured in the same run.
 *
 * The gateway runs on one core, Redis and the load on the other. Each bar is checked on the best of several short runs; the CPU
 * time that the hypervisor took is printed beside each row, since it explains most bad days.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ensureRedis } from '../test/support/redis.ts';
import { best, type Row } from './measure.ts';

const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const MS = Number(process.env.BENCH_MS ?? 1500);
const CONNECTIONS = 64;
const GATEWAY_CORE = '0';
const OTHER_CORE = '1';
/** As in `npm start`: a step's objects die young, if the young are given room. All workers have it, floors too. */
const V8 = ['--max-semi-space-size=32'];

const redis = await ensureRedis();
const rows: Row[] = [];
progress(`menu steps in process: ${RUNS} runs of ${MS} ms each for floor, Redis, embedded`);
rows.push(...(await inProcessRows()));
progress(`menu steps over HTTP: ${RUNS} runs of ${MS} ms each for floor and Starhash, ${CONNECTIONS} connections`);
rows.push(...(await httpRows()));
await redis.stop();
print(rows);

/** A process each, as in life; they take turns. The first run of each warms it up. */
async function inProcessRows(): Promise<Row[]> {
  const workers = ['floor', 'redis', 'embedded'].map((kind) => start(GATEWAY_CORE, 'inProcess', [kind, redis.url]));
  const all: Row[][] = workers.map(() => []);
  for (let run = 0; run < RUNS + 1; run += 1) {
    for (const [index, worker] of workers.entries()) {
      const row = JSON.parse(await ask(worker, `${MS}`)) as Row;
      if (run > 0) all[index]?.push({ ...row, name: `in process: ${row.name}` });
      dot();
    }
  }
  for (const { child } of workers) child.stdin?.end();
  return all.map(best);
}

async function httpRows(): Promise<Row[]> {
  const all: Row[] = [];
  const servers = await Promise.all(['floor', 'starhash'].map(openServer));
  for (let run = 0; run < RUNS; run += 1) {
    for (const server of servers) {
      all.push(await loadRow(server));
      dot();
    }
  }
  for (const { child } of servers) child.stdin?.end();
  return servers.map(({ name }) => best(all.filter((row) => row.name === name)));
}

interface Server extends Worker {
  readonly name: string;
  readonly port: string;
}

async function openServer(kind: string): Promise<Server> {
  const worker = start(GATEWAY_CORE, 'serve', [kind, redis.url]);
  return { ...worker, name: `over HTTP: ${kind === 'floor' ? 'floor' : 'redis'}`, port: await nextLine(worker) };
}

/** A run of load against a server; CPU per step is the server's own. */
async function loadRow(server: Server): Promise<Row> {
  const before = Number(await ask(server, 'cpu'));
  const load = start(OTHER_CORE, 'load', [server.port, String(MS), String(CONNECTIONS)]);
  const row = JSON.parse(await nextLine(load)) as Row;
  const cpu = Number(await ask(server, 'cpu')) - before;
  return { ...row, name: server.name, cpu: cpu / (row.rate * (MS / 1000)) };
}

interface Worker {
  readonly child: ChildProcess;
  readonly lines: Interface;
}

/** A line to a worker, and its line in return. */
function ask(worker: Worker, line: string): Promise<string> {
  worker.child.stdin?.write(`${line}\n`);
  return nextLine(worker);
}

async function nextLine({ lines }: Worker): Promise<string> {
  const [line] = (await once(lines, 'line')) as [string];
  return line;
}

function start(core: string, script: string, args: string[]): Worker {
  const file = fileURLToPath(new URL(`./${script}.js`, import.meta.url));
  const child = spawn('taskset', ['-c', core, process.execPath, ...V8, file, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('no stdout');
  child.on('exit', (code) => {
    if (code !== 0 && code !== null) fail(`${script} ended with exit code ${code}.`);
  });
  return { child, lines: createInterface({ input: child.stdout }) };
}

function fail(reason: string): never {
  console.error(`\nbench: ${reason}`);
  process.exit(1);
}

function progress(what: string): void {
  process.stderr.write(`\n${what} `);
}

function dot(): void {
  process.stderr.write('.');
}

function print(all: readonly Row[]): void {
  const bars: Record<string, { floor: string; least: number }> = {
    'in process: redis': { floor: 'in process: floor', least: 0.5 },
    'over HTTP: redis': { floor: 'over HTTP: floor', least: 0.3 },
  };
  console.log(`\n\n${'best of'.padEnd(22)} steps/s   p50 ms   p99 ms  CPU µs/step  steal   of floor`);
  for (const row of all) {
    const bar = bars[row.name];
    const floor = all.find(({ name }) => name === bar?.floor);
    const ratio = floor === undefined ? null : row.rate / floor.rate;
    const verdict =
      ratio === null || bar === undefined
        ? ''
        : `${ratio.toFixed(2)} (bar ${bar.least}: ${ratio >= bar.least ? 'held' : 'MISSED'})`;
    console.log(
      [
        row.name.padEnd(22),
        row.rate.toFixed(0).padStart(7),
        row.p50.toFixed(2).padStart(8),
        row.p99.toFixed(2).padStart(8),
        row.cpu.toFixed(1).padStart(12),
        `${(row.steal * 100).toFixed(1)} %`.padStart(6),
        `  ${verdict}`,
      ].join(' '),
    );
    if (ratio !== null && bar !== undefined && ratio < bar.least) process.exitCode = 1;
  }
}
