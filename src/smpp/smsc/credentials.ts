/** Who may bind: accounts by system_id, and passwords that are compared without telling anything by the time it takes. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Account } from '../config.ts';

export interface Credentials {
  /** The account of this name and password, or null: nobody learns which of the two was wrong. */
  verify(systemId: string, password: string): Account | null;
}

/** The accounts of a server. */
export function credentialsOf(accounts: readonly Account[]): Credentials {
  const known = new Map(accounts.map((account) => [account.systemId, { account, digest: digestOf(account.password) }]));
  return {
    verify(systemId, password) {
      const found = known.get(systemId);
      const fits = timingSafeEqual(found?.digest ?? NOBODY, digestOf(password));
      return found !== undefined && fits ? found.account : null;
    },
  };
}

/** An unknown name costs the same comparison as a known one; no password has this digest. */
const NOBODY = Buffer.alloc(32);

function digestOf(password: string): Buffer {
  return createHash('sha256').update(password, 'latin1').digest();
}
