/** For build servers: the XML that JUnit made common, a suite for each file. */
import type { Script } from '../language/script.ts';
import type { Outcome, ScriptResult } from '../run/result.ts';
import { drawFailure, type Repeat, showPlace } from './failure.ts';
import { paintOf } from './paint.ts';
import type { Report, Write } from './report.ts';
import { counted, NOTHING_YET, type Tally } from './tally.ts';

const WIDTH = 100;

/** Written whole at the end, files and scripts in their order; scripts that never began count as skipped. */
export function junitReport(scripts: readonly Script[], write: Write, repeat: Repeat): Report {
  const results = new Map<Script, ScriptResult>();
  return {
    result: (result) => void results.set(result.script, result),
    end(ms) {
      const files = [...new Set(scripts.map(({ place }) => place.file))];
      const suites = files.map((file) => suite(file, scripts, results, repeat));
      write(
        [
          '<?xml version="1.0" encoding="UTF-8"?>',
          tag(
            'testsuites',
            { name: 'starhash', ...figures([...results.values()], scripts.length), time: seconds(ms) },
            suites,
          ),
          '',
        ].join('\n'),
      );
    },
  };
}

function suite(
  file: string,
  all: readonly Script[],
  results: ReadonlyMap<Script, ScriptResult>,
  repeat: Repeat,
): string {
  const scripts = all.filter(({ place }) => place.file === file);
  const own = scripts.flatMap((script) => results.get(script) ?? []);
  const time = seconds(own.reduce((sum, { ms }) => sum + ms, 0));
  const cases = scripts.map((script) => testCase(script, results.get(script), repeat));
  return tag('testsuite', { name: file, ...figures(own, scripts.length), time }, cases);
}

function figures(results: readonly ScriptResult[], tests: number): Readonly<Record<string, string>> {
  const { passed, failed, broken } = results.reduce(counted, NOTHING_YET as Tally);
  const skipped = tests - passed - failed - broken;
  return { tests: `${tests}`, failures: `${failed}`, errors: `${broken}`, skipped: `${skipped}` };
}

function testCase(script: Script, result: ScriptResult | undefined, repeat: Repeat): string {
  const { file, line } = script.place;
  const attributes = { name: script.name, classname: file, file, line: `${line}`, time: seconds(result?.ms ?? 0) };
  return tag(
    'testcase',
    attributes,
    result === undefined ? ['<skipped message="not begun"/>'] : troubleIn(result, repeat),
  );
}

function troubleIn(result: ScriptResult, repeat: Repeat): string[] {
  const { outcome } = result;
  const drawn = () => text(drawFailure(result, { width: WIDTH, paint: paintOf(false), ...repeat }).join('\n'));
  switch (outcome.kind) {
    case 'passed':
      return [];
    case 'impossible':
      return [tag('skipped', { message: `the wire lacks: ${outcome.lacks.join(', ')}` }, [])];
    case 'failed':
      return [tag('failure', { message: messageOf(outcome) }, [drawn()])];
    case 'broken':
      return [tag('error', { message: outcome.reason }, [drawn()])];
  }
}

function messageOf({ mismatches: [first] }: Extract<Outcome, { readonly kind: 'failed' }>): string {
  return `${first.what} ${showPlace(first.place)}`;
}

function tag(name: string, attributes: Readonly<Record<string, string>>, children: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(value)}"`);
  const start = `<${name}${written.join('')}`;
  return children.length === 0 ? `${start}/>` : `${start}>\n${children.join('\n')}\n</${name}>`;
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}

/** What XML 1.0 §2.2 does not let into a document, not even escaped. */
const NO_XML = /(?![\n\r\t])\p{Cc}|[\uFFFE\uFFFF]|\p{Cs}/gu;

function text(raw: string): string {
  return raw.replace(NO_XML, '\uFFFD').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Line ends and tabs would be read as spaces (XML 1.0 §3.3.3). */
function attribute(raw: string): string {
  return text(raw)
    .replaceAll('"', '&quot;')
    .replace(/[\n\r\t]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
