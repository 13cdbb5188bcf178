import { test } from 'vitest';
import fc from 'fast-check';
import { issuesOf, MINI } from './mini.ts';
import { shippedFolder } from './shipped.ts';
const S = shippedFolder('mts-bonus');
const P = { ...MINI, 'program.yaml': S['program.yaml']! };
const t = (name: string, f: () => unknown) => { const b = performance.now(); const r = f(); console.log(name, Math.round(performance.now() - b), 'ms', r); };
test('x', () => {
  const big = (piece: (n: number) => string, head: string, tail = '') => { let s = head; let n = 0; while (s.length < 1_000_000) s += piece(n++); return s + tail; };
  t('aliases', () => issuesOf({ ...MINI, 'service.yaml': big(() => '*x , ', 'languages: [', ']') }).length);
  t('misspelt options', () => issuesOf({ ...MINI, 'service.yaml': big((n) => `      "${n % 1000}": { lable: a, og: b }\n`, MINI['service.yaml']!.slice(0, MINI['service.yaml']!.indexOf('      "1"'))) }).length);
  t('misspelt states', () => issuesOf({ ...MINI, 'service.yaml': big((n) => `  s${n}: { edn: a }\n`, MINI['service.yaml']!) }).length);
  t('good states', () => issuesOf({ ...MINI, 'service.yaml': big((n) => `  s${n}: { end: info }\n`, MINI['service.yaml']!) }).length);
  void fc; void P;
}, 600000);
