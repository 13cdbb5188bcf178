import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { compileProgram } from '../../src/bonus/program.ts';
import { compile, moscow, PROGRAM, programFile } from './support.ts';

const SCHEMA = JSON.parse(readFileSync(new URL('../../schemas/program.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true, strict: true, strictRequired: false }).compile(SCHEMA);

/** The shipped file with the value at a path replaced; `undefined` takes it out. */
function withValue(path: readonly (string | number)[], value: unknown): unknown {
  const file = structuredClone(programFile());
  let parent: Record<string | number, unknown> = file;
  for (const step of path.slice(0, -1)) parent = parent[step] as typeof parent;
  parent[path.at(-1) ?? ''] = value;
  return JSON.parse(JSON.stringify(file));
}

describe('the shipped program', () => {
  it('passes its JSON Schema', () => {
    expect(validate(programFile()), JSON.stringify(validate.errors)).toBe(true);
  });

  it('is open: it runs as if the program lived', () => {
    expect([PROGRAM.frozenAt, PROGRAM.closedAt]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });

  it('closes at the first instant of 15 May 2019 in Moscow when it is dated', () => {
    expect(compile(programFile({ lifecycle: 'dated' })).closedAt).toBe(moscow('2019-05-15T00:00'));
  });

  it.each([
    ['11', 210, '30 min on-net'],
    ['12', 400, '60 min on-net'],
    ['32', 60, '30 MB'],
    ['33', 100, '60 MB'],
    ['141', 80, 'anti-caller-ID'],
    ['151', 200, 'voice mail, from'],
    ['152', 290, 'voice mail, to'],
    ['161', 75, 'ring-back tone, from'],
    ['162', 125, 'ring-back tone, to'],
    ['211', 60, '10 MMS'],
    ['212', 270, '100 SMS'],
    ['311', 150, '100 MB'],
    ['312', 470, '500 MB'],
    ['314', 1500, '2 048 MB'],
    ['321', 220, 'social networks'],
    ['331', 590, 'unlimited internet'],
    ['411', 500, 'zero without borders'],
    ['421', 500, 'home-like roaming, 1 month'],
    ['423', 1200, 'home-like roaming, 3 months'],
    ['511', 5500, 'bank card yearly fee'],
    ['512', 550, 'card SMS informing'],
    ['611', 150, 'musical tickets'],
    ['621', 250, 'cosmetics discount 500 RUB'],
    ['623', 750, 'cosmetics discount 1 500 RUB'],
    ['631', 150, 'cosmetics -25 %'],
    ['641', 75, 'content subscription, 7 days'],
    ['642', 150, 'content subscription, 14 days'],
  ])('gift %s costs %i points: %s', (code, price) => {
    expect(PROGRAM.giftsByCode.get(code)?.price).toBe(price);
  });
});

describe('figures that make no sense', () => {
  const CASES: readonly [string, readonly (string | number)[], unknown, readonly (string | number)[]][] = [
    ['an unknown time zone', ['timeZone'], 'Europe/Moskva', ['timeZone']],
    ['a date that does not exist', ['dates', 'closed'], '2019-02-30T00:00:00+03:00', ['dates', 'closed']],
    ['freezing after closing', ['dates', 'frozen'], '2019-05-15T00:00:00+03:00', ['dates', 'frozen']],
    ['a delay that is no duration', ['joining', 'web', 'delay'], 'P1M', ['joining', 'web', 'delay']],
    ['nobody can join', ['joining'], {}, ['joining']],
    ['a rate above any event', ['earning', 'taxi', 'rub'], 1_000_001, ['earning', 'taxi', 'rub']],
    ['unsorted tiers', ['earning', 'seniority', 'tiers', 1, 'years'], 1, ['earning', 'seniority', 'tiers', 1, 'years']],
    ['a value twice', ['earning', 'video', 'values', 1, 'value'], 1, ['earning', 'video', 'values', 1, 'value']],
    ['more an operation than a day', ['transfers', 'perOperation'], 3001, ['transfers', 'perOperation']],
    ['a code that never holds', ['transfers', 'codeLifetime'], 'PT0S', ['transfers', 'codeLifetime']],
    ['a gift code twice', ['gifts', 1, 'code'], '11', ['gifts', 1, 'code']],
    ['the gift code 999', ['gifts', 1, 'code'], '999', ['gifts', 1, 'code']],
  ];

  it.each(CASES)('%s', (_name, path, value, at) => {
    const compiled = compileProgram(withValue(path, value));
    expect(compiled.ok ? [] : compiled.errors.map((error) => error.path)).toEqual([at]);
    expect(
      compiled.ok ? [] : compiled.errors.filter(({ message, fix }) => !message.endsWith('.') || fix === ''),
    ).toEqual([]);
  });

  it('dated without a date', () => {
    const compiled = compileProgram({ ...programFile({ lifecycle: 'dated' }), dates: undefined });
    expect(compiled.ok ? [] : compiled.errors.map((error) => error.path)).toEqual([['lifecycle']]);
  });

  it('all at once, in the order of the file', () => {
    const compiled = compileProgram(programFile({ timeZone: 'X', joining: {}, gifts: [{ code: '999' }] }));
    expect(compiled.ok ? [] : compiled.errors.map((error) => error.path[0])).toEqual(['timeZone', 'joining', 'gifts']);
  });
});

describe('figures that the schema refuses', () => {
  const CASES: readonly [string, readonly (string | number)[], unknown][] = [
    ['an unknown field', ['giftz'], []],
    ['a missing field', ['maxRub'], undefined],
    ['an unknown life cycle', ['lifecycle'], 'closed'],
    ['a date without its offset', ['dates', 'closed'], '2019-05-15T00:00:00'],
    ['an unknown rule', ['earning', 'taxi', 'rule'], 'per-km'],
    ['a field of another rule', ['earning', 'friend', 'rub'], 5],
    ['a field of another expiry', ['expiry', 'months'], 24],
    ['no points', ['earning', 'friend', 'points'], 0],
    ['half a point', ['earning', 'friend', 'points'], 0.5],
    ['a gift code as a number', ['gifts', 0, 'code'], 11],
    ['a gift code of four digits', ['gifts', 0, 'code'], '1111'],
    ['a kind that objects know', ['earning', 'constructor'], { rule: 'fixed', points: 1 }],
    ['an unknown channel', ['joining', 'smpp'], {}],
  ];

  it.each(CASES)('%s', (_name, path, value) => {
    expect(validate(withValue(path, value))).toBe(false);
  });

  it('describes every property, so that editors can help', () => {
    const undescribed: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [name, value] of Object.entries(node)) {
        if (name !== 'if' && name !== '$defs') visit(value, `${path}/${name}`);
        if (path.endsWith('/properties') && !('description' in value || '$ref' in value))
          undescribed.push(`${path}/${name}`);
      }
    };
    visit(SCHEMA, '');
    visit(SCHEMA.$defs, '/$defs');
    expect(undescribed).toEqual([]);
  });
});
