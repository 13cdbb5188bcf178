/** `smpp:` of the configuration file → who may bind and to whom the gateway binds, with every mistake at once. */
import type { Account, LinkAccount, SmppConfig } from '../config.ts';
import { clashes } from './clashes.ts';
import { DEFAULT_ACCOUNT, PASSWORD_VARIABLE } from './defaults.ts';
import type { Mistake } from './kinds.ts';
import { mistakesOf } from './kinds.ts';
import { ACCOUNT_RULES, LINK_RULES, PORT_RULE, SINK_RULE } from './rules.ts';
import { isMapping, notAMapping, readSection, unknownKeys } from './section.ts';

/** The environment, for `password_env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface ReadSmpp {
  /** To be used only where there is no mistake. */
  readonly config: SmppConfig;
  readonly mistakes: readonly Mistake[];
}

/** Something read with what is wrong with it. */
interface Read<T> {
  readonly value: T;
  readonly mistakes: readonly Mistake[];
}

const KEYS = ['port', 'accounts', 'links', 'sinks'];

/** @param data the section as plain data; undefined where there is none: one account for everybody, one sink */
export function readSmpp(data: unknown, env: Environment): ReadSmpp {
  if (data !== undefined && !isMapping(data)) return { config: NOTHING, mistakes: [notAMapping([])] };
  const given = data ?? {};
  const standing = given.accounts === undefined ? defaultAccount(env) : null;
  const accounts = readList(given.accounts, ['accounts'], (one, path) => readAccount(one, path, env));
  const links = readList(given.links, ['links'], (one, path) => readLink(one, path, env));
  const sinks = readSinks(given.sinks);
  const config = {
    accounts: standing === null ? accounts.value : [standing.value],
    links: links.value,
    sinks: sinks.value,
  };
  const wrongPort = given.port === undefined ? [] : mistakesOf(PORT_RULE, given.port, ['port']);
  const own = [
    unknownKeys(given, KEYS, []),
    wrongPort,
    standing?.mistakes ?? [],
    accounts.mistakes,
    links.mistakes,
    sinks.mistakes,
  ].flat();
  return { config, mistakes: [...own, ...clashes(config).filter((clash) => !own.some(isWithin(clash)))] };
}

/** A mistake inside what clashes is the cause of the clash. */
function isWithin({ path }: Mistake): (other: Mistake) => boolean {
  return (other) => path.every((step, index) => step === other.path[index]);
}

const NOTHING: SmppConfig = { accounts: [], links: [], sinks: [] };

function readSinks(data: unknown): Read<readonly string[]> {
  if (data === undefined) return { value: SINK_RULE.fallback, mistakes: [] };
  const mistakes = mistakesOf(SINK_RULE, data, ['sinks']);
  return { value: mistakes.length > 0 ? [] : (data as readonly string[]), mistakes };
}

function readList<T>(
  data: unknown,
  path: Mistake['path'],
  read: (one: unknown, path: Mistake['path']) => Read<T>,
): Read<readonly T[]> {
  if (data === undefined) return { value: [], mistakes: [] };
  if (!Array.isArray(data)) return { value: [], mistakes: [{ path, message: `"${path.at(-1)}" must be a list.` }] };
  const all = data.map((one, index) => read(one, [...path, index]));
  return { value: all.map(({ value }) => value), mistakes: all.flatMap(({ mistakes }) => mistakes) };
}

function readAccount(data: unknown, path: Mistake['path'], env: Environment): Read<Account> {
  const { values, mistakes } = readSection(data, ACCOUNT_RULES, path);
  const password = passwordOf(data, values, path, env);
  const account: Account = {
    systemId: values.system_id ?? '',
    password: password.value,
    role: values.role,
    codes: values.codes,
    window: values.window,
    rate: values.rate,
    binds: values.binds,
    dialect: values.dialect,
    addresses: values.addresses,
    receiptIds: values.receipt_ids,
    defaultAlphabet: values.default_alphabet,
    longSms: values.long_sms,
    inactivity: values.inactivity ?? 0,
    answerWithin: values.answer_within,
  };
  return { value: account, mistakes: [...mistakes, ...missing(data, path, ['system_id']), ...password.mistakes] };
}

function readLink(data: unknown, path: Mistake['path'], env: Environment): Read<LinkAccount> {
  const { values, mistakes } = readSection(data, LINK_RULES, path);
  const password = passwordOf(data, values, path, env);
  const link: LinkAccount = {
    name: values.name ?? '',
    host: values.host ?? '',
    port: values.port,
    tls: values.tls,
    systemId: values.system_id ?? '',
    password: password.value,
    bind: values.bind,
    systemType: values.system_type,
    world: values.world,
    window: values.window,
    rate: values.rate,
    dialect: values.dialect,
    defaultAlphabet: values.default_alphabet,
    longSms: values.long_sms,
  };
  const absent = missing(data, path, ['name', 'host', 'system_id']);
  return { value: link, mistakes: [...mistakes, ...absent, ...password.mistakes] };
}

function missing(data: unknown, path: Mistake['path'], keys: readonly string[]): readonly Mistake[] {
  const given = isMapping(data) ? data : {};
  return keys.filter((key) => !Object.hasOwn(given, key)).map((key) => ({ path, message: `"${key}" is missing.` }));
}

/** The account of those who configure none; a variable may give it a password of its own. */
function defaultAccount(env: Environment): Read<Account> {
  if (!env[PASSWORD_VARIABLE]) return { value: DEFAULT_ACCOUNT, mistakes: [] };
  const { value: password, mistakes } = passwordIn(PASSWORD_VARIABLE, env[PASSWORD_VARIABLE], []);
  return { value: { ...DEFAULT_ACCOUNT, password }, mistakes };
}

/** One of `password` and `password_env` (SMPP 3.4 §4.1.1: at most 8 octets). What is wrong in one of them was said before. */
function passwordOf(
  data: unknown,
  { password, password_env: variable }: Passwords,
  path: Mistake['path'],
  env: Environment,
): Read<string> {
  const given = isMapping(data) ? ['password', 'password_env'].filter((key) => Object.hasOwn(data, key)) : [];
  if (given.length === 0) return wrong(path, '"password" is missing (or "password_env").');
  if (given.length === 2) return wrong([...path, 'password_env'], 'give "password" or "password_env", not both.');
  if (variable !== undefined) return passwordIn(variable, env[variable], [...path, 'password_env']);
  return { value: password ?? '', mistakes: [] };
}

interface Passwords {
  readonly password: string | undefined;
  readonly password_env: string | undefined;
}

function passwordIn(variable: string, password: string | undefined, path: Mistake['path']): Read<string> {
  if (!password) return wrong(path, `the variable ${variable} is not set; it must hold the password.`);
  const fits = mistakesOf(ACCOUNT_RULES.password, password, path).length === 0;
  return fits
    ? { value: password, mistakes: [] }
    : wrong(path, `the variable ${variable} must hold ${ACCOUNT_RULES.password.words}.`);
}

function wrong(path: Mistake['path'], message: string): Read<string> {
  return { value: '', mistakes: [{ path, message }] };
}
