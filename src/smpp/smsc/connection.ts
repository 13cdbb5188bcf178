/** One connection from its first octet to its last. */
import type { Socket } from 'node:net';
import { openLink } from '../link/link.ts';
import type { Link, LinkHandler } from '../link/types.ts';
import { takeBind } from './bind.ts';
import { MAIN_WORLD } from './bindChecks.ts';
import { takeCommand } from './commands/table.ts';
import type { Place } from './door.ts';
import { takeUnderFaults } from './faults.ts';
import type { House, Seat } from './house.ts';
import type { Bound } from './parties.ts';
import { tellExit } from './tell.ts';
import { watchFor } from './watch.ts';

type Request = Parameters<LinkHandler['onRequest']>[1];

/** Speaks SMPP with whoever connected. @param gone hears when it is over */
export function openConnection(house: House, socket: Socket, place: Place, gone: (link: Link) => void): Link {
  const seat: Seat = { place, world: MAIN_WORLD, bound: null };
  return openLink({
    socket,
    side: 'smsc',
    limits: house.limits,
    openedAt: place.since,
    pulse: house.pulse,
    watch: watchFor(house, seat),
    onError: house.onError,
    handler: {
      onRequest: (link, request) => take(house, seat, link, request),
      // No state lets an ESME send outbind or alert_notification.
      onNotice: () => {},
      onClose(link, reason) {
        place.state = 'over';
        gone(link);
        if (seat.bound === null) return;
        house.parties.leave(seat.bound);
        tellExit(house, seat.bound, reason);
      },
    },
  });
}

function take(house: House, seat: Seat, link: Link, request: Request): void {
  switch (request.command) {
    case 'bind_receiver':
    case 'bind_transmitter':
    case 'bind_transceiver':
      return void takeBind(house, seat, link, request);
    default:
      if (seat.bound === null) link.refuse(request, 'ESME_RINVBNDSTS');
      else takeAsked(house, seat.bound, request);
  }
}

function takeAsked(house: House, bound: Bound, request: Request): void {
  takeUnderFaults(house, bound, request, () => takeCommand(house, bound, request));
}
