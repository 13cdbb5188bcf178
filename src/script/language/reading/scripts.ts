/** The scripts of a file. */
import { issueAt } from '../../../yaml/issue.ts';
import type { Script } from '../script.ts';
import { tellCycles } from './cycles.ts';
import { type Row, rowsAt } from './examples.ts';
import { givenAt, ONE_PHONE } from './given.ts';
import { isMap, placeOf, type Reading, tell } from './reading.ts';
import { type At, fieldOf, inside, itemsOf, PLAIN, type Variables } from './scope.ts';
import { type Budget, capturedIn, fullBudget, isSpent, stepsAt } from './steps.ts';
import { rawText } from './templates.ts';
import { flagAt } from './values.ts';

/** A file while its scripts are read. */
interface Whole {
  readonly reading: Reading;
  readonly root: At;
  readonly budget: Budget;
  /** Variables that steps of fragments capture. */
  readonly inFragments: ReadonlySet<string>;
}

/** What is the same in all runs of a script. */
interface Head {
  readonly at: At;
  readonly name: string;
  readonly same: Pick<Script, 'tags' | 'strict' | 'service' | 'sender'>;
  readonly capturable: Variables['capturable'];
}

const NO_VARIABLES: Variables = { kind: 'variables', known: [], captured: new Set(), capturable: [], isOpen: false };

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

function headOf(whole: Whole, at: At): Head {
  const { reading, root, inFragments } = whole;
  const sender = fieldOf(root, 'sender');
  return {
    at,
    name: nameOf(whole, at),
    same: {
      tags: [...new Set([root, at].flatMap((one) => tagsAt(reading, one)))],
      strict: strictAt(whole, at),
      service: reading.service?.id ?? null,
      sender: sender === null ? null : rawText(reading, sender),
    },
    capturable: [new Set(capturedIn(inside(at, 'steps').data)), inFragments],
  };
}

function scriptOf(whole: Whole, { at, name, same, capturable }: Head, row: Row | null): Script {
  const { reading, budget } = whole;
  const outer: Variables = { ...NO_VARIABLES, known: [new Map(row?.values ?? [])], capturable };
  const given = givenAt(reading, levelsOf(whole, at, outer));
  const scope: Variables = { ...outer, captured: new Set(), known: [knownTo(whole, at, row, given.phones)] };
  const phones = given.phones.map((phone) => phone.name);
  const on = { reading, budget, phones, actor: phones[0] ?? ONE_PHONE, running: [] };
  return {
    name: [name, ...(row === null ? [] : [row.label])].join(' '),
    place: placeOf(reading, row?.at.path ?? at.path),
    lines: reading.source.lines(at.path),
    ...same,
    given,
    steps: stepsAt(on, inside(at, 'steps'), scope),
  };
}

/** One run, or one for each row; those for which the file is too large are passed over. */
function runsOf(whole: Whole, at: At): Script[] {
  const { reading, budget } = whole;
  if (isSpent(reading, budget)) return [];
  const head = headOf(whole, at);
  const rows = rowsAt(reading, at) ?? [null];
  return rows.flatMap((row) => (isSpent(reading, budget) ? [] : [scriptOf(whole, head, row)]));
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
  const inFragments = new Set([...reading.fragments.values()].flatMap(capturedIn));
  const whole = { reading, root, budget: fullBudget(), inFragments };
  tellCycles(reading);
  readFragments(reading);
  const scripts = scriptsIn(whole).flatMap((script) => runsOf(whole, script));
  tellTwins(reading, scripts);
  return scripts;
}
