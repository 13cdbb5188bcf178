/** What the explorer finds and writes as a script: on the definition where it was found that script fails, on a sound one it does not. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLocalWire } from '../../src/compose/localWire.ts';
import { factsOf } from '../../src/compose/scripts.ts';
import { explore } from '../../src/explore/explore.ts';
import { wrongWithScreen, wrongWithSms } from '../../src/explore/looks.ts';
import type { Finding } from '../../src/explore/notes.ts';
import { scriptOf } from '../../src/explore/script.ts';
import { definitionsOf } from '../../src/files/liveDefinitions.ts';
import type { Definitions } from '../../src/flow/deps.ts';
import { readScripts } from '../../src/script/language/read.ts';
import type { ScriptResult } from '../../src/script/run/result.ts';
import { runScript } from '../../src/script/run/runScript.ts';
import type { Wire } from '../../src/script/wire.ts';
import type { Service, Texts } from '../../src/session/types.ts';
import { shippedFiles } from '../session/definition/shipped.ts';

/** The shipped definitions, with one of the texts saying something else. */
function saying(key: string, say: () => string): Definitions {
  const definitions = definitionsOf(shippedFiles('mts-bonus'));
  const [service] = definitions.services.values();
  for (const texts of Object.values(service?.texts ?? {}) as Texts[]) {
    const { format } = texts;
    Object.assign(texts, { format: (name: string, args?: never) => (name === key ? say() : format(name, args)) });
  }
  return definitions;
}

function serviceIn({ services }: Definitions): Service {
  const [service] = services.values();
  if (service === undefined) throw new Error('no service');
  return service;
}

let sound: Wire;
beforeAll(async () => {
  sound = await openLocalWire({ definitions: definitionsOf(shippedFiles('mts-bonus')), seed: 'test' });
});
afterAll(() => sound.close());

async function playedOn(wire: Wire, service: Service, finding: Finding): Promise<ScriptResult> {
  const { name, text } = scriptOf(service, finding, 1);
  const facts = factsOf(service);
  const { scripts, issues } = readScripts({ path: name, text }, facts, [facts]);
  expect(issues).toEqual([]);
  const [script] = scripts;
  if (script === undefined) throw new Error('no script');
  return runScript(script, wire);
}

const boom = (): string => {
  throw new Error('no text');
};

test.each<[what: string, kind: Finding['kind'], key: string, say: () => string]>([
  ['an object', 'screen', 'give.to', () => 'ж [object Object]'],
  ['a place that is not filled in', 'screen', 'give.to', () => 'Здравствуйте, {name}'],
  ['a plural that is not', 'screen', 'give.to', () => '{points, plural, other {#}}'],
  ['NaN', 'screen', 'give.to', () => 'NaN'],
  ['an empty SMS', 'sms', 'core.left', () => ' '],
  ['an SMS that is not filled in', 'sms', 'core.left', () => 'ж undefined'],
  ['an SMS of too many parts', 'sms', 'core.left', () => 'ж'.repeat(17_200)],
  ['a text that throws', 'exception', 'give.to', boom],
])(
  '%s: the script of each finding fails where it was found, and passes where all is well',
  async (_what, kind, key, say) => {
    const definitions = saying(key, say);
    const service = serviceIn(definitions);
    const findings = explore(service).findings.filter((finding) => finding.kind === kind);
    expect(findings).not.toEqual([]);
    const wire = await openLocalWire({ definitions, seed: 'test' });
    try {
      for (const finding of findings.slice(0, 4)) {
        expect((await playedOn(wire, service, finding)).outcome.kind).not.toBe('passed');
        expect((await playedOn(sound, service, finding)).outcome.kind).toBe('passed');
      }
    } finally {
      await wire.close();
    }
  },
);

test.each([
  [20, 'failed'],
  [80, 'passed'],
])('a screen that may have %i units', async (most, outcome) => {
  const service = serviceIn(definitionsOf(shippedFiles('mts-bonus')));
  const path: Finding['path'] = [
    { kind: 'dial', code: '*111*455', outcomes: [] },
    { kind: 'answer', input: '4', outcomes: ['ok'] },
  ];
  const fault = { kind: 'too-long', most } as const;
  const found = { kind: 'screen', state: 'give-to', language: 'ru', figures: 'a few', message: '', sms: 0 } as const;
  expect((await playedOn(sound, service, { ...found, fault, path })).outcome.kind).toBe(outcome);
});

test('what a text must be is said of its own alphabet, and of the most that surely fits', () => {
  expect(wrongWithScreen({ text: 'ж'.repeat(81), awaiting: true })?.fault).toEqual({ kind: 'too-long', most: 80 });
  expect(wrongWithScreen({ text: 'x'.repeat(183), awaiting: true })?.fault).toEqual({ kind: 'too-long', most: 182 });
  expect(wrongWithSms({ from: '', text: 'ж'.repeat(255 * 67 + 1), at: 0 })?.fault).toEqual({
    kind: 'too-long',
    most: 255 * 66,
  });
});
