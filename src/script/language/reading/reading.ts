/** What is known while a file is read, and the notes of what is wrong in it. */
import { type Issue, issueAt, type Place } from '../../../yaml/issue.ts';
import type { Path } from '../../../yaml/path.ts';
import type { Readable } from '../../../yaml/readable.ts';
import type { Template } from '../script.ts';
import type { At } from './scope.ts';

/** What scripts take from the definition that they test. */
export interface Service {
  readonly id: string;
  readonly program: string | null;
  readonly shortCode: string | null;
}

/** What may still be read of a file, in characters. Goes down while it is read. */
export interface Effort {
  left: number;
}

export interface Reading extends Pick<Readable, 'source' | 'unread'> {
  /** Null: there is none. */
  readonly service: Service | null;
  /** Steps by the name of the fragment. */
  readonly fragments: ReadonlyMap<string, unknown>;
  /** Grows while the file is read. */
  readonly issues: Issue[];
  readonly effort: Effort;
  /** Texts of variables that were put together already. */
  readonly texts: WeakMap<At, Template>;
}

/** The place of what stands at a path. */
export function placeOf({ source }: Reading, path: Path, part: 'key' | 'value' = 'value'): Place {
  return source.place(path, part);
}

/** Notes a mistake, unless something there cannot be read: then it is told already. */
export function tell(
  reading: Reading,
  path: Path,
  message: string,
  fix: string,
  part: 'key' | 'value' = 'value',
): void {
  if (reading.unread.touches(path)) return;
  reading.issues.push(issueAt(placeOf(reading, path, part), message, fix));
}

/** Whether data is a map of fields. */
export function isMap(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

/** The data as a list; what is none is an empty one. */
export function listOf(data: unknown): readonly unknown[] {
  return Array.isArray(data) ? data : [];
}

/** The data of the file at a path, before anything of it was mended. */
function writtenAt({ source }: Reading, path: Path): unknown {
  return path.reduce<unknown>(
    (data, step) => (data as Readonly<Record<string | number, unknown>> | null)?.[step],
    source.data,
  );
}

/** Whether all that is written in a map could be read: what is missing in it was never there. */
export function isWhole(reading: Reading, path: Path, data: object): boolean {
  const written = writtenAt(reading, path);
  return !isMap(written) || Object.keys(written).length === Object.keys(data).length;
}

/** Names of the fields of a map in the order of the file. Numbers among them would come first otherwise. */
export function fieldsAsWritten(reading: Reading, path: Path, data: object): string[] {
  const placed = Object.keys(data).map((name) => ({ name, place: placeOf(reading, [...path, name], 'key') }));
  placed.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
  return placed.map(({ name }) => name);
}
