/** Every PDU of a link, counted; and shown where somebody listens to its world. */
import type { Logger } from 'pino';
import type { Gateway } from '../../flow/api.ts';
import { admits, emptyBucket } from '../link/throttle.ts';
import type { Link, LinkWatch, Stray } from '../link/types.ts';
import { COMMANDS } from '../pdu/commands.ts';
import type { Defect } from '../pdu/cursor.ts';
import type { Pdu } from '../pdu/pdu.ts';
import type { Direction, Meters } from './meters.ts';
import { pduEvent, type Seen } from './pduEvent.ts';

/** Whose link it is now; on an SMSC that is known from the bind on. */
export interface Owner extends Pick<Seen, 'wire' | 'account'> {
  readonly world: string;
}

/** Who hears what the SMPP wire tells. */
export interface Audience {
  readonly gateway: Pick<Gateway, 'hears' | 'tell'>;
  readonly log: Logger;
  readonly meters: Meters;
}

/** Nobody reads more of them in a second. They pass no rate of the link, so that a peer may send as many as it likes. */
const STRAYS_TOLD = 100;

/**
 * What a link tells of its PDUs. All is counted; of strays, no more than so many a second are told.
 * @param owner is looked at anew for each of them
 * @param now the monotonic clock, ms
 */
export function watchOver(audience: Audience, owner: Owner, now: () => number): Required<LinkWatch> {
  const { gateway, meters } = audience;
  const told = emptyBucket();
  return {
    onPdu(link, direction, pdu) {
      meters.pdu(direction, pdu.command);
      if (pdu.status !== 0 && COMMANDS[pdu.command].kind === 'response') meters.error(direction, pdu.status);
      if (gateway.hears(owner.world)) show(audience, owner, link, direction, pdu);
    },
    onStray(link, what) {
      meters.stray(what.kind);
      if (what.kind === 'unsolicited') meters.pdu('in', what.pdu.command);
      if (what.kind === 'broken-framing') tellBroken(audience, owner, link, what.looksLike);
      else if (gateway.hears(owner.world) && admits(told, STRAYS_TOLD, now())) tellStray(audience, owner, link, what);
    },
  };
}

function show(
  { gateway }: Audience,
  { world, wire, account }: Owner,
  { id: bind }: Link,
  direction: Direction,
  pdu: Pdu,
) {
  const { msisdn, more } = pduEvent(pdu, { wire, bind, direction, account });
  gateway.tell(world, 'smpp.pdu', msisdn ?? undefined, more);
}

/** The peer does not speak SMPP, or has lost its thread. */
function tellBroken({ gateway, log }: Audience, { world, wire }: Owner, link: Link, looksLike: string): void {
  const { id: bind, remote: address } = link;
  gateway.tell(world, 'smpp.broken', undefined, { wire, bind, address, looksLike });
  log.warn({ wire, address, looksLike }, 'SMPP: the peer sent what is no PDU');
}

type Unread = Exclude<Stray, { kind: 'broken-framing' }>;

function tellStray({ gateway }: Audience, { world, wire }: Owner, { id: bind }: Link, what: Unread): void {
  gateway.tell(world, 'smpp.stray', undefined, { wire, bind, kind: what.kind, ...detailOf(what) });
}

function detailOf(what: Unread): Readonly<Record<string, unknown>> {
  switch (what.kind) {
    case 'unsolicited':
      return { command: what.pdu.command, sequence: what.pdu.sequence };
    case 'refused':
      return { command: what.pdu.command, status: what.status };
    case 'sloppy':
      return { command: what.frame.pdu.command, sequence: what.frame.pdu.sequence, ...defectOf(what.frame) };
    case 'unreadable':
      return { command: what.frame.command, ...defectOf(what.frame) };
  }
}

function defectOf({ status, offset, reason }: Defect): Defect {
  return { status, offset, reason };
}
