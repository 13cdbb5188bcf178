/** Reads a file through its schema: what is wrong with it, and what can be read of it all the same. */
import type { Issue } from './issue.ts';
import { type Path, pointer } from './path.ts';
import { respelt } from './respell.ts';
import type { Source } from './source.ts';
import { type Unread, unreadAt } from './unread.ts';
import type { Finding } from './validate.ts';

export interface Readable {
  /** The file with its misspelt fields spelt right. */
  readonly source: Source;
  /** Of the shape that the schema asks for; `UNREADABLE` and empty values stand for what cannot be read. */
  readonly data: unknown;
  readonly unread: Unread;
  readonly issues: readonly Issue[];
}

type Respell = Finding & { readonly mend: { readonly kind: 'respell' } };

/** Misspelt fields, of two that mean the same the first. */
function respellings(findings: readonly Finding[]): Respell[] {
  const first = new Map<string, Respell>();
  for (const finding of findings) {
    if (finding.mend.kind !== 'respell') continue;
    const { path, name } = finding.mend;
    const key = pointer([...path.slice(0, -1), name]);
    if (!first.has(key)) first.set(key, finding as Respell);
  }
  return [...first.values()];
}

function replace(root: { data: unknown }, path: Path, value: unknown): void {
  let node = root as unknown as Record<string, unknown>;
  let last: string | number = 'data';
  for (const step of path) {
    node = node[last] as Record<string, unknown>;
    if (typeof node !== 'object' || node === null) return;
    last = step;
  }
  if (value === undefined && !Array.isArray(node)) delete node[last];
  else Object.defineProperty(node, last, { value, writable: true, enumerable: true, configurable: true });
}

/** Deep places first: what is put into a map that is replaced itself is gone with it. */
function mended(source: Source, findings: readonly Finding[]): unknown {
  const root = { data: structuredClone(source.data) };
  const mends = findings.map(({ mend }) => mend).sort((a, b) => b.path.length - a.path.length);
  for (const mend of mends) {
    if (mend.kind === 'put') replace(root, mend.path, mend.value);
    if (mend.kind === 'drop') replace(root, mend.path, undefined);
  }
  return root.data;
}

function issuesOf(findings: readonly Finding[]): Issue[] {
  return findings.flatMap(({ issue }) => issue ?? []);
}

/** Takes the check of a whole file. Where fields are misspelt, the file is checked again with them spelt right. */
export function readable(source: Source, check: (source: Source) => readonly Finding[]): Readable {
  const findings = check(source);
  const misspelt = respellings(findings);
  if (misspelt.length > 0) {
    const meant = respelt(
      source,
      misspelt.map(({ mend }) => mend),
    );
    const rest = readable(meant, check);
    return { ...rest, issues: [...issuesOf(misspelt), ...rest.issues] };
  }
  const doubtful = findings.filter(({ mend: { kind } }) => kind === 'put' || kind === 'doubt');
  const unread = unreadAt([...source.holes, ...doubtful.map(({ mend }) => mend.path)]);
  return { source, data: mended(source, findings), unread, issues: issuesOf(findings) };
}
