/**
 * `npm run bench`: what a step costs, beside floors measured in the same run. `npm run bench -- smpp` measures one of
 * `inProcess`, `http`, `smpp`; `npm run bench -- soak` drives a gateway for five minutes and watches its memory.
 *
 * The gateway runs on one core, Redis and the load on the other. Each bar is checked on the best of several short runs; the CPU
 * time that the hypervisor took is printed beside each row, since it explains most bad days.
 */
import { ensureRedis } from '../test/support/redis.ts';
import type { Row } from './measure.ts';
import { print } from './print.ts';
import { httpRows } from './rows/http.ts';
import { inProcessRows } from './rows/inProcess.ts';
import { smppRows, smppSoak } from './rows/smpp.ts';

const SOAK_SECONDS = Number(process.env.BENCH_SOAK ?? 300);

const MEASUREMENTS: Readonly<Record<string, (redis: string) => Promise<Row[]>>> = {
  inProcess: inProcessRows,
  http: httpRows,
  smpp: smppRows,
};

const wanted = process.argv[2];
const redis = await ensureRedis();
process.exitCode = (await held()) ? 0 : 1;
await redis.stop();

async function held(): Promise<boolean> {
  if (wanted === 'soak') return soak();
  const rows: Row[] = [];
  for (const [name, measure] of Object.entries(MEASUREMENTS)) {
    if (wanted === undefined || wanted === name) rows.push(...(await measure(redis.url)));
  }
  return print(rows);
}

async function soak(): Promise<boolean> {
  const flat = await smppSoak(redis.url, SOAK_SECONDS);
  console.log(`\nmemory over ${SOAK_SECONDS} s: ${flat ? 'flat' : 'GROWING'}`);
  return flat;
}
