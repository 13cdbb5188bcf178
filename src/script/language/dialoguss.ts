/**
 * Turns a file of dialoguss (github.com/nndi-oss/dialoguss) into a session script. Its format, as `pkg/core/core.go` there has it: `url`, `dial`,
 * `phoneNumber`, `timeout`, `sessions` of `id`, `phoneNumber`, `description` and `steps` of `userInput` (older files: `text`), `expect` or
 * `componentId`, and `components` of `namespace` and `component` lists of `id` and `expect`. The first step is the dialling; texts must be equal.
 */
import { normaliseMsisdn } from '../../code/msisdn.ts';
import { type Issue, issueAt, sortIssues } from '../../yaml/issue.ts';
import { didYouMean } from '../../yaml/nearest.ts';
import type { Path } from '../../yaml/path.ts';
import { readSource, type Source } from '../../yaml/source.ts';
import { asExpected, withoutVariables } from './values/template.ts';
import { indented, linesOf } from './writing/lines.ts';

export interface Imported {
  /** A file `*.session.yaml`; what could not be read is not in it. */
  readonly text: string;
  readonly issues: readonly Issue[];
}

type Fields = Readonly<Record<string, unknown>>;

interface Import {
  readonly source: Source;
  readonly issues: Issue[];
  /** Expected texts by `namespace/id`. */
  readonly components: ReadonlyMap<string, string>;
}

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  file: ['url', 'dial', 'phoneNumber', 'timeout', 'sessions', 'components'],
  session: ['id', 'phoneNumber', 'description', 'steps'],
  step: ['userInput', 'text', 'expect', 'componentId'],
};

