/** The shipped scripts of a service, on a gateway whose core for it runs elsewhere: a person sees no difference. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScript } from '../../src/script/run/runScript.ts';
import type { Wire } from '../../src/script/wire.ts';
import { httpWire } from '../../src/script/wires/http.ts';
import { SESSIONS, scriptsIn, told } from '../script/support.ts';
import { openPair, type Pair, PROGRAM } from './support.ts';

let pair: Pair;
let wire: Wire;

beforeAll(async () => {
  pair = await openPair();
  wire = await httpWire(pair.url);
});

afterAll(async () => {
  await wire.close();
  await pair.close();
});

const folder = join(SESSIONS, PROGRAM);
const scripts = readdirSync(folder)
  .filter((name) => name.endsWith('.session.yaml'))
  .flatMap((name) => scriptsIn(join(folder, name)));

test.each(scripts.map((script) => [script.name, script] as const))('%s', async (_, script) => {
  const result = await runScript(script, wire);
  expect(result.outcome, told(result)).toEqual({ kind: 'passed' });
});
