/** The reports: for people, for build servers, and how far it has come. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { junitReport } from '../../../src/script/report/junit.ts';
import { paintOf } from '../../../src/script/report/paint.ts';
import { prettyReport } from '../../../src/script/report/pretty.ts';
import { barOf, progressBar } from '../../../src/script/report/progress.ts';
import type { Report } from '../../../src/script/report/report.ts';
import { duration, inWords, NOTHING_YET } from '../../../src/script/report/tally.ts';
import type { ScriptResult } from '../../../src/script/run/result.ts';
import { runScript } from '../../../src/script/run/runScript.ts';
import type { Wire } from '../../../src/script/wire.ts';
import { openShipped, scriptsOf } from '../support.ts';

let wire: Wire;
let results: readonly ScriptResult[];

/** Two files: in the first the second script fails, with all that XML does not like. */
const FIRST = `
scripts:
  - { name: good, steps: [{ dial: "*111*455#" }] }
  - { name: 'bad <&"> \\x1b', steps: [{ dial: "*111*455#", shows: "]]> & <b> \\x07" }] }
`;
const SECOND = 'name: also good\nsteps: [{ dial: "*111*455#" }]';

beforeAll(async () => {
  wire = await openShipped();
  const scripts = [...scriptsOf(FIRST, 'first.session.yaml'), ...scriptsOf(SECOND, 'second.session.yaml')];
  results = await Promise.all(scripts.map((script) => runScript(script, wire)));
});
afterAll(() => wire.close());

/** What a report writes of these results. */
function written(make: (write: (text: string) => void) => Report, of = results): string {
  let text = '';
  const report = make((more) => {
    text += more;
  });
  for (const result of of) report.result(result);
  report.end(1234);
  return text;
}

const scripts = () => results.map(({ script }) => script);
const drawing = { width: 80, paint: paintOf(false), via: null };

describe('pretty', () => {
  test('a line for each file, failures in full, a sum', () => {
    const text = written((write) => prettyReport(scripts(), write, drawing));
    expect(text).toMatch(
      /^✗ first\.session\.yaml {2}1 passed, 1 failed\n {4}✗ bad .*\n✓ second\.session\.yaml {2}1 passed\n/,
    );
    expect(text).toContain('\n✗ bad <&">');
    expect(text).toContain('  The screen does not contain this text.\n  at first.session.yaml:4:');
    expect(text.endsWith('\n2 passed, 1 failed (1.2 s)\n')).toBe(true);
  });

  test('a file that was not finished is told so far as it came', () => {
    const text = written((write) => prettyReport(scripts(), write, drawing), results.slice(0, 1));
    expect(text).toBe('✓ first.session.yaml  1 passed\n\n1 passed (1.2 s)\n');
  });
});

describe('junit', () => {
  const xml = (of = results) => written((write) => junitReport(scripts(), write, { via: null }), of);

  test('counts, names, places', () => {
    expect(xml()).toContain('<testsuites name="starhash" tests="3" failures="1" errors="0" skipped="0" time="1.234">');
    expect(xml()).toContain('<testsuite name="first.session.yaml" tests="2" failures="1" errors="0" skipped="0"');
    expect(xml()).toMatch(
      /<testcase name="also good" classname="second.session.yaml" file="second.session.yaml" line="1" time="[\d.]+"\/>/,
    );
    expect(xml()).toContain('message="The screen does not contain this text. first.session.yaml:4:');
  });

  test('is XML, whatever texts say', () => {
    const [good] = results as readonly [ScriptResult];
    const broken = { kind: 'broken', place: good.script.place, reason: 'cut \x00\x1b\uFFFE\uD800 off' } as const;
    const written = xml([{ ...good, outcome: broken }]);
    expect(written).toContain('<error message="cut \uFFFD\uFFFD\uFFFD\uFFFD off">');
    expect(written).not.toMatch(/(?![\n\r\t])\p{Cc}|[\uFFFE\uFFFF]|\p{Cs}/u);
    expect(xml()).not.toMatch(/(?![\n\r\t])\p{Cc}/u);
    expect(unbalanced(xml())).toEqual([]);
    expect(xml()).toContain('name="bad &lt;&amp;&quot;&gt;');
  });

  test('scripts that never began are skipped, a broken one is an error, an impossible one says what lacks', () => {
    const [good, bad, other] = results as readonly [ScriptResult, ScriptResult, ScriptResult];
    const broken = {
      ...good,
      outcome: { kind: 'broken', place: good.script.place, reason: 'The line\nis "cut".' },
    } as const;
    const impossible = { ...bad, outcome: { kind: 'impossible', lacks: ['control'] } } as const;
    const text = xml([broken, impossible]);
    expect(text).toContain('tests="3" failures="0" errors="1" skipped="2"');
    expect(text).toContain('<error message="The line&#10;is &quot;cut&quot;.">');
    expect(text).toContain('<skipped message="the wire lacks: control"/>');
    expect(text).toContain('<skipped message="not begun"/>');
    expect(other.outcome.kind).toBe('passed');
  });
});

/** Tags that are not closed in their order, and & that begin no entity (XML 1.0 §2.1, §4.1). */
function unbalanced(xml: string): string[] {
  const open: string[] = [];
  const wrong: string[] = xml.match(/&(?!(?:amp|lt|gt|quot|#\d+);)/g) ?? [];
  for (const [, end, name, rest] of xml.matchAll(/<(\/?)(\w+)((?:\s+[\w:]+="[^"<]*")*\s*\/?)>/g)) {
    if (end === '/' && open.pop() !== name) wrong.push(name ?? '');
    if (end === '' && !rest?.endsWith('/')) open.push(name ?? '');
  }
  const text = xml.replace(/<\?xml [^?]*\?>|<\/?\w+(?:\s+[\w:]+="[^"<]*")*\s*\/?>/g, '');
  return [...wrong, ...open, ...(text.match(/[<>]/g) ?? [])];
}

describe('progress', () => {
  test.each([
    [0, 10, '[------------------------]'],
    [5, 10, '[############------------]'],
    [10, 10, '[########################]'],
    [0, 0, '[########################]'],
  ])('%d of %d', (done, total, bar) => {
    expect(barOf(done, total)).toBe(bar);
  });

  test('is drawn when a second has passed, and taken away', () => {
    vi.useFakeTimers();
    let text = '';
    const bar = progressBar(
      3,
      (more) => {
        text += more;
      },
      () => Date.now(),
    );
    for (const result of results.slice(0, 2)) bar.result(result);
    vi.advanceTimersByTime(900);
    expect(text).toBe('');
    vi.advanceTimersByTime(100);
    expect(text).toBe('\r\x1b[K[################--------] 2/3  1 passed, 1 failed');
    bar.hide();
    expect(text.endsWith('\r\x1b[K')).toBe(true);
    bar.end(1000);
    const before = text;
    vi.advanceTimersByTime(1000);
    expect(text).toBe(before);
    vi.useRealTimers();
  });
});

test.each([
  [0.4, '0 ms'],
  [999.4, '999 ms'],
  [1_234, '1.2 s'],
  [125_000, '2 min 5 s'],
])('%d ms are %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});

test('nothing ran', () => {
  expect(inWords(NOTHING_YET)).toBe('nothing ran');
});
