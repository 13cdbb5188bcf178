/** Every block of docs/scripts.md passes on the shipped service. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScripts } from '../../src/script/run/runScripts.ts';
import type { Wire } from '../../src/script/wire.ts';
import { openShipped, scriptsOf, told } from './support.ts';

const TEXT = readFileSync(new URL('../../docs/scripts.md', import.meta.url), 'utf8');
const BLOCKS = [...TEXT.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block = '']) => block);

let wire: Wire;
beforeAll(async () => {
  wire = await openShipped();
});
afterAll(() => wire.close());

test('there are blocks', () => {
  expect(BLOCKS.length).toBeGreaterThan(10);
});

test.each(BLOCKS)('%s', async (block) => {
  const results = await runScripts(scriptsOf(block), wire);
  for (const result of results) expect(result.outcome, told(result)).toEqual({ kind: 'passed' });
});
