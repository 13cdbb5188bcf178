/** Errors that the gateway has no word for. */
import type { Problem } from '../../flow/api.ts';
import type { AdapterSetup } from './adapter.ts';

/** Tells of it; what comes of it for the peer is an internal error. */
export function failure({ onTrouble }: Pick<AdapterSetup, 'onTrouble'>, error: unknown): Problem {
  onTrouble({ kind: 'error', error, what: 'a message could not be worked on' });
  return { type: 'internal-error', detail: 'Something went wrong here.' };
}
