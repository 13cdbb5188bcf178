/** The shipped scripts of a service, on a gateway whose core for it runs elsewhere: a person sees no difference. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScript } from '../../src/script/run/runScript.ts';
import type { Wire } from '../../src/script/wire.ts';
import { httpWire } from '../../src/script/wires/http.ts';
import { SESSIONS, scriptsIn, told } from '../script/support.ts';
import { openPair, type Pair, PROGRAM, worldWith } from './support.ts';

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
/** What a core elsewhere does cannot be undone: that a code has inputs too many is decided before it is asked (ADR 0013). */
const OTHERWISE = 'inputs dialled beyond a refusal are let go: the reason is the answer';

const scripts = readdirSync(folder)
  .filter((name) => name.endsWith('.session.yaml'))
  .flatMap((name) => scriptsIn(join(folder, name)))
  .filter(({ name }) => name !== OTHERWISE);

test('inputs dialled beyond an effect: the code is wrong, whatever the core would have said', async () => {
  const anna = { msisdn: '79161234567', programs: { [PROGRAM]: { points: 40 } } };
  const call = await worldWith(pair.gateway, [anna]);
  pair.proxy.keys.length = 0;
  const answer = await pair.gateway.dial(call, { msisdn: anna.msisdn, code: '*111*455*1*5#' });
  expect(answer).toMatchObject({ ok: true, value: { text: 'Код набран неверно. Меню: *111*455#' } });
  expect(pair.proxy.keys).toEqual([]);
});

test.each(scripts.map((script) => [script.name, script] as const))('%s', async (_, script) => {
  const result = await runScript(script, wire);
  expect(result.outcome, told(result)).toEqual({ kind: 'passed' });
});
