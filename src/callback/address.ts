/** Where applications may be asked: addresses from the configuration or the command line, and even of these not all. */
import { isIP } from 'node:net';
import { withoutPasswords } from '../text/maskPassword.ts';

/** Whether requests may go to this address; else why not, for people. */
export type AddressCheck = { readonly ok: true; readonly url: URL } | { readonly ok: false; readonly why: string };

/** Checks an address as written. Link-local ones are refused: machines in clouds keep their secrets there. */
export function checkAddress(written: string): AddressCheck {
  const url = URL.canParse(written) ? new URL(written) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    return { ok: false, why: `"${withoutPasswords(written)}" is no address. Write it like http://127.0.0.1:3000/ussd` };
  }
  if (url.username !== '' || url.password !== '') {
    return { ok: false, why: 'an address with a user or password in it would stand in logs. Leave them out' };
  }
  if (isLinkLocal(url.hostname)) return { ok: false, why: `${url.hostname} is link-local, which is not asked` };
  return { ok: true, url };
}

/** RFC 3927 and RFC 4291 §2.5.6, also written as an IPv4 address mapped into IPv6. */
function isLinkLocal(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (isIP(host) === 4) return host.startsWith('169.254.');
  return /^fe[89ab][0-9a-f]:/.test(host) || /^::ffff:a9fe:/.test(host);
}
