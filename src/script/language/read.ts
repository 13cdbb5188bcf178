/** Reads session scripts: the text of a `*.session.yaml` becomes scripts, or all of its mistakes at once. */
import { type Issue, issueAt, sortIssues } from '../../yaml/issue.ts';
import { didYouMean } from '../../yaml/nearest.ts';
import { readable } from '../../yaml/readable.ts';
import { readSource, type Source } from '../../yaml/source.ts';
import { checkSchema } from './reading/checkSchema.ts';
import { fullEffort } from './reading/effort.ts';
import { isMap, type Reading, type Service } from './reading/reading.ts';
import { scriptsAt } from './reading/scripts.ts';
import type { Script } from './script.ts';

export interface ScriptFile {
  /** As it is shown in issues and places. */
  readonly path: string;
  readonly text: string;
}

/**
 * What a script takes from the definition that it tests: `id` = name of its folder, `program` = its bonus program (null = none),
 * `shortCode` = the first short code of its SMS routes (null = none).
 */
export type ServiceFacts = Service;

export interface ReadScripts {
  /** In the order of the file, rows of examples in theirs; empty where there is an issue. */
  readonly scripts: readonly Script[];
  readonly issues: readonly Issue[];
}

/** Stands for a service that is named and not known: nothing more is said about it. */
const UNKNOWN: ServiceFacts = { id: '?', program: '?', shortCode: '?' };

function unknownService(source: Source, name: string, services: readonly ServiceFacts[]): Issue {
  const ids = services.map(({ id }) => id);
  const otherwise =
    ids.length === 0 ? 'name the folder of definitions: --sessions DIR' : `write one of ${ids.join(', ')}`;
  return issueAt(source.place(['service']), `there is no service "${name}"`, didYouMean(name, ids, otherwise));
}

function serviceOf(
  source: Source,
  data: unknown,
  beside: ServiceFacts | null,
  services: readonly ServiceFacts[],
): { service: ServiceFacts | null; issues: Issue[] } {
  const name = isMap(data) && typeof data.service === 'string' ? data.service : null;
  if (name === null) return { service: beside, issues: [] };
  const service = [...(beside === null ? [] : [beside]), ...services].find(({ id }) => id === name);
  return service === undefined
    ? { service: UNKNOWN, issues: name === '' ? [] : [unknownService(source, name, services)] }
    : { service, issues: [] };
}

function fragmentsOf(data: unknown): Reading['fragments'] {
  const fragments = isMap(data) && isMap(data.fragments) ? data.fragments : {};
  return new Map(Object.entries(fragments));
}

/**
 * Takes a file, the service in whose folder it stands (null = beside none) and all services that `service:` may name;
 * gives its scripts, or every mistake with its place and its fix. Never throws, whatever the text.
 */
export function readScripts(
  file: ScriptFile,
  beside: ServiceFacts | null,
  services: readonly ServiceFacts[],
): ReadScripts {
  const opened = readSource(file.path, file.text);
  if (opened.source === null) return { scripts: [], issues: sortIssues(opened.issues) };
  const { source, data, unread, issues } = readable(opened.source, checkSchema);
  const found = serviceOf(source, data, beside, services);
  const fragments = fragmentsOf(data);
  const notes = { issues: [], effort: fullEffort(), texts: new WeakMap() };
  const reading: Reading = { source, unread, service: found.service, fragments, ...notes };
  const scripts = isMap(data) ? scriptsAt(reading, data) : [];
  const all = sortIssues([...opened.issues, ...issues, ...found.issues, ...reading.issues]);
  return { scripts: all.length === 0 ? scripts : [], issues: all };
}
