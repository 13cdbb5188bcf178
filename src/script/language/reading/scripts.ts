/** The scripts of a file. */
import { issueAt } from '../../../yaml/issue.ts';
import type { Script } from '../script.ts';
import { tellCycles } from './cycles.ts';
import { type Row, rowsAt } from './examples.ts';
import { givenAt, ONE_PHONE } from './given.ts';
import { isMap, placeOf, type Reading, tell } from './reading.ts';
import { type At, fieldOf, inside, itemsOf, PLAIN, type Variables } from './scope.ts';
import { type Budget, capturedIn, fullBudget, stepsAt } from './steps.ts';
import { flagAt, rawText } from './values.ts';

/** A file while its scripts are read. */
interface Whole {
  readonly reading: Reading;
  readonly root: At;
  readonly budget: Budget;
}

const NO_VARIABLES: Variables = {
  kind: 'variables',
  known: new Map(),
  captured: new Set(),
  capturable: new Set(),
  isOpen: false,
};

function tagsAt(reading: Reading, at: At): string[] {
  const field = fieldOf(at, 'tags');
  if (field === null) return [];
  return (Array.isArray(field.data) ? itemsOf(field) : [field]).map((tag) => rawText(reading, tag));
}

function strictAt({ reading, root }: Whole, script: At): boolean {
  const field = fieldOf(script, 'strict') ?? fieldOf(root, 'strict');
  return field !== null && flagAt(reading, { ...field, scope: NO_VARIABLES }, '"strict"') === true;
}

/** `balance` of `folder/balance.session.yaml`. */
function nameOfFile(file: string): string {
  const name = file.replaceAll('\\', '/').split('/').at(-1) ?? file;
  return name.replace(/(?:\.session)?\.ya?ml$/, '');
}

function nameOf({ reading }: Whole, script: At): string {
  const field = fieldOf(script, 'name');
  return field === null ? nameOfFile(reading.source.file) : rawText(reading, field);
}

/** What the file gives, and the script over it. */
function levelsOf({ root }: Whole, script: At, scope: Variables): At[] {
  const all = script.path.length === 0 ? [root] : [root, script];
  return all.flatMap((at) => fieldOf({ ...at, scope }, 'given') ?? []);
}

/** Variables of a row and numbers of phones by their names; a name that means both is told. */
function knownTo({ reading }: Whole, script: At, row: Row | null, phones: Script['given']['phones']): Map<string, At> {
  const numbers = phones.map(({ name, msisdn }): [string, At] => {
    return [name, { path: script.path, data: msisdn, scope: PLAIN }];
  });
  const known = new Map(numbers);
  for (const [name, value] of row?.values ?? []) {
    if (known.has(name)) tell(reading, value.path, `"$${name}" is the number of a phone`, 'choose another name', 'key');
    known.set(name, value);
  }
  return known;
}

function capturable({ reading }: Whole, script: At): ReadonlySet<string> {
  return new Set([inside(script, 'steps').data, ...reading.fragments.values()].flatMap(capturedIn));
}

function scriptOf(whole: Whole, script: At, row: Row | null): Script {
  const { reading, root, budget } = whole;
  const outer: Variables = {
    ...NO_VARIABLES,
    known: new Map(row?.values ?? []),
    capturable: capturable(whole, script),
  };
  const given = givenAt(reading, levelsOf(whole, script, outer));
  const scope: Variables = { ...outer, captured: new Set(), known: knownTo(whole, script, row, given.phones) };
  const phones = given.phones.map(({ name }) => name);
  const on = { reading, budget, phones, actor: phones[0] ?? ONE_PHONE, running: [] };
  const sender = fieldOf(root, 'sender');
  return {
    name: [nameOf(whole, script), ...(row === null ? [] : [row.label])].join(' '),
    place: placeOf(reading, row?.at.path ?? script.path),
    tags: [...new Set([root, script].flatMap((at) => tagsAt(reading, at)))],
    strict: strictAt(whole, script),
    service: reading.service?.id ?? null,
    sender: sender === null ? null : rawText(reading, sender),
    given,
    steps: stepsAt(on, inside(script, 'steps'), scope),
  };
}

function runsOf(whole: Whole, script: At): Script[] {
  const rows = rowsAt(whole.reading, script);
  return rows === null ? [scriptOf(whole, script, null)] : rows.map((row) => scriptOf(whole, script, row));
}

/** The scripts of a file stand in `scripts`; or the file itself is one. */
function scriptsIn({ reading, root }: Whole): At[] {
  const scripts = fieldOf(root, 'scripts');
  const steps = fieldOf(root, 'steps');
  if (scripts === null && steps === null) {
    tell(reading, root.path, 'nothing is done in this file', 'add steps: or scripts:');
    return [];
  }
  const beside = ['steps', 'name', 'examples'].filter((name) => fieldOf(root, name) !== null);
  if (scripts === null) return [root];
  for (const name of beside) {
    tell(reading, [name], `"${name}" stands beside "scripts"`, `move it into one of the scripts`, 'key');
  }
  return itemsOf(scripts).filter(({ data }) => isMap(data));
}

/** A row or a name of another script. */
function tellTwins(reading: Reading, scripts: readonly Script[]): void {
  const places = new Map<string, Script['place']>();
  for (const { name, place } of scripts) {
    const first = places.get(name);
    if (first !== undefined) {
      const message = `there are two scripts "${name}"; the first one is in line ${first.line}`;
      reading.issues.push(issueAt(place, message, 'give each a name, or a row, of its own'));
    } else places.set(name, place);
  }
}

/** Fragments by themselves: those that no script runs are read, too. */
function readFragments(reading: Reading): void {
  for (const [name, data] of reading.fragments) {
    const scope: Variables = { ...NO_VARIABLES, captured: new Set(), isOpen: true };
    const on = { reading, budget: fullBudget(), phones: null, actor: ONE_PHONE, running: [] };
    stepsAt(on, { path: ['fragments', name], data, scope }, scope);
  }
}

/** Reads the data of a file that fits its schema as far as it can be read; what is wrong in it is told. */
export function scriptsAt(reading: Reading, data: unknown): Script[] {
  const root: At = { path: [], data, scope: NO_VARIABLES };
  const whole = { reading, root, budget: fullBudget() };
  tellCycles(reading);
  readFragments(reading);
  const scripts = scriptsIn(whole).flatMap((script) => runsOf(whole, script));
  tellTwins(reading, scripts);
  return scripts;
}
