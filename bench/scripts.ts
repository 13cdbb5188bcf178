/** Worker: session scripts on gateways in this process. Each line on stdin is a number of scripts; answers it with a row as JSON. */
import { createInterface } from 'node:readline';
import { openLocalWire } from '../src/compose/localWire.ts';
import { loadDefinitions } from '../src/files/liveDefinitions.ts';
import { readScripts } from '../src/script/language/read.ts';
import type { Script } from '../src/script/language/script.ts';
import { runScripts } from '../src/script/run/runScripts.ts';
import { cpuTimes, percentiles, type Row, stolen } from './measure.ts';

const BALANCE_CHECK = `
given: { points: 40 }
steps:
  - dial: "*111*455*0#"
    gets: У вас 40 баллов
`;

const FACTS = { id: 'mts-bonus', program: 'mts-bonus', shortCode: '4555' };

const wire = await openLocalWire({ definitions: await loadDefinitions('sessions'), seed: 'bench' });
const [script] = readScripts({ path: 'balance.session.yaml', text: BALANCE_CHECK }, FACTS, []).scripts;
if (script === undefined) throw new Error('The script cannot be read.');
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await measureRun(script, Number(line))));
}
await wire.close();

/** A world for each, two transactions, an SMS; all must pass. */
async function measureRun(one: Script, count: number): Promise<Row> {
  const stolenBefore = cpuTimes();
  const cpuBefore = process.cpuUsage();
  const begun = performance.now();
  const results = await runScripts(
    Array.from({ length: count }, () => one),
    wire,
  );
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  if (results.some(({ outcome }) => outcome.kind !== 'passed')) throw new Error('A script failed.');
  return {
    name: `scripts: ${count}`,
    rate: count / seconds,
    ...percentiles(results.map(({ ms }) => ms)),
    cpu: (user + system) / count,
    steal: stolen(stolenBefore),
  };
}
