/** Every shipped script on every wire and both stores: it passes, and what is seen is everywhere the same to the byte. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLocalWire } from '../../src/compose/localWire.ts';
import { openStarhash, type Running, type StarhashConfig } from '../../src/gateway.ts';
import type { Script } from '../../src/script/language/script.ts';
import type { Entry, ScriptResult } from '../../src/script/run/result.ts';
import { runScript } from '../../src/script/run/runScript.ts';
import type { Wire } from '../../src/script/wire.ts';
import { httpWire } from '../../src/script/wires/http.ts';
import { smppWire } from '../../src/script/wires/smpp/wire.ts';
import { told } from '../script/support.ts';
import { SESSIONS } from '../support/harness.ts';
import { ensureRedis } from '../support/redis.ts';
import { definitionsWith } from './definitions.ts';
import { shippedScripts, titleOf } from './shipped.ts';

const WIRES = ['local', 'local, Redis', 'HTTP', 'SMPP', 'SMPP, Redis'] as const;
type Name = (typeof WIRES)[number];

const SCRIPTS = (await shippedScripts()).map((script) => [titleOf(script), script] as const);
const folder = mkdtempSync(join(tmpdir(), 'starhash-test-'));
const wires = new Map<Name, Wire>();
const gateways: Running[] = [];
const results = new Map<string, Promise<ScriptResult>>();

async function openGateway(store: Pick<StarhashConfig, 'data' | 'redis'>): Promise<Running> {
  const host = '127.0.0.1';
  const listening = { http: { port: 0, host }, smpp: { port: 0, host } };
  const gateway = await openStarhash({ ...listening, ...store, sessions: SESSIONS, logLevel: 'silent' });
  gateways.push(gateway);
  return gateway;
}

function overSmpp({ smpp, httpUrl }: Running): Promise<Wire> {
  return smppWire(`smpp://harness:secret@${smpp}?control=${httpUrl}`);
}

beforeAll(async () => {
  const definitions = await definitionsWith([]);
  const { url: redis } = await ensureRedis();
  const embedded = await openGateway({ data: folder });
  wires.set('local', await openLocalWire({ definitions, seed: 'shipped' }));
  wires.set('local, Redis', await openLocalWire({ definitions, seed: 'shipped', redis }));
  wires.set('HTTP', await httpWire(embedded.httpUrl ?? ''));
  wires.set('SMPP', await overSmpp(embedded));
  wires.set('SMPP, Redis', await overSmpp(await openGateway({ data: '', redis })));
});

afterAll(async () => {
  for (const wire of wires.values()) await wire.close();
  for (const gateway of gateways) await gateway.close();
  rmSync(folder, { recursive: true });
});

/** Plays a script, once in this file; whoever asks again gets the same result. */
function played(script: Script, name: Name): Promise<ScriptResult> {
  const id = `${name}: ${titleOf(script)}`;
  const wire = wires.get(name);
  if (wire === undefined) throw new Error(`There is no wire "${name}".`);
  const playing = results.get(id) ?? runScript(script, wire);
  results.set(id, playing);
  return playing;
}

/** What is seen on a wire. What is chance in another process is apart: codes, and ids of transfers, orders and entries; so are a wire's words for why. */
function seen({ transcript }: ScriptResult): string {
  return transcript.map(shown).join('\n');
}

function shown({ step, deed, screens, refusal, returned, sms }: Entry): string {
  const isOfChance = /"variable":"(code|transfer|entry)/.test(JSON.stringify(step.act));
  const messages = sms.map(({ from, text, at, parts }) => ({
    from,
    text: text.replace(/^\d{4} |\b\d{8}(\d\d)?\b/, 'code '),
    at,
    parts,
  }));
  const done = isOfChance ? step.act.verb : deed;
  return JSON.stringify({ done, screens, refusal: refusal?.word, returned, sms: messages }, null, 1).replace(
    /"(id|order|entry)": "[^"]*"/g,
    '"$1": "…"',
  );
}

describe.each(WIRES)('via %s', (wire) => {
  test.each(SCRIPTS)('%s', async (_, script) => {
    const result = await played(script, wire);
    expect(result.outcome, told(result)).toEqual({ kind: 'passed' });
  });
});

describe('the same to the byte on every wire', () => {
  test.each(SCRIPTS)('%s', async (_, script) => {
    const everywhere = await Promise.all(WIRES.map((wire) => played(script, wire)));
    const transcripts = everywhere.map(seen);
    expect(transcripts[0]).not.toBe('');
    for (const transcript of transcripts) expect(transcript).toBe(transcripts[0]);
  });
});

test('every script has a name of its own', () => {
  expect(new Set(SCRIPTS.map(([title]) => title)).size).toBe(SCRIPTS.length);
});
