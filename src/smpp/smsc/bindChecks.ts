/** May this peer bind? An ordered list of small checks; the first that says no gives the status (SMPP 3.4 §4.1). */
import type { Account } from '../config.ts';
import type { PduOf } from '../pdu/pdu.ts';
import type { StatusName } from '../pdu/statuses.ts';

export type BindName = 'bind_receiver' | 'bind_transmitter' | 'bind_transceiver';
export type BindPdu = { [Name in BindName]: PduOf<Name> }[BindName];

/** A bind as it was asked for. */
export interface BindAttempt {
  /** What stands before the `@` of system_id. */
  readonly systemId: string;
  /** What stands after it; `main` without one. */
  readonly world: string;
  /** IP address of the peer. */
  readonly address: string;
  /** The account that name and password fit, or null. */
  readonly account: Account | null;
  /** Binds that the account has now. */
  readonly binds: number;
}

/** @returns why not, or null */
type BindCheck = (attempt: BindAttempt) => StatusName | null;

export const MAIN_WORLD = 'main';

/** `harness@ID` → the account and the world; without `@` the world is `main`. */
export function splitSystemId(systemId: string): { readonly systemId: string; readonly world: string } {
  const at = systemId.indexOf('@');
  return at < 0 ? { systemId, world: MAIN_WORLD } : { systemId: systemId.slice(0, at), world: systemId.slice(at + 1) };
}

/** A name, and a world that there may be. */
const isNamed: BindCheck = ({ systemId, world }) => (systemId !== '' && WORLD_ID.test(world) ? null : 'ESME_RINVSYSID');

/** What ids of worlds look like. */
const WORLD_ID = /^[A-Za-z0-9_.-]{1,64}$/;

/** One answer for an unknown name and a wrong password. */
const isKnown: BindCheck = ({ account }) => (account === null ? 'ESME_RINVPASWD' : null);

/** Only those who know the password learn that they are in the wrong place. */
const comesFromThere: BindCheck = ({ account, address }) => {
  const allowed = account?.addresses ?? [];
  return allowed.length === 0 || allowed.includes(address) ? null : 'ESME_RBINDFAIL';
};

const hasRoom: BindCheck = ({ account, binds }) =>
  account !== null && binds >= account.binds ? 'ESME_RBINDFAIL' : null;

const CHECKS: readonly BindCheck[] = [isNamed, isKnown, comesFromThere, hasRoom];

/** Runs the checks in their order. @returns the status of the first that says no, or null */
export function refusalOf(attempt: BindAttempt): StatusName | null {
  for (const check of CHECKS) {
    const status = check(attempt);
    if (status !== null) return status;
  }
  return null;
}
