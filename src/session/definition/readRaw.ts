/** From the data of `service.yaml` to the parts of it that fit the schema, with an issue for each part that does not. */
import type { Issue } from './issue.ts';
import { issueAt } from './issue.ts';
import { nearest } from './nearest.ts';
import type { Raw, RawRoute, RawSettings, RawState } from './raw.ts';
import { DEFAULTS } from './raw.ts';
import { frameSchema, ROUTE_SCHEMAS, settingSchemas } from './schema/service.ts';
import { STATE_SCHEMAS } from './schema/states.ts';
import { DEFS, type Schema } from './schema/words.ts';
import type { Path, Source } from './source.ts';
import { type Validate, validator } from './validate.ts';

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
const checkFrame = validator(frameSchema);
const SETTINGS = kindsOf('a setting', settingSchemas).validators;

function isMap(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function kindIssue(
  { what, validators }: Kinds,
  source: Source,
  path: Path,
  data: object,
  found: readonly string[],
): Issue {
  const kinds = [...validators.keys()];
  const names = kinds.map((kind) => `"${kind}"`).join(', ');
  if (found.length > 1) {
    const place = source.place([...path, found[1] ?? ''], 'key');
    return issueAt(place, `${what} has one kind; here are "${found.join('" and "')}"`, 'keep one of the two');
  }
  for (const field of Object.keys(data)) {
    const kind = nearest(field, kinds);
    if (kind === null) continue;
    return issueAt(
      source.place([...path, field], 'key'),
      `"${field}" is no kind of ${what}`,
      `did you mean "${kind}"?`,
    );
  }
  return issueAt(source.place(path, 'key'), `${what} needs a field that tells its kind`, `add one of ${names}`);
}

/** Issues of one state or route: those of its kind alone. A list has a "text" and a "call" may not: the kind is told first. */
function checkKind(kinds: Kinds, source: Source, path: Path, data: unknown): readonly Issue[] {
  if (!isMap(data)) return [];
  const found = [...kinds.validators.keys()].filter((kind) => Object.hasOwn(data, kind));
  const validate = found.length === 1 ? kinds.validators.get(found[0] ?? '') : undefined;
  return validate?.(source, path, data) ?? [kindIssue(kinds, source, path, data, found)];
}

interface Sorted<T> {
  readonly good: readonly T[];
  readonly issues: readonly Issue[];
}

function readRoutes(source: Source, data: unknown): Sorted<{ route: RawRoute; index: number }> {
  const list = Array.isArray(data) ? data : [];
  const checked = list.map((route, index) => ({
    route,
    index,
    issues: checkKind(ROUTES, source, ['routes', index], route),
  }));
  return {
    good: checked.filter(({ route, issues }) => isMap(route) && issues.length === 0),
    issues: checked.flatMap(({ issues }) => issues),
  };
}

function readStates(
  source: Source,
  data: unknown,
): Sorted<[string, RawState]> & { readonly broken: ReadonlySet<string> } {
  const checked = Object.entries(isMap(data) ? data : {}).map(([name, state]) => ({
    name,
    state: state as RawState,
    issues: checkKind(STATES, source, ['states', name], state),
  }));
  const isGood = ({ state, issues }: (typeof checked)[number]): boolean => isMap(state) && issues.length === 0;
  return {
    good: checked.filter(isGood).map(({ name, state }) => [name, state]),
    broken: new Set(checked.filter((one) => !isGood(one)).map(({ name }) => name)),
    issues: checked.flatMap(({ issues }) => issues),
  };
}

/** The settings that fit; a field that does not has its default, so that the rest can still be checked. */
function readSettings(source: Source, data: Readonly<Record<string, unknown>>): RawSettings {
  const good = [...SETTINGS].flatMap(([name, validate]) => {
    const value = Object.hasOwn(data, name) ? data[name] : undefined;
    return value === undefined || validate(source, [name], value).length > 0 ? [] : [[name, value]];
  });
  const { keys, ...rest } = Object.fromEntries(good) as Partial<RawSettings>;
  return { ...DEFAULTS, ...rest, keys: { ...DEFAULTS.keys, ...keys } };
}

/** Reads a service file. `raw` holds what fits; `issues` everything that does not. */
export function readRaw(source: Source): { readonly raw: Raw; readonly issues: readonly Issue[] } {
  const data = isMap(source.data) ? source.data : {};
  const routes = readRoutes(source, data.routes);
  const { good, broken, issues } = readStates(source, data.states);
  return {
    raw: { settings: readSettings(source, data), routes: routes.good, states: new Map(good), broken },
    issues: [...checkFrame(source, [], source.data), ...routes.issues, ...issues],
  };
}
