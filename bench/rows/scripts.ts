/** Session scripts in one process: what one costs, whether it is one of 10 or of 10 000. */
import { best, type Row } from '../measure.ts';
import { dot, progress, RUNS } from '../runs.ts';
import { ask, finish, GATEWAY_CORE, start } from '../worker.ts';

const COUNTS = [10, 100, 1_000, 10_000];
/** As many run before anything is measured. */
const WARM_UP = 2_000;

/** The best of several runs of each number. */
export async function scriptRows(): Promise<Row[]> {
  progress(`session scripts: ${RUNS} runs of ${COUNTS.join(', ')} balance checks each`);
  const worker = start(GATEWAY_CORE, 'scripts', []);
  await ask(worker, `${WARM_UP}`);
  const rows: Row[] = [];
  for (const count of COUNTS) {
    const runs: Row[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      runs.push(JSON.parse(await ask(worker, `${count}`)) as Row);
      dot();
    }
    rows.push(best(runs));
  }
  finish(worker);
  return rows;
}
