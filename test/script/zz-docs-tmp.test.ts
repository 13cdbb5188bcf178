import { readFileSync } from 'node:fs';
import { test, expect } from 'vitest';
import { openShipped, scriptsOf, told } from './support.ts';
import { runScript } from '../../src/script/run/runScript.ts';
const text = readFileSync(new URL('../../docs/scripts.md', import.meta.url), 'utf8');
const blocks = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map((m) => m[1] ?? '');
test.each(blocks.map((b, i) => [i, b] as const))('%s', async (_i, block) => {
  const wire = await openShipped();
  for (const s of scriptsOf(block)) {
    const r = await runScript(s, wire);
    expect(r.outcome.kind === 'passed' ? '' : told(r) + JSON.stringify(r.outcome).slice(0, 600)).toBe('');
  }
  await wire.close();
});
