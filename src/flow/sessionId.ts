/**
 * The public id of a USSD session: `<nonce><mac><msisdn in base 36>`.
 *
 * A store keeps live sessions only. The MAC, keyed by the world's secret, tells an id that once was given out (410, it is
 * over) from one that never existed (404), without a record of dead sessions.
 */
import { hash } from 'node:crypto';

export const NONCE_LENGTH = 8;
const MAC_LENGTH = 8;
const FORM = /^[\w-]{16}[0-9a-z]{3,10}$/;

/** Makes the id of a session of `msisdn` (E.164 digits) in the world that owns `secret`. */
export function makeSessionId(secret: string, msisdn: string, nonce: string): string {
  const last = known.get(nonce);
  if (last?.secret === secret && last.msisdn === msisdn) return last.id;
  const id = nonce + mac(secret, msisdn, nonce) + Number(msisdn).toString(36);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(nonce, { secret, msisdn, nonce, id });
  return id;
}

interface KnownId {
  readonly secret: string;
  readonly msisdn: string;
  readonly nonce: string;
  readonly id: string;
}

/** Ids as made last, by nonce: each step of a dialogue asks for the same one. */
const known = new Map<string, KnownId>();
const MOST_KNOWN = 1000;

/** Takes an id apart without trusting it. Null if it has not the form of one. */
export function readSessionId(id: string): { readonly msisdn: string; readonly nonce: string } | null {
  const nonce = id.slice(0, NONCE_LENGTH);
  const last = known.get(nonce);
  if (last?.id === id) return last;
  if (!FORM.test(id)) return null;
  const msisdn = Number.parseInt(id.slice(NONCE_LENGTH + MAC_LENGTH), 36);
  return msisdn > 1e15 ? null : { msisdn: String(msisdn), nonce };
}

/** Whether this world gave out this id. Takes the same time wherever they differ. */
export function isOurs(secret: string, id: string, msisdn: string, nonce: string): boolean {
  const expected = makeSessionId(secret, msisdn, nonce);
  if (expected.length !== id.length) return false;
  let difference = 0;
  for (let at = 0; at < id.length; at += 1) difference |= expected.charCodeAt(at) ^ id.charCodeAt(at);
  return difference === 0;
}

/** Whether the world that owns `secret` gave out this id, whosever it is. */
export function isIdOf(secret: string, id: string): boolean {
  const read = readSessionId(id);
  return read !== null && isOurs(secret, id, read.msisdn, read.nonce);
}

/** The secret goes in first and last: a plain hash of `secret + message` could be extended. One-shot hashing costs a quarter of an HMAC. */
function mac(secret: string, msisdn: string, nonce: string): string {
  return hash('sha256', `${secret} ${nonce} ${msisdn} ${secret}`, 'base64url').slice(0, MAC_LENGTH);
}
