/** The adapter of phones: the far side of these binds plays them. */

import { acknowledge } from '../adapter/acknowledge.ts';
import { type MessageAdapter, openAdapter } from '../adapter/adapter.ts';
import { wireEndOf } from '../adapter/deliveries.ts';
import { fieldDefect, isReport } from '../adapter/fieldChecks.ts';
import { answerSms, submitSms } from '../adapter/smsDesk.ts';
import type { Link } from '../link/types.ts';
import { isUssd } from '../ussd/read.ts';
import type { UssdPdu } from '../ussd/types.ts';
import { takeUssd } from './dialogues.ts';
import { openRoom, type PhonesSetup, type Room } from './room.ts';
import { cutOff, release, showPushed } from './screens.ts';

/** Opens the adapter of one (world, wire), for a network account or an outgoing link. */
export function openPhones(setup: PhonesSetup): MessageAdapter {
  const room = openRoom(setup);
  const end = wireEndOf(room, {
    show: (screen) => showPushed(room, screen),
    cutOff: (isOver) => cutOff(room, isOver),
  });
  return openAdapter(room.binds, {
    attach: () => setup.gateway.attachWire(setup.world, setup.wire, end),
    part: (link) =>
      release(
        room,
        room.lives.takeOut((live) => link === null || live.link === link),
      ),
    onMessage: (link, request) => take(room, link, request),
    submit: (request) => submitSms(room.desk, request),
  });
}

/** What an SMSC delivers is taken as it comes: it may have its own service types and classes. */
function take(room: Room, link: Link, request: UssdPdu): void {
  const isSmsc = room.sends === 'submit_sm';
  const defect = isSmsc ? null : fieldDefect(request);
  if (defect !== null) link.refuse(request, defect);
  // The receipts of an SMSC tell us nothing that we asked for.
  else if (isSmsc && isReport(request)) acknowledge(link, request, '');
  else if (isUssd(request)) takeUssd(room, link, request);
  else answerSms(room.desk, link, request);
}
