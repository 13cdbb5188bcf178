/** Every PDU of a connection to the server, from before its bind on. */
import type { LinkWatch } from '../link/types.ts';
import type { Pdu } from '../pdu/pdu.ts';
import { type Owner, watchOver } from '../telling/watch.ts';
import { splitSystemId } from './bindChecks.ts';
import type { House, Seat } from './house.ts';

/** What a link of this server tells of its PDUs. */
export function watchFor(house: House, seat: Seat): LinkWatch {
  const watch = watchOver(house, ownerOf(seat));
  return {
    onPdu(link, direction, pdu) {
      if (seat.bound === null) noteWorld(seat, pdu);
      watch.onPdu(link, direction, pdu);
    },
    onStray: watch.onStray,
  };
}

function ownerOf(seat: Seat): Owner {
  return {
    get world() {
      return seat.world;
    },
    get wire() {
      return seat.bound?.party.wire ?? null;
    },
    get account() {
      return seat.bound?.party.account ?? null;
    },
  };
}

/** What happens before a bind is shown in the world that it asks for. */
function noteWorld(seat: Seat, { body }: Pdu): void {
  if ('password' in body) seat.world = splitSystemId(body.system_id).world;
}
