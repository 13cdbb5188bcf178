/** Subscribers in YAML, as the API has them in JSON; numbers of phones and codes of gifts may stand without quotes. */
import { type Issue, issueAt } from '../../yaml/issue.ts';
import type { Path } from '../../yaml/path.ts';
import { readSource, type Source } from '../../yaml/source.ts';
import type { ReadSeed } from './writtenSeed.ts';

/** Takes a text of at most 1 MB; gives the seed, or every issue of its form. */
export function readYamlSeed(path: string, text: string): ReadSeed {
  const { source, issues } = readSource(path, text);
  if (source === null || issues.length > 0) return { ok: false, issues };
  const { data } = source;
  if (!isMap(data) || !Array.isArray(data.subscribers)) return { ok: false, issues: [withoutList(source)] };
  const { subscribers, ...rest } = data;
  return {
    ok: true,
    seed: {
      subscribers: (subscribers as readonly unknown[]).map((one, index) =>
        asWritten(source, one, ['subscribers', index]),
      ),
      rest,
      place: (at, part) => source.place(at, part),
    },
  };
}

function withoutList(source: Source): Issue {
  return issueAt(
    source.place(['subscribers']),
    'there is no list of subscribers',
    'write "subscribers:" and under it "- msisdn: …" for each of them',
  );
}

/** Fields that are texts even where only digits stand in them. */
const DIGITS = new Set(['msisdn', 'code', 'codes', 'entry']);

/** The value with texts of digits as they are written: `0079…`, `011`. */
function asWritten(source: Source, value: unknown, path: Path): unknown {
  if (Array.isArray(value)) return value.map((one, index) => asWritten(source, one, [...path, index]));
  if (isMap(value)) return mapped(value, (one, name) => asWritten(source, one, [...path, name]));
  const field = path.findLast((step) => typeof step === 'string');
  return typeof value === 'number' && DIGITS.has(String(field)) ? source.written(path) : value;
}

function mapped(map: Readonly<Record<string, unknown>>, of: (value: unknown, name: string) => unknown) {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, of(value, name)]));
}

function isMap(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
