/** Every PDU of a connection, counted; and shown where somebody listens to its world. */
import type { Link, LinkWatch, Stray } from '../link/types.ts';
import type { Pdu } from '../pdu/pdu.ts';
import { splitSystemId } from './bindChecks.ts';
import type { House, Seat } from './house.ts';
import type { Direction } from './meters.ts';
import { pduEvent } from './pduEvent.ts';
import { tellBroken } from './tell.ts';

/** What a link of this server tells of its PDUs. */
export function watchFor(house: House, seat: Seat): LinkWatch {
  const { gateway, meters } = house;
  return {
    onPdu(link, direction, pdu) {
      meters.pdu(direction, pdu.command);
      if (pdu.status !== 0) meters.error(direction, pdu.status);
      if (seat.bound === null) noteWorld(seat, pdu);
      if (gateway.hears(seat.world)) show(house, seat, link, direction, pdu);
    },
    onStray(link, what) {
      meters.stray(what.kind);
      if (what.kind === 'broken-framing') tellBroken(house, link, seat, what.looksLike);
      else if (gateway.hears(seat.world)) tellStray(house, seat, link, what);
    },
  };
}

/** What happens before a bind is shown in the world that it asks for. */
function noteWorld(seat: Seat, { body }: Pdu): void {
  if ('password' in body) seat.world = splitSystemId(body.system_id).world;
}

function show({ gateway }: House, { world, bound }: Seat, link: Link, direction: Direction, pdu: Pdu): void {
  const { msisdn, more } = pduEvent(pdu, {
    wire: bound?.party.wire ?? null,
    bind: link.id,
    direction,
    account: bound?.party.account ?? null,
  });
  gateway.tell(world, 'smpp.pdu', msisdn ?? undefined, more);
}

type Unread = Exclude<Stray, { kind: 'broken-framing' }>;

function tellStray({ gateway }: House, { world, bound }: Seat, link: Link, what: Unread): void {
  const wire = bound?.party.wire ?? null;
  gateway.tell(world, 'smpp.stray', undefined, { wire, bind: link.id, kind: what.kind, ...detailOf(what) });
}

function detailOf(what: Unread): Readonly<Record<string, unknown>> {
  if (what.kind === 'unsolicited') return { command: what.pdu.command };
  if (what.kind === 'refused') return { command: what.pdu.command, status: what.status };
  const { command, status, offset, reason } = what.frame;
  return { command, status, offset, reason };
}
