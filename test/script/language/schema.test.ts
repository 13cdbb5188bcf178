import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { sessionSchema } from '../../../src/script/language/schema/session.ts';
import { readSource } from '../../../src/yaml/source.ts';
import { GOOD_SCRIPTS } from './support/goodScripts.ts';
import { read } from './support/reading.ts';

type Node = { readonly [name: string]: unknown };

const PUBLISHED = new URL('../../../schemas/session.schema.json', import.meta.url);
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });

/** Every schema of a property, of further properties or of items, with its path. */
function properties(node: unknown, path: string): [string, Node][] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, child]) => {
    const inside = properties(child, `${path}/${name}`);
    const isProperty = /\/(?:properties|\$defs)$/.test(path) || name === 'additionalProperties';
    return isProperty && typeof child === 'object' ? [[`${path}/${name}`, child as Node], ...inside] : inside;
  });
}

/**
 * The published file is made of the schema that the reader uses. When that has changed, `npm run build`, print
 * `JSON.stringify(sessionSchema)` of dist/script/language/schema/session.js into schemas/session.schema.json and format it.
 */
describe('the published schema of session scripts', () => {
  test('it is the one that the reader uses', () => {
    expect(JSON.parse(readFileSync(PUBLISHED, 'utf8'))).toEqual(sessionSchema);
  });

  test('every property has a description', () => {
    const silent = properties(sessionSchema, '').filter(([, { $ref, description }]) => !$ref && !description);
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  test('every property has examples that fit it', () => {
    const wrong = properties(sessionSchema, '').flatMap(([path, node]) => {
      if ('$ref' in node && !('examples' in node)) return [];
      const fits = ajv.compile({ ...node, $defs: sessionSchema.$defs });
      const examples = node.examples as readonly unknown[] | undefined;
      return examples?.length && examples.every((example) => fits(example)) ? [] : [path];
    });
    expect(wrong).toEqual([]);
    expect(properties(sessionSchema, '').length).toBeGreaterThan(100);
  });

  test.each(GOOD_SCRIPTS)('fits it: $what', ({ text }) => {
    const fits = ajv.compile(sessionSchema);
    expect([fits(readSource('f', text).source?.data), fits.errors]).toEqual([true, null]);
    expect(read(text).issues).toEqual([]);
  });

  test('an editor finds it in the first line of a script', () => {
    const text = '# yaml-language-server: $schema=../../schemas/session.schema.json\nsteps: [{ dial: "*100#" }]\n';
    expect(read(text).issues).toEqual([]);
  });
});
