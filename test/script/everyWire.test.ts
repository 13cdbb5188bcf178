/** The same scripts on every wire: what passes passes everywhere, and what fails says the same everywhere. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLocalWire } from '../../src/compose/localWire.ts';
import { loadDefinitions } from '../../src/files/liveDefinitions.ts';
import { openStarhash, type Running } from '../../src/gateway.ts';
import type { Script } from '../../src/script/language/script.ts';
import { needsOf } from '../../src/script/run/needs.ts';
import type { ScriptResult } from '../../src/script/run/result.ts';
import { runScript } from '../../src/script/run/runScript.ts';
import type { Wire } from '../../src/script/wire.ts';
import { httpWire } from '../../src/script/wires/http.ts';
import { smppWire } from '../../src/script/wires/smpp/wire.ts';
import { ensureRedis } from '../support/redis.ts';
import { SESSIONS, scriptsIn, told } from './support.ts';

/** Those that tell everything of a refusal. */
const TELLING = ['local', 'local on Redis', 'HTTP'] as const;
const WIRES = [...TELLING, 'SMPP'] as const;
type Name = (typeof WIRES)[number];

const wires = new Map<Name, Wire>();
const folder = mkdtempSync(join(tmpdir(), 'starhash-test-'));
let gateway: Running;

beforeAll(async () => {
  const definitions = await loadDefinitions(SESSIONS);
  const { url: redis } = await ensureRedis();
  gateway = await openStarhash({
    http: { port: 0, host: '127.0.0.1' },
    smpp: { port: 0, host: '127.0.0.1' },
    data: folder,
    sessions: SESSIONS,
    logLevel: 'silent',
  });
  wires.set('local', await openLocalWire({ definitions, seed: 'test' }));
  wires.set('local on Redis', await openLocalWire({ definitions, seed: 'test', redis }));
  wires.set('HTTP', await httpWire(gateway.httpUrl ?? ''));
  wires.set('SMPP', await smppWire(`smpp://harness:secret@${gateway.smpp}?control=${gateway.httpUrl}`));
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
    .replace(/after \d+ ms/, 'after … ms')
    .replace(/ id: \w+, code: \d{4}/g, ' id, code')
    .replace(/"(id|order)":"[^"]*"/g, '"$1":"…"');
}

const GOOD = ['everyWire/phones.session.yaml', 'everyWire/worlds.session.yaml'].flatMap(scriptsIn);
const WRONG = scriptsIn('everyWire/wrong.session.yaml');
const named = (scripts: readonly Script[]) => scripts.map((script) => [script.name, script] as const);

describe.each(WIRES)('via %s', (wire) => {
  test.each(named(GOOD))('%s', async (_, script) => {
    const result = await playedOn(wire, script);
    if (wire === 'SMPP' && needsOf(script).has('figures')) expect(result.outcome.kind).toBe('impossible');
    else expect(result.outcome, told(result)).toEqual({ kind: 'passed' });
  });
});

/** Name of a wrong script → what is said of it. */
const SENTENCES: Readonly<Record<string, string>> = {
  'another text': 'The screen does not contain this text.',
  'not the whole text': 'The screen is not this text.',
  'what must not be there': 'The screen contains what must not be there.',
  'a pattern that does not match': 'The screen does not match this pattern.',
  'a pattern that must not match': 'The screen matches what must not be there.',
  'another size': 'The screen has another size.',
  'too large': 'The screen has another size.',
  'other options': 'The screen offers other options.',
  'another label': 'The screen offers other options.',
  'other lines': 'The screen has 7 lines like /^\\d /, not 1.',
  'another line': 'Line 2 like /^[12] / does not contain this text.',
  'it goes on': 'The dialogue goes on.',
  'it ends': 'The dialogue is over.',
  'no screen': 'The phone shows no screen.',
  'too slow': 'The answer comes too late.',
  refused: 'The step is refused.',
  'not refused': 'The step is not refused.',
  'refused otherwise': 'The step is refused in another way.',
  'other figures of a refusal': 'The step is refused in another way.',
  'an SMS too many': '1 SMS came; none was expected.',
  'an SMS too few': '1 SMS came; 2 were expected.',
  'another SMS': 'The SMS does not contain this text.',
  'no such SMS among them': 'None of the SMS that came is this one.',
  'an SMS from elsewhere': 'The SMS comes from elsewhere.',
  'more parts': 'The SMS has another number of parts.',
  'at another time': 'The SMS came at another time.',
  'too late': 'The SMS came too late.',
  'an SMS that nobody expects': '1 SMS came; none was expected.',
  'an SMS that is left over': '1 SMS came; none was expected.',
  'other figures': 'The answer has other figures.',
  'another balance': 'The balance is another one.',
  'no member': 'The balance is another one.',
  'other facts': 'Other facts are known of the member.',
  'other prices': 'The catalogue is another one.',
  'another journal': 'The journal ends in other entries.',
  'nothing to capture': '$code cannot be captured.',
  'nothing to capture in an answer': '$id cannot be captured.',
};

test('every wrong script has its sentence', () => {
  expect(WRONG.map(({ name }) => name).toSorted()).toEqual(Object.keys(SENTENCES).toSorted());
});

function sentenceOf({ outcome }: ScriptResult): unknown {
  return outcome.kind === 'failed' ? outcome.mismatches[0].what : outcome;
}

test.each(named(WRONG))('%s fails everywhere, with the same words', async (name, script) => {
  const results = await Promise.all(TELLING.map((wire) => playedOn(wire, script)));
  expect(results.map(sentenceOf)).toEqual(TELLING.map(() => SENTENCES[name]));
  const words = results.map(comparable);
  expect(new Set(words).size, words.join('\n\n')).toBe(1);
});

test.each(named(WRONG))(
  '%s fails over SMPP, too, unless it asks for figures that a status does not have',
  async (name, script) => {
    const sentence = sentenceOf(await playedOn('SMPP', script));
    expect([SENTENCES[name], { kind: 'impossible', lacks: ['figures'] }]).toContainEqual(sentence);
  },
);

test('what happens inside is told on every wire', async () => {
  const [script] = GOOD;
  if (script === undefined) throw new Error('There is no script.');
  const results = await Promise.all(WIRES.map((wire) => playedOn(wire, script)));
  const types = results.map(({ trace }) => trace.map(({ type }) => type).filter((type) => /^(ussd|sms)/.test(type)));
  expect(types[0]).toEqual(['ussd.dial', 'ussd.screen', 'ussd.input', 'ussd.screen', 'sms.out']);
  expect(types[1]).toEqual(types[0]);
  expect(types[2]).toEqual(types[0]);
  expect(types[3]).toEqual(expect.arrayContaining(types[0] ?? []));
});
