/** Processes of the bench, each on a core of its own: the gateway's, and the one that everything else shares. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const GATEWAY_CORE = '0';
export const OTHER_CORE = '1';

/** As in `npm start`: a step's objects die young, if the young are given room; and a collection may be asked for. All workers have it, floors too. */
const V8 = ['--max-semi-space-size=32', '--expose-gc'];

export interface Worker {
  readonly child: ChildProcess;
  readonly lines: Interface;
}

/** Starts `bench/<script>` on a core. A worker that fails ends the bench. */
export function start(core: string, script: string, args: readonly string[]): Worker {
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

/** A line to a worker, and its line in return. */
export function ask(worker: Worker, line: string): Promise<string> {
  worker.child.stdin?.write(`${line}\n`);
  return nextLine(worker);
}

export async function nextLine({ lines }: Worker): Promise<string> {
  const [line] = (await once(lines, 'line')) as [string];
  return line;
}

/** Lets a worker end. */
export function finish({ child }: Worker): void {
  child.stdin?.end();
}

function fail(reason: string): never {
  console.error(`\nbench: ${reason}`);
  process.exit(1);
}
