/** How aggregates look in a store: JSON, small. */
import type { Account } from '../bonus/types.ts';
import type { Session } from '../session/types.ts';
import type { Etag } from '../store/port.ts';

/** How many of its last commits an account remembers. */
const TAGS_KEPT = 4;

/** An account as stored: it remembers its last commits, so that one whose reply got lost is recognised, not repeated. */
export interface StoredAccount {
  readonly account: Account;
  readonly tags: readonly Etag[];
}

/** Stored string of an account, `etag` being the one it is about to get. */
export function encodeAccount(account: Account, tags: readonly Etag[], etag: Etag): string {
  return JSON.stringify({ account, tags: [...tags, etag].slice(-TAGS_KEPT) });
}

/** Reads what `encodeAccount` wrote. */
export function decodeAccount(value: string): StoredAccount {
  return JSON.parse(value) as StoredAccount;
}

/** What few sessions have goes by name; in the others there is nothing of it. */
type Rest = Pick<Session, 'vars' | 'page' | 'tries' | 'notice' | 'data' | 'ahead' | 'dropped' | 'waits'>;

const BAR = 0x7c;
const COMMA = 0x2c;
const BARS_OF_NAMES = 5;
/** Places of what is not there in every session, of the first figure, and of the rest. */
const [WIRE, REFERENCE, BACK, FIGURES, REST] = [3, 4, 5, 6, 9];

const NOWHERE: readonly string[] = Object.freeze([]);

/**
 * Stored string of a session: `nonce|service|state|=wire|=reference|,back,back|startedAt|life|step|rest`. By position and without
 * quotes it is half as long as JSON, and written and read in a third of the time, which each menu step does once.
 */
export function encodeSession(session: Session): string {
  const { nonce, service, state, startedAt, expiresAt, step, back = NOWHERE, wire, reference } = session;
  const names = `${nonce}|${service}|${state}|${given(wire)}|${given(reference)}|${listed(back)}`;
  if (!isPlain(names, back.length)) return JSON.stringify(session);
  return `${names}|${startedAt}|${expiresAt - startedAt}|${step}|${restOf(session)}`;
}

function given(name: string | undefined): string {
  return name === undefined ? '' : `=${name}`;
}

function listed(states: readonly string[]): string {
  return states.length === 0 ? '' : `,${states.join()}`;
}

/** Whether no name has a separator in it, nor looks like JSON. Those of services and states never do; the rest is the wires' affair. */
function isPlain(names: string, commas: number): boolean {
  let bars = BARS_OF_NAMES;
  let left = commas;
  for (let at = 0; at < names.length; at += 1) {
    const char = names.charCodeAt(at);
    if (char === BAR) bars -= 1;
    else if (char === COMMA) left -= 1;
  }
  return bars === 0 && left === 0 && !names.startsWith('{');
}

/** JSON leaves out what is undefined. */
function restOf({ vars, page, tries, notice, data, ahead, dropped, waits }: Session): string {
  if ((vars ?? page ?? tries ?? notice ?? data ?? ahead ?? dropped ?? waits) === undefined) return '';
  return JSON.stringify({ vars, page, tries, notice, data, ahead, dropped, waits });
}

/** Reads what `encodeSession` wrote. Throws SyntaxError for anything else. */
export function decodeSession(value: string): Session {
  if (value.startsWith('{')) return JSON.parse(value) as Session;
  const parts = value.split('|');
  if (parts.length <= REST) throw new SyntaxError('This is no session as it is stored.');
  const startedAt = Number(parts[FIGURES]);
  const session = {
    nonce: parts[0],
    service: parts[1],
    state: parts[2],
    startedAt,
    expiresAt: startedAt + Number(parts[FIGURES + 1]),
    step: Number(parts[FIGURES + 2]),
  } as { -readonly [Key in keyof Session]: Session[Key] };
  const wire = parts[WIRE] as string;
  const reference = parts[REFERENCE] as string;
  const back = parts[BACK] as string;
  if (wire !== '') session.wire = wire.slice(1);
  if (reference !== '') session.reference = reference.slice(1);
  if (back !== '') session.back = back.slice(1).split(',');
  return parts[REST] === '' ? session : Object.assign(session, readRest(parts));
}

/** Bars in it are its own. */
function readRest(parts: readonly string[]): Rest {
  return JSON.parse(parts.length > REST + 1 ? parts.slice(REST).join('|') : (parts[REST] as string));
}
