/**
 * `npm run bench`: what a step costs, beside floors measured in the same run, and five minutes of load under which memory must stay flat.
 * `npm run bench -- smpp http` measures some of `inProcess`, `http`, `smpp`, `scripts`, `programs`, `soak`.
 *
 * The gateway runs on one core, Redis and the load on the other. Each bar is checked on the best of several short runs; the CPU
 * time that the hypervisor took is printed beside each row, since it explains most bad days.
 */
import { ensureRedis } from '../test/support/redis.ts';
import type { Row } from './measure.ts';
import { print } from './print.ts';
import { httpRows } from './rows/http.ts';
import { inProcessRows } from './rows/inProcess.ts';
import { programYears } from './rows/programs.ts';
import { scriptRows } from './rows/scripts.ts';
import { smppRows, smppSoak } from './rows/smpp.ts';

const SOAK_SECONDS = Number(process.env.BENCH_SOAK ?? 300);

const MEASUREMENTS: Readonly<Record<string, (redis: string) => Promise<Row[]>>> = {
  inProcess: inProcessRows,
  http: httpRows,
  smpp: smppRows,
  scripts: scriptRows,
};

const named = process.argv.slice(2);
const isWanted = (name: string) => named.length === 0 || named.includes(name);
const redis = await ensureRedis();
const bars = await rowsHeld();
const years = !isWanted('programs') || (await programYears());
const memory = !isWanted('soak') || (await soak());
process.exitCode = bars && years && memory ? 0 : 1;
await redis.stop();

async function rowsHeld(): Promise<boolean> {
  const rows: Row[] = [];
  for (const [name, measure] of Object.entries(MEASUREMENTS)) {
    if (isWanted(name)) rows.push(...(await measure(redis.url)));
  }
  return rows.length === 0 || print(rows);
}

async function soak(): Promise<boolean> {
  const flat = await smppSoak(redis.url, SOAK_SECONDS);
  console.log(`\nmemory over ${SOAK_SECONDS} s: ${flat ? 'flat' : 'GROWING'}`);
  return flat;
}
