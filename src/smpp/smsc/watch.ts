/** Every PDU of a connection to the server, from before its bind on. */
import type { LinkWatch } from '../link/types.ts';
import { type Owner, watchOver } from '../telling/watch.ts';
import type { House, Seat } from './house.ts';

/** What a link of this server tells of its PDUs. */
export function watchFor(house: House, seat: Seat): LinkWatch {
  return watchOver(house, ownerOf(seat), house.pulse.now);
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
