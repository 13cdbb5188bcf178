/** Puts the sources of options together (flags over variables over file over defaults) and checks the values. */
import { WrongUse } from '../failures.ts';
import { type ConfigFile, readConfigFile } from './configFile.ts';
import { readEnvironment } from './environment.ts';
import { readFlags } from './flags.ts';
import type { Given, GivenValues, Kind, Option, Options, SectionChecks, Sections } from './option.ts';

/** The values of a command's options, by name, checked by their kind. */
export interface Settings {
  text(name: string): string | undefined;
  port(name: string): number;
  /** Null where it is off. */
  portOrOff(name: string): number | null;
  list(name: string): readonly string[];
  flag(name: string): boolean;
  /** The section of the config file, as plain data; undefined where there is none. */
  section(name: string): unknown;
  /** Whether it was given on the command line. */
  typed(name: string): boolean;
}

export interface Input {
  readonly settings: Settings;
  readonly positionals: readonly string[];
}

const LARGEST_PORT = 65_535;
/** A moment needs an offset: without one it would mean another thing on each machine. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;

function isPort(raw: string): boolean {
  return /^\d{1,5}$/.test(raw) && Number(raw) <= LARGEST_PORT;
}

const CHECKS: Readonly<Record<Kind, (raw: string) => string | null>> = {
  text: (raw) => (raw === '' ? 'must not be empty' : null),
  list: (raw) => (raw === '' ? 'must not be empty' : null),
  flag: () => null,
  port: (raw) => (isPort(raw) ? null : 'must be a port, 0 to 65535'),
  'port-or-off': (raw) => (isPort(raw) || raw === 'off' ? null : 'must be a port, 0 to 65535, or off'),
  instant: (raw) =>
    INSTANT.test(raw) && !Number.isNaN(Date.parse(raw)) ? null : 'must be a moment like 2019-05-14T23:59:00+03:00',
};

/** Reads a command's words and every other source of its options. Throws WrongUse with all complaints at once. */
export function readSettings(
  words: readonly string[],
  options: Options,
  env: NodeJS.ProcessEnv,
  checks: SectionChecks = {},
): Input {
  const flags = readFlags(words, options);
  if (flags.complaints.length > 0) throw new WrongUse(...flags.complaints);
  const variables = readEnvironment(env, options);
  const config = firstOf('config', flags.given, variables);
  const file = config === undefined ? NO_FILE : readConfigFile(config.raw, fileOptions(options), checks);
  const values = merge(options, [flags.given, variables, file.given]);
  const complaints = [...values].flatMap(([name, given]) => check(name, options[name], given));
  if (complaints.length > 0) throw new WrongUse(...complaints);
  return { settings: settingsOf(values, flags.given, file.sections), positionals: flags.positionals };
}

const NO_FILE: ConfigFile = { given: new Map(), sections: new Map() };

/** What may stand in a config file: all but the file's own name and help. */
function fileOptions(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([name]) => name !== 'config' && name !== 'help'));
}

function firstOf(name: string, ...sources: readonly GivenValues[]): Given | undefined {
  return sources.map((source) => source.get(name)?.at(-1)).find((given) => given !== undefined);
}

function merge(options: Options, sources: readonly GivenValues[]): GivenValues {
  const values = new Map<string, readonly Given[]>();
  for (const [name, { fallback }] of Object.entries(options)) {
    const given = sources.map((source) => source.get(name)).find((each) => each !== undefined);
    if (given !== undefined) values.set(name, given);
    else if (fallback !== undefined) values.set(name, [{ raw: fallback, source: 'default' }]);
  }
  return values;
}

function check(name: string, option: Option | undefined, given: readonly Given[]): string[] {
  if (option === undefined) return [];
  if (option.absent) return [`${given[0]?.source ?? name}: --${name} is not available in this version.`];
  return given.flatMap(({ raw, source }) => {
    const complaint = CHECKS[option.kind](raw);
    return complaint === null ? [] : [`${source}: ${complaint}, not "${raw}".`];
  });
}

function settingsOf(values: GivenValues, flags: GivenValues, sections: Sections): Settings {
  const text = (name: string) => values.get(name)?.at(-1)?.raw;
  return {
    text,
    port: (name) => Number(text(name)),
    portOrOff: (name) => (text(name) === 'off' ? null : Number(text(name))),
    section: (name) => sections.get(name)?.data,
    list: (name) => (values.get(name) ?? []).map(({ raw }) => raw),
    flag: (name) => values.has(name),
    typed: (name) => flags.has(name),
  };
}
