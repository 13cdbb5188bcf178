/** The same scripts on every wire: what passes passes everywhere, and what fails says the same everywhere. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLocalWire } from '../../src/compose/localWire.ts';
import { loadDefinitions } from '../../src/files/liveDefinitions.ts';
import { openStarhash, type Running } from '../../src/gateway.ts';
import type { Script } from '../../src/script/language/script.ts';
import type { ScriptResult } from '../../src/script/run/result.ts';
import { runScript } from '../../src/script/run/runScript.ts';
import type { Wire } from '../../src/script/wire.ts';
import { httpWire } from '../../src/script/wires/http.ts';
import { ensureRedis } from '../support/redis.ts';
import { SESSIONS, scriptsIn, told } from './support.ts';

const WIRES = ['local', 'local on Redis', 'HTTP'] as const;
type Name = (typeof WIRES)[number];

const wires = new Map<Name, Wire>();
const folder = mkdtempSync(join(tmpdir(), 'starhash-test-'));
let gateway: Running;

beforeAll(async () => {
  const definitions = await loadDefinitions(SESSIONS);
  const { url: redis } = await ensureRedis();
  gateway = await openStarhash({
    http: { port: 0, host: '127.0.0.1' },
    data: folder,
    sessions: SESSIONS,
    logLevel: 'silent',
  });
  wires.set('local', await openLocalWire({ definitions, seed: 'test' }));
  wires.set('local on Redis', await openLocalWire({ definitions, seed: 'test', redis }));
  wires.set('HTTP', await httpWire(gateway.httpUrl ?? ''));
});

afterAll(async () => {
  for (const wire of wires.values()) await wire.close();
  await gateway.close();
  rmSync(folder, { recursive: true });
});

async function playedOn(name: Name, script: Script): Promise<ScriptResult> {
  const wire = wires.get(name);
  if (wire === undefined) throw new Error(`There is no wire "${name}".`);
  return runScript(script, wire);
}

/** Codes and ids are chance where the gateway is another process; how long it took and what happened inside are its own, too. */
function comparable(result: ScriptResult): string {
  return told({ ...result, trace: [] })
    .replace(/\b\d{4} –/g, 'code –')
    .replace(/ id: \w+, code: \d{4}/g, ' id, code')
    .replace(/"(id|order)":"[^"]*"/g, '"$1":"…"');
}

const GOOD = ['everyWire/phones.session.yaml', 'everyWire/worlds.session.yaml'].flatMap(scriptsIn);
const WRONG = scriptsIn('everyWire/wrong.session.yaml');
const named = (scripts: readonly Script[]) => scripts.map((script) => [script.name, script] as const);

describe.each(WIRES)('via %s', (wire) => {
  test.each(named(GOOD))('%s', async (_, script) => {
    const result = await playedOn(wire, script);
    expect(result.outcome, told(result)).toEqual({ kind: 'passed' });
  });
});

test.each(named(WRONG))('%s fails everywhere, with the same words', async (_, script) => {
  const results = await Promise.all(WIRES.map((wire) => playedOn(wire, script)));
  expect(results.map(({ outcome }) => outcome.kind)).toEqual(WIRES.map(() => 'failed'));
  const words = results.map(comparable);
  expect(new Set(words).size, words.join('\n\n')).toBe(1);
});

test('what happens inside is told on every wire', async () => {
  const [script] = GOOD;
  if (script === undefined) throw new Error('There is no script.');
  const results = await Promise.all(WIRES.map((wire) => playedOn(wire, script)));
  const types = results.map(({ trace }) => trace.map(({ type }) => type).filter((type) => /^(ussd|sms)/.test(type)));
  expect(types[0]).toEqual(['ussd.dial', 'ussd.screen', 'ussd.input', 'ussd.screen', 'sms.out']);
  expect(types[1]).toEqual(types[0]);
  expect(types[2]).toEqual(types[0]);
});
