import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { coreDocument } from '../../src/http/coreDocument.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/**
 * The published file is made of the table of calls. When that has changed, put `stringify(coreDocument(version),
 * { lineWidth: 140, aliasDuplicateObjects: false })` of the package yaml there.
 */
test('docs/bonus-core.openapi.yaml is the document of the calls that a core serves', () => {
  const { version } = JSON.parse(read('package.json'));
  expect(parse(read('docs/bonus-core.openapi.yaml'))).toEqual(JSON.parse(JSON.stringify(coreDocument(version))));
});

test('every write says that its answer carries SMS, and the look at a balance that it carries lists', () => {
  const { paths } = coreDocument('1');
  const schemas = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => [path, method, JSON.stringify(responses)] as const),
  );
  for (const [path, method, responses] of schemas.filter(([path]) => path.startsWith('/v1/bonus/'))) {
    expect([path, method, responses.includes('"sms"')]).toEqual([path, method, method === 'post']);
  }
  expect(schemas.find(([path]) => path === '/v1/bonus/{program}/{msisdn}')?.[2]).toContain('"lists"');
});