function isMap(data: unknown): data is Fields {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function mapsIn(data: unknown): readonly (readonly [index: number, map: Fields])[] {
  return (Array.isArray(data) ? data : []).flatMap((item, index) => (isMap(item) ? [[index, item] as const] : []));
}

/** A text as it was written, numbers too; null where there is none. */
function textAt(source: Source, data: Fields, path: Path, name: string): string | null {
  const value = data[name];
  if (typeof value === 'string') return value;
  return ['number', 'boolean'].includes(typeof value) ? source.written([...path, name]) : null;
}

function tellUnknown({ source, issues }: Import, kind: string, data: Fields, path: Path): void {
  const known = KNOWN[kind] ?? [];
  for (const name of Object.keys(data).filter((field) => !known.includes(field))) {
    const place = source.place([...path, name], 'key');
    issues.push(
      issueAt(place, `"${name}" is not a field of a ${kind} of dialoguss`, didYouMean(name, known, 'remove it')),
    );
  }
}

function componentsIn(source: Source, data: Fields): Map<string, string> {
  return new Map(
    mapsIn(data.components).flatMap(([space, components]) => {
      const namespace = textAt(source, components, ['components', space], 'namespace') ?? 'default';
      return mapsIn(components.component).map(([index, one]): [string, string] => {
        const path = ['components', space, 'component', index];
        return [`${namespace}/${textAt(source, one, path, 'id')}`, textAt(source, one, path, 'expect') ?? ''];
      });
    }),
  );
}

function expectedAt(on: Import, step: Fields, path: Path): string | null {
  const { source, issues, components } = on;
  const expected = textAt(source, step, path, 'expect');
  const id = textAt(source, step, path, 'componentId');
  if (expected !== null || id === null) return expected;
  const component = components.get(id.includes('/') ? id : `default/${id}`);
  if (component === undefined) {
    const ids = [...components.keys()].map((name) => name.replace(/^default\//, ''));
    issues.push(
      issueAt(
        source.place([...path, 'componentId']),
        `there is no component "${id}"`,
        didYouMean(id, ids, 'write "expect" here'),
      ),
    );
  }
  return component ?? null;
}

/** What is typed in a step; empty in one that only dials. */
function inputOf(source: Source, step: Fields, path: Path): string {
  return textAt(source, step, path, 'userInput') ?? textAt(source, step, path, 'text') ?? '';
}

function stepLines(on: Import, step: Fields, path: Path, dial: string | null): string[] {
  tellUnknown(on, 'step', step, path);
  const input = inputOf(on.source, step, path);
  const expected = expectedAt(on, step, path);
  const act = dial === null ? { name: 'answer', value: withoutVariables(input) } : { name: 'dial', value: dial };
  const shown = expected === null ? [] : [{ name: 'shows', value: { exact: asExpected(withoutVariables(expected)) } }];
  return indented([{ ...act, style: 'QUOTE_DOUBLE' as const }, ...shown].flatMap(linesOf), '      - ', '        ');
}

function numberLine({ source, issues }: Import, data: Fields, path: Path): string[] {
  const number = textAt(source, data, path, 'phoneNumber');
  if (number === null || number === '') return [];
  const read = normaliseMsisdn(number);
  if (!read.ok)
    issues.push(
      issueAt(source.place([...path, 'phoneNumber']), read.message.replace(/\.$/, ''), 'write it like 79161234567'),
    );
  return read.ok ? linesOf({ name: 'given', value: { number: read.msisdn } }) : [];
}

function nameOf({ source }: Import, session: Fields, path: Path, taken: Set<string>): string {
  const id = textAt(source, session, path, 'id') ?? '';
  const description = textAt(source, session, path, 'description') ?? '';
  const wanted = description || id || `Session ${Number(path.at(-1)) + 1}`;
  const name = taken.has(wanted) ? `${wanted} (${id || Number(path.at(-1)) + 1})` : wanted;
  taken.add(name);
  return name;
}

/** What the first step dials: the code of the file, with what its text adds to it. */
function dialled({ source }: Import, session: Fields, path: Path, code: string): string {
  const [[index, first] = [0, {}]] = mapsIn(session.steps);
  const input = inputOf(source, first, [...path, 'steps', index]);
  if (input === '' || /^\*.*#$/.test(input)) return input || code;
  return code.replace(/#$/, `*${input}#`);
}

function sessionLines(on: Import, session: Fields, path: Path, code: string, taken: Set<string>): string[] {
  const { source, issues } = on;
  tellUnknown(on, 'session', session, path);
  const steps = mapsIn(session.steps);
  if (steps.length === 0) {
    issues.push(issueAt(source.place(path, 'key'), 'nothing is done in this session', 'write its steps'));
    return [];
  }
  const dial = withoutVariables(dialled(on, session, path, code));
  const body = steps.flatMap(([index, step]) =>
    stepLines(on, step, [...path, 'steps', index], index === steps[0]?.[0] ? dial : null),
  );
  const head = [
    ...linesOf({ name: 'name', value: nameOf(on, session, path, taken) }),
    ...numberLine(on, session, path),
    'steps:',
  ];
  return [...indented(head, '  - ', '    '), ...body];
}

function notes(source: Source, data: Fields): string[] {
  const url = textAt(source, data, [], 'url');
  const timeout = textAt(source, data, [], 'timeout');
  return [
    '# From a file of dialoguss.',
    ...(url === null ? [] : [`# Run it with: starhash test --via callback:${url.replace(/\s+/g, ' ')}`]),
    ...(timeout === null
      ? []
      : [`# Each answer was waited for ${timeout} s; write within: beside a step where it matters.`]),
  ];
}

function imported(source: Source, data: Fields, issues: Issue[]): string {
  const on: Import = { source, issues, components: componentsIn(source, data) };
  tellUnknown(on, 'file', data, []);
  const code = textAt(source, data, [], 'dial');
  if (!Object.hasOwn(data, 'dial'))
    issues.push(issueAt(source.place([]), 'the file does not say what is dialled', 'add dial: "*123#"'));
  const sessions = mapsIn(data.sessions);
  const taken = new Set<string>();
  const scripts = sessions.flatMap(([index, session]) =>
    sessionLines(on, session, ['sessions', index], code ?? '*1#', taken),
  );
  const alone = [...numberLine(on, data, []), 'steps:', `  - dial: ${JSON.stringify(withoutVariables(code ?? '*1#'))}`];
  const body = scripts.length === 0 ? alone : [...numberLine(on, data, []), 'scripts:', ...scripts];
  return [...notes(source, data), ...body, ''].join('\n');
}

/** Takes the text of a file of dialoguss, and its path for the issues; gives a session script that does the same, and what could not be read. */
export function fromDialoguss(text: string, path = 'dialoguss.yml'): Imported {
  const { source, issues } = readSource(path, text);
  if (source === null) return { text: '', issues: sortIssues(issues) };
  if (!isMap(source.data)) {
    const issue = issueAt(source.place([]), 'this is no file of dialoguss', 'it has the fields url, dial and sessions');
    return { text: '', issues: sortIssues([...issues, issue]) };
  }
  const found = [...issues];
  const script = imported(source, source.data, found);
  return { text: script, issues: sortIssues(found) };
}
