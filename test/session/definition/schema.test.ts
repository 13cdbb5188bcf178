import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { programSchema } from '../../../src/session/definition/schema/program.ts';
import { serviceSchema } from '../../../src/session/definition/schema/service.ts';
import { textsSchema } from '../../../src/session/definition/schema/texts.ts';
import { readSource } from '../../../src/yaml/source.ts';
import { MINI } from './mini.ts';
import { shippedFolder } from './shipped.ts';

type Node = { readonly [name: string]: unknown };

function published(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../schemas/${name}.schema.json`, import.meta.url), 'utf8'));
}

/** Every schema of a property or of additional properties, with its path. */
function properties(node: unknown, path: string): [string, Node][] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, child]) => {
    const inside = properties(child, `${path}/${name}`);
    const isProperty = path.endsWith('/properties') || name === 'additionalProperties';
    return isProperty && typeof child === 'object' ? [[`${path}/${name}`, child as Node], ...inside] : inside;
  });
}

const OBJECTS = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });

/**
 * The published files are made of the tables of the compiler. When these have changed, `npm run build`, print
 * `JSON.stringify(serviceSchema)` of dist/session/definition/schema/service.js into schemas/service.schema.json and format it.
 */
describe('published schemas', () => {
  test.each([
    ['service', serviceSchema],
    ['texts', textsSchema],
    ['program', programSchema],
  ])('schemas/%s.schema.json is the one that the compiler uses', (name, schema) => {
    expect(published(name)).toEqual(schema);
  });

  test.each([
    ['service', serviceSchema],
    ['texts', textsSchema],
  ])('%s: each property has a description', (_name, schema) => {
    const silent = properties(schema, '').filter(
      ([, node]) => !('$ref' in node) && !('oneOf' in node) && !('description' in node),
    );
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  test('each property of a service has examples that fit it', () => {
    const wrong = properties(serviceSchema, '').flatMap(([path, node]) => {
      if ('oneOf' in node || ('$ref' in node && !('examples' in node))) return [];
      const fits = OBJECTS.compile({ ...node, $defs: serviceSchema.$defs });
      const examples = node.examples as readonly unknown[] | undefined;
      return examples?.length && examples.every((example) => fits(example)) ? [] : [path];
    });
    expect(wrong).toEqual([]);
  });

  test.each([
    ['service.yaml', serviceSchema],
    ['texts.ru.yaml', textsSchema],
    ['texts.en.yaml', textsSchema],
    ['texts.ro.yaml', textsSchema],
    ['program.yaml', programSchema],
  ])('the shipped %s fits the published schema as a whole', (file, schema) => {
    const { source } = readSource(file, shippedFolder('mts-bonus')[file] ?? '');
    const fits = OBJECTS.compile(schema);
    expect([fits(source?.data), fits.errors]).toEqual([true, null]);
  });

  test.each(['languages', 'tooMany', 'routes', 'states'])('a service without "%s" does not fit', (name) => {
    const data = { ...(readSource('f', MINI['service.yaml'] ?? '').source?.data as object), [name]: undefined };
    expect(OBJECTS.compile(serviceSchema)(JSON.parse(JSON.stringify(data)))).toBe(false);
  });
});
