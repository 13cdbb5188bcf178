/** Every PDU of a link, counted; and shown where somebody listens to its world. */
import type { Logger } from 'pino';
import type { Gateway } from '../../flow/api.ts';
import type { Link, LinkWatch, Stray } from '../link/types.ts';
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

/** What a link tells of its PDUs. @param owner is looked at anew for each of them */
export function watchOver(audience: Audience, owner: Owner): Required<LinkWatch> {
  const { gateway, meters } = audience;
  return {
    onPdu(link, direction, pdu) {
      meters.pdu(direction, pdu.command);
      if (pdu.status !== 0) meters.error(direction, pdu.status);
      if (gateway.hears(owner.world)) show(audience, owner, link, direction, pdu);
    },
    onStray(link, what) {
      meters.stray(what.kind);
      if (what.kind === 'broken-framing') tellBroken(audience, owner, link, what.looksLike);
      else if (gateway.hears(owner.world)) tellStray(audience, owner, link, what);
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
  if (what.kind === 'unsolicited') return { command: what.pdu.command };
  if (what.kind === 'refused') return { command: what.pdu.command, status: what.status };
  const { command, status, offset, reason } = what.frame;
  return { command, status, offset, reason };
}
