/** The bind as an ESME asks for it, and what its answer means (SMPP 3.4 §4.1). */
import type { LinkAccount } from '../config.ts';
import type { Asked, Outcome } from '../link/types.ts';
import type { RequestName } from '../pdu/commands.ts';
import { STATUSES, statusName } from '../pdu/statuses.ts';

/** Which of the three binds. */
export type BindName = Extract<RequestName, `bind_${string}`>;

/** SMPP 3.4. */
const INTERFACE_VERSION = 0x34;

/** The request; no address range: what the SMSC routes to this account is its own affair. */
export function bindRequest(command: BindName, { systemId, password, systemType }: LinkAccount): Asked {
  return {
    command,
    body: {
      system_id: systemId,
      password,
      system_type: systemType,
      interface_version: INTERFACE_VERSION,
      addr_ton: 0,
      addr_npi: 0,
      address_range: '',
    },
  };
}

/** What became of a bind. `ended`: the connection was over before there was an answer, and knows why. */
export type Grant =
  | { readonly kind: 'granted' | 'ended' }
  | {
      readonly kind: 'refused';
      /** For people. */
      readonly why: string;
    };

/** A generic_nack grants nothing, whatever its status. */
export function grantOf(bind: BindName, outcome: Outcome): Grant {
  if (outcome.kind === 'lost') {
    return outcome.why === 'closed'
      ? { kind: 'ended' }
      : { kind: 'refused', why: `no answer to the bind (${outcome.why})` };
  }
  const { command, status } = outcome.response;
  if (status === STATUSES.ESME_ROK.code && command === `${bind}_resp`) return { kind: 'granted' };
  const word = statusName(status) ?? `0x${status.toString(16).padStart(8, '0')}`;
  return { kind: 'refused', why: `the bind was refused: ${command === 'generic_nack' ? 'generic_nack ' : ''}${word}` };
}
