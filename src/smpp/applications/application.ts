/** The adapter of somebody's own application: an ESME behind short codes, on one or more binds. */

import { type MessageAdapter, openAdapter } from '../adapter/adapter.ts';
import { wireEndOf } from '../adapter/deliveries.ts';
import { failure } from '../adapter/failure.ts';
import { fieldDefect } from '../adapter/fieldChecks.ts';
import { answerSms, submitSms } from '../adapter/smsDesk.ts';
import type { Link } from '../link/types.ts';
import { isUssd } from '../ussd/read.ts';
import type { UssdPdu } from '../ussd/types.ts';
import { abort, applicationOf } from './asking.ts';
import { type ApplicationSetup, openRoom, type Room } from './room.ts';
import { takeScreen } from './screens.ts';
import { lose, type Talk } from './talks.ts';

/** Opens the adapter of one (world, application). */
export function openApplication(setup: ApplicationSetup): MessageAdapter {
  const room = openRoom(setup);
  return openAdapter(room.binds, {
    attach: () => attach(room),
    part: (link) =>
      part(
        room,
        room.talks.all().filter((talk) => link === null || talk.link === link),
      ),
    onMessage: (link, request) => take(room, link, request),
    submit: (request) => submitSms(room.desk, request),
  });
}

/** Where the application is there, its SMS find it too. No phone hangs on its wire. */
function attach(room: Room): () => void {
  const { gateway, world, wire, systemId } = room.setup;
  const end = wireEndOf(room, { show: () => null, cutOff: (isOver) => cutOff(room, isOver) });
  const detachWire = gateway.attachWire(world, wire, end);
  const detachApplication = gateway.attachApplication(world, systemId, applicationOf(room));
  return () => {
    detachApplication();
    detachWire();
  };
}

/** The bind of these dialogues is gone: who waits for a screen hears so, and phones that think are told. */
function part(room: Room, talks: readonly Talk[]): void {
  const thinking = talks.filter(({ waiting }) => waiting === null);
  for (const talk of talks) lose(room.talks, talk);
  if (thinking.length === 0) return;
  const dialogues = thinking.map(({ msisdn, sessionId }) => ({ msisdn, sessionId }));
  room.setup.gateway.release(room.call, dialogues).catch((error: unknown) => failure(room.setup, error));
}

/** See `WireEnd.cutOff`. */
function cutOff(room: Room, isOver: (sessionId: string) => boolean): void {
  for (const talk of room.talks.all().filter(({ sessionId }) => isOver(sessionId))) abort(room, talk);
}

function take(room: Room, link: Link, request: UssdPdu): void {
  const defect = fieldDefect(request);
  if (defect !== null) link.refuse(request, defect);
  else if (isUssd(request)) takeScreen(room, link, request);
  else answerSms(room.desk, link, request);
}
