import { appendFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readServiceFiles } from '../../src/files/serviceFiles.ts';
import { compileServices } from '../../src/session/definition/compile.ts';
import { SESSIONS } from '../support/harness.ts';
import { MTS_BONUS } from './mtsBonus.ts';
import { openEmbedded, playOn } from './stages.ts';

const OUT = '/tmp/sweep.out';
test('sweep', async () => {
  writeFileSync(OUT, '');
  const stage = await openEmbedded();
  const files = await readServiceFiles(SESSIONS);
  const get = (n: string) => files.find((f) => f.path.endsWith(n))!;
  const mutants: { name: string; file: string; text: string }[] = [];
  const perLine = (file: string, gen: (line: string) => string[]) => {
    const lines = get(file).text.split('\n');
    lines.forEach((line, i) => {
      if (/^\s*#/.test(line)) return;
      const [code, comment] = [line.replace(/\s#.*$/, ''), ''];
      for (const m of gen(code))
        mutants.push({
          name: `${file}:${i + 1} ${code.trim()} => ${m.trim()}`,
          file,
          text: lines.map((l, j) => (j === i ? m + comment : l)).join('\n'),
        });
    });
  };
  const numbers = (line: string) =>
    [...line.matchAll(/(?<![\w."-])\d+(?![\w."-])/g)].map(
      (m) => line.slice(0, m.index) + String(Number(m[0]) + 1) + line.slice(m.index! + m[0].length),
    );
  perLine('program.yaml', (l) => [
    ...numbers(l),
    ...(/oneRecipientADay/.test(l) ? [l.replace('true', 'false')] : []),
    ...(/every: (year|month)/.test(l) ? [l.replace(/,? *every: \w+/, '')].filter((x) => x.includes('rule')) : []),
    ...(/PT(\d+)/.test(l)
      ? [l.replace(/PT(\d+)/, (_, n) => `PT${Number(n) + 1}`), l.replace(/PT(\d+)/, (_, n) => `PT${Number(n) - 1}`)]
      : []),
    ...(/T00:00:00/.test(l) ? [l.replace('T00:00:00', 'T00:00:01')] : []),
    ...(/calendar-year/.test(l) ? [l.replace('calendar-year', 'never')] : []),
    ...(/leaving: allowed/.test(l) ? [l.replace('allowed', 'impossible')] : []),
    ...(/category: (\w+)/.test(l)
      ? [l.replace(/category: \w+/, (c) => (c === 'category: bank' ? 'category: calls' : 'category: bank'))]
      : []),
  ]);
  const endings = ['accepted', 'how-to-join', 'unknown-gift'];
  perLine('service.yaml', (l) => [
    ...numbers(l),
    ...(/go: ([\w-]+)/.test(l)
      ? [
          l.replace(/go: ([\w-]+)/, (_, n) => `go: ${n === 'root' ? 'balance' : n === 'balance' ? 'join' : 'balance'}`),
          l.replace(/go: ([\w-]+)/, (_, n) => `go: ${n === 'how-to-join' ? 'accepted' : 'how-to-join'}`),
        ]
      : []),
    ...(/, sms: [\w-]+/.test(l) ? [l.replace(/, sms: [\w-]+/, '')] : []),
    ...(/, notice: [\w.-]+/.test(l)
      ? [
          l.replace(/, notice: [\w.-]+/, ''),
          l.replace(/, notice: [\w.-]+/, (n) =>
            n.endsWith('to-self') ? ', notice: give.stranger' : ', notice: give.to-self',
          ),
        ]
      : []),
    ...(/^ {2,6}[\w-]+: ([\w-]+)$/.test(l) && !/^ {2}(ussd|start|call|list|end|menu|ask)/.test(l)
      ? endings
          .filter((e) => !l.endsWith(` ${e}`))
          .slice(0, 1)
          .map((e) => l.replace(/: [\w-]+$/, `: ${e}`))
      : []),
    ...(/PT(\d+)/.test(l)
      ? [l.replace(/PT(\d+)/, (_, n) => `PT${Number(n) + 1}`), l.replace(/PT(\d+)/, (_, n) => `PT${Number(n) - 1}`)]
      : []),
    ...(/end: ([\w.-]+)/.test(l)
      ? [l.replace(/end: ([\w.-]+)/, (_, n) => `end: ${n === 'accepted' ? 'pending' : 'accepted'}`)]
      : []),
    ...(/label: ([\w.-]+)/.test(l)
      ? [l.replace(/label: ([\w.-]+)/, (_, n) => `label: ${n === 'root.join' ? 'root.leave' : 'root.join'}`)]
      : []),
    ...(/channel: (\w+)/.test(l) ? [l.replace(/channel: \w+/, 'channel: web')] : []),
    ...(/refusal: true/.test(l) ? [l.replace(', refusal: true', '')] : []),
    ...(/^\s+(menu|ask|text|empty|invalid|item): /.test(l) ? [l.replace(/: .*/, ': give.to')] : []),
    ...(/next: "9"/.test(l) ? [l.replace('"9"', '"8"'), l.replace('"00"', '"000"')] : []),
  ]);
  let compiled = 0,
    killed = 0;
  const survivors: string[] = [];
  for (const m of mutants) {
    const build = (dated: boolean) =>
      compileServices(
        files.map((f) => {
          const text = f.path.endsWith(m.file) ? m.text : f.text;
          return { ...f, text: dated ? text.replace('lifecycle: open', 'lifecycle: dated') : text };
        }),
      );
    const c = build(false);
    if (c.issues.length > 0) {
      appendFileSync(OUT, `LINT ${m.name}: ${c.issues[0]?.message}\n`);
      continue;
    }
    compiled += 1;
    const defs = (b: ReturnType<typeof build>) => ({
      services: new Map(b.services.map((s) => [s.id, s])),
      programs: new Map(
        b.services.flatMap((s) => (s.core === null ? [] : [[s.core.program, { core: s.core, service: s }] as const])),
      ),
      findUssd: b.router.findUssd,
      findSms: b.router.findSms,
    });
    const open = defs(c),
      dated = defs(build(true));
    let by = '';
    for (const d of MTS_BONUS.dialogues) {
      try {
        await playOn(stage, (d.dated ? dated : open) as never, MTS_BONUS, d);
      } catch (_e) {
        by = d.name;
        break;
      }
    }
    if (by) killed += 1;
    else survivors.push(m.name);
    appendFileSync(OUT, `${by ? 'KILL' : 'SURVIVE'} ${m.name}${by ? ` BY ${by}` : ''}\n`);
  }
  appendFileSync(OUT, `TOTAL ${mutants.length} compiled ${compiled} killed ${killed}\n`);
  await stage.close();
  expect(1).toBe(1);
}, 3_000_000);
