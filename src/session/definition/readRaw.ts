/** From the data of `service.yaml` to the parts of it that fit the schema, with an issue for each part that does not. */
import type { Issue } from '../../yaml/issue.ts';
import { issueAt } from '../../yaml/issue.ts';
import { nearest } from '../../yaml/nearest.ts';
import type { Path } from '../../yaml/path.ts';
import { readable } from '../../yaml/readable.ts';
import type { Schema } from '../../yaml/schema.ts';
import type { Source } from '../../yaml/source.ts';
import type { Unread } from '../../yaml/unread.ts';
import { type Finding, type Validate, validator } from '../../yaml/validate.ts';
import { bringsAnyField, HOLE } from '../../yaml/yamlData.ts';
import type { Raw, RawRoute, RawSettings, RawState } from './raw.ts';
import { DEFAULTS } from './raw.ts';
import { FORMS, likelyName } from './schema/forms.ts';
import { frameSchema, ROUTE_SCHEMAS } from './schema/service.ts';
import { STATE_SCHEMAS } from './schema/states.ts';
import { DEFS } from './schema/words.ts';

interface Kinds {
  /** "a state", "a route". */
  readonly what: string;
  readonly validators: ReadonlyMap<string, Validate>;
}

function kindsOf(what: string, schemas: Readonly<Record<string, Schema>>): Kinds {
  return {
    what,
    validators: new Map(Object.entries(schemas).map(([kind, schema]) => [kind, validator({ ...schema, $defs: DEFS })])),
  };
}

const STATES = kindsOf('a state', STATE_SCHEMAS);
const ROUTES = kindsOf('a route', ROUTE_SCHEMAS);
const STATE_NAME = new RegExp(FORMS.state.pattern);
const checkFrame = validator(frameSchema);

function isMap(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function twoKinds({ what }: Kinds, source: Source, path: Path, [first, second = '']: readonly string[]): Finding {
  const place = source.place([...path, second], 'key');
  const issue = issueAt(place, `${what} has one kind; here are "${first}" and "${second}"`, 'keep one of the two');
  return { issue, mend: { kind: 'doubt', path } };
}

function noKind({ what, validators }: Kinds, source: Source, path: Path, data: object): Finding {
  const kinds = [...validators.keys()];
  for (const field of Object.keys(data)) {
    const kind = nearest(field, kinds);
    if (kind === null) continue;
    const misspelt = [...path, field];
    const place = source.place(misspelt, 'key');
    const issue = issueAt(place, `"${field}" is no kind of ${what}`, `did you mean "${kind}"?`);
    return { issue, mend: { kind: 'respell', path: misspelt, name: kind } };
  }
  const names = kinds.map((kind) => `"${kind}"`).join(', ');
  const message = `${what} needs a field that tells its kind`;
  return {
    issue: issueAt(source.place(path, 'key'), message, `add one of ${names}`),
    mend: { kind: 'doubt', path },
  };
}

function kindsIn({ validators }: Kinds, data: object): string[] {
  return [...validators.keys()].filter((kind) => Object.hasOwn(data, kind));
}

/** One state or route against its kind alone. A list has a "text" and a "call" may not: the kind is told first. */
function checkKind(kinds: Kinds, source: Source, path: Path, data: unknown): readonly Finding[] {
  if (!isMap(data) || data === HOLE) return [];
  const found = kindsIn(kinds, data);
  const [only = ''] = found;
  if (found.length === 1) return kinds.validators.get(only)?.(source, path, data) ?? [];
  if (found.length > 1) return [twoKinds(kinds, source, path, found)];
  return bringsAnyField(source, path) ? [] : [noKind(kinds, source, path, data)];
}

function check(source: Source): readonly Finding[] {
  const { routes, states } = (isMap(source.data) ? source.data : {}) as { routes?: unknown; states?: unknown };
  const list = Array.isArray(routes) ? routes : [];
  return [
    ...checkFrame(source, [], source.data),
    ...list.flatMap((route, index) => checkKind(ROUTES, source, ['routes', index], route)),
    ...Object.entries(isMap(states) ? states : {}).flatMap(([name, state]) =>
      checkKind(STATES, source, ['states', name], state),
    ),
  ];
}

/** The data of a file once mended: the shape of it is the schema's, kinds apart. */
interface Mended extends Partial<RawSettings> {
  readonly routes: readonly object[];
  readonly states: Readonly<Record<string, object>>;
}

function settings({ keys, routes: _, states: __, ...rest }: Mended): RawSettings {
  return { ...DEFAULTS, ...rest, keys: { ...DEFAULTS.keys, ...keys } };
}

function hasKind(kinds: Kinds, data: object): boolean {
  return kindsIn(kinds, data).length === 1;
}

/** States of no kind, and for names of another form those that they are most likely meant to be. */
function namesOnly(states: readonly (readonly [string, object])[]): Set<string> {
  const kindless = states.filter(([, state]) => !hasKind(STATES, state)).map(([name]) => name);
  const misnamed = states.filter(([name]) => !STATE_NAME.test(name)).map(([name]) => likelyName(name));
  return new Set([...kindless, ...misnamed]);
}

function rawOf(mended: Mended, unread: Unread): Raw {
  const routes = mended.routes.map((route, index) => ({ route: route as RawRoute, index }));
  const states = Object.entries(mended.states);
  const known = states.filter(([, state]) => hasKind(STATES, state));
  return {
    settings: settings(mended),
    routes: routes.filter(({ route }) => hasKind(ROUTES, route)),
    states: new Map(known.map(([name, state]) => [name, state as RawState])),
    broken: namesOnly(states),
    unread,
  };
}

/** Reads a service file. `raw` holds what can be read, `issues` what does not fit, `source` the file as it was read. */
export function readRaw(file: Source): {
  readonly raw: Raw;
  readonly source: Source;
  readonly issues: readonly Issue[];
} {
  const { source, data, unread, issues } = readable(file, check);
  return { raw: rawOf(data as Mended, unread), source, issues };
}
