/** docs/programs.md: each example is a program that the schema and the checks take, and earns what is told of it. README.md: the codes. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createCore } from '../../src/bonus/core.ts';
import { compileProgram, type Program } from '../../src/bonus/program.ts';
import { vocabularyOf } from '../../src/bonus/vocabulary.ts';
import { loadDefinitions } from '../../src/files/liveDefinitions.ts';
import { EVERY_PART } from '../../src/session/definition/schema/everyPart.ts';
import { moscow, subscriber } from '../bonus/support.ts';
import { SESSIONS } from '../support/harness.ts';

const MANUAL = readFileSync(new URL('../../docs/programs.md', import.meta.url), 'utf8');
const SCHEMA = JSON.parse(readFileSync(new URL('../../schemas/program.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true, strict: true, strictRequired: false }).compile(SCHEMA);

const BLOCKS = [...MANUAL.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block = '']) => block);
const WHOLE: object = parse(BLOCKS[0] ?? '');
/** An event and what it earns. */
const TOLD = /(\{kind: [^}]*\}) → (\d+)/g;
const NOW = moscow('2018-03-10T12:00');

function programOf(block: string): Program {
  const compiled = compileProgram({ ...WHOLE, ...parse(block) });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.errors));
  return compiled.program;
}

test.each(BLOCKS)('%s', (block) => {
  expect(validate({ ...WHOLE, ...parse(block) }), JSON.stringify(validate.errors)).toBe(true);
  const core = createCore(programOf(block));
  const member = subscriber(core);
  member.ask(NOW, { op: 'open', points: 0 });
  for (const [event, written = '', earned] of block.matchAll(TOLD)) {
    const { kind, ...values } = parse(written);
    expect(member.event(NOW, kind, values), event).toMatchObject({ name: 'ok', data: { earned: Number(earned) } });
  }
});

describe('it tells', () => {
  test('of events for each rule of earning', () => {
    const told = BLOCKS.flatMap((block) =>
      [...block.matchAll(TOLD)].map(([, event = '']) => [block, parse(event).kind]),
    );
    const rules = told.map(([block, kind]) => parse(block).earning[kind].rule);
    expect(new Set(rules)).toEqual(new Set(Object.values(EVERY_PART.earning).map(({ rule }) => rule)));
  });

  test('of everything that a file can have', () => {
    const known = new Set(BLOCKS.flatMap((block) => namesIn(parse(block))));
    const lacking = fieldsOf(SCHEMA).filter((name) => !known.has(name));
    expect(lacking).toEqual([]);
  });

  test('of all rules', () => {
    const rules = [...new Set([...JSON.stringify(EVERY_PART).matchAll(/"rule":"([\w-]+)"/g)].map(([, rule]) => rule))];
    expect(rules.length).toBeGreaterThan(10);
    for (const rule of [...rules, 'calendar-year', 'never']) expect(BLOCKS.join()).toContain(`rule: ${rule}`);
  });

  test('of all texts with their figures', () => {
    const rows = [...MANUAL.matchAll(/^\| `(core\.[\w-]+)` \| (.*?) \|/gm)];
    const told = Object.fromEntries(rows.map(([, key, figures = '']) => [key, figures.split(', ')]));
    const compiled = compileProgram(EVERY_PART);
    expect(told).toEqual(compiled.ok && vocabularyOf(compiled.program).texts);
  });
});

test('README.md names each program that comes along, with its codes', async () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const rows = [...readme.matchAll(/^\| \[.*?\]\(sessions\/(.*?)\/program\.yaml\) \| `(.*?)#`, (\d+) \|/gm)];
  const { services } = await loadDefinitions(SESSIONS);
  const codes = [...services].map(([name, { ussd, sms }]) => [name, ussd[0]?.code, sms[0]?.shortCode]);
  expect(rows.map(([, ...row]) => row).sort()).toEqual(codes.sort());
});

/** Names of fields at any depth. */
function namesIn(data: unknown): readonly string[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) => [name, ...namesIn(value)]);
}

/** Names of fields that a schema knows, at any depth. */
function fieldsOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, value]) => [
    ...(keyword === 'properties' ? Object.keys(value) : []),
    ...fieldsOf(value),
  ]);
}
