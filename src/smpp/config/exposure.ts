/** Whether strangers could bind with what stands in the manual. */
import { BlockList, isIPv6 } from 'node:net';
import type { Account } from '../config.ts';
import { DEFAULT_ACCOUNT, PASSWORD_VARIABLE } from './defaults.ts';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

/** Where something may listen. */
interface Listening {
  readonly host: string;
  readonly port: number | null;
  readonly tls: object | null;
}

/** Why the gateway may not listen there with these accounts, in one sentence, or null. */
export function exposedDefaults({ host, port, tls }: Listening, accounts: readonly Account[]): string | null {
  if ((port === null && tls === null) || isLoopback(host) || !accounts.some(isFromManual)) return null;
  return (
    `SMPP would listen on ${host} with the password that stands in the manual. ` +
    `Give ${DEFAULT_ACCOUNT.systemId} another one (${PASSWORD_VARIABLE}, or accounts in the config file), or switch SMPP off with --smpp off.`
  );
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || LOOPBACK.check(host, isIPv6(host) ? 'ipv6' : 'ipv4');
}

function isFromManual({ systemId, password }: Account): boolean {
  return systemId === DEFAULT_ACCOUNT.systemId && password === DEFAULT_ACCOUNT.password;
}
