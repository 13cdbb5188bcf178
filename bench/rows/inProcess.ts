/** Menu steps without a wire: floor, Redis, embedded. */
import { best, type Row } from '../measure.ts';
import { dot, MS, progress, RUNS } from '../runs.ts';
import { ask, finish, GATEWAY_CORE, start } from '../worker.ts';

/** A process each, as in life; they take turns. The first run of each warms it up. */
export async function inProcessRows(redis: string): Promise<Row[]> {
  progress(`menu steps in process: ${RUNS} runs of ${MS} ms each for floor, Redis, embedded`);
  const workers = ['floor', 'redis', 'embedded'].map((kind) => start(GATEWAY_CORE, 'inProcess', [kind, redis]));
  const all: Row[][] = workers.map(() => []);
  for (let run = 0; run < RUNS + 1; run += 1) {
    for (const [index, worker] of workers.entries()) {
      const row = JSON.parse(await ask(worker, `${MS}`)) as Row;
      if (run > 0) all[index]?.push({ ...row, name: `in process: ${row.name}` });
      dot();
    }
  }
  for (const worker of workers) finish(worker);
  return all.map(best);
}
