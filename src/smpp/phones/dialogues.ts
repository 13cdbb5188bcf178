/** USSD of the phones: what each message asks of the gateway. */

import { acknowledge } from '../adapter/acknowledge.ts';
import { destinationOf, international, isCode, msisdnIn, senderAddress, sourceOf } from '../adapter/addresses.ts';
import { failure } from '../adapter/failure.ts';
import { statusOf } from '../adapter/statuses.ts';
import type { Link } from '../link/types.ts';
import { readUpward } from '../ussd/read.ts';
import { readUssdText } from '../ussd/text.ts';
import type { Reading, SessionKey, Upward, UssdPdu } from '../ussd/types.ts';
import type { Live } from './lives.ts';
import type { Room } from './room.ts';
import { callFor, follow } from './steps.ts';

/** A message as it came, and what its session parameter held. */
interface Heard {
  readonly link: Link;
  readonly request: UssdPdu;
  readonly mark: number;
}

type UpwardOf<Kind extends Upward['kind']> = Extract<Upward, { kind: Kind }>;

/** Takes a USSD message; it is answered here, at once or later. */
export function takeUssd(room: Room, link: Link, request: UssdPdu): void {
  const reading = readPhone(room, request);
  if (reading.kind === 'wrong') link.refuse(request, reading.status);
  else step(room, { link, request, mark: reading.mark }, reading.message);
}

function step(room: Room, heard: Heard, message: Upward): void {
  switch (message.kind) {
    case 'begin':
      begin(room, heard, message);
      break;
    case 'answer':
      answer(room, heard, message);
      break;
    case 'notified':
      acknowledge(heard.link, heard.request, room.nextId());
      break;
    case 'abort':
      abort(room, heard, message);
  }
}

function readPhone(room: Room, request: UssdPdu): Reading<Upward> {
  const { source_addr_ton, source_addr } = request.body;
  const msisdn = msisdnIn(source_addr_ton, source_addr);
  if (msisdn === null) return { kind: 'wrong', status: 'ESME_RINVSRCADR' };
  const read = readUssdText(request, room.setup.defaultAlphabet);
  return read.kind === 'wrong' ? read : readUpward(room.dialect, request, { msisdn, text: read.text });
}

function begin(room: Room, heard: Heard, { msisdn, key, code }: UpwardOf<'begin'>): void {
  const { link, request } = heard;
  // Without a bind that takes screens the phone would never see one.
  if (room.binds.receivers === 0) {
    link.refuse(request, 'ESME_RSUBMITFAIL');
    return;
  }
  const unlessOpen = room.dialect.begunTwice === 'refused';
  const live = liveOf(room, heard, { msisdn, key, code });
  // Whether one of this name goes on is for the gateway to say; if so that one stays.
  if (!unlessOpen || room.lives.find(msisdn, key) === null) room.lives.put(live);
  const asking = { room, link, request, live, isBegin: true, isOpen: true };
  const body = { msisdn: international(msisdn), code, reference: key, ...(unlessOpen ? { unlessOpen } : {}) };
  follow(asking, room.setup.gateway.dial(callFor(asking), body));
}

function answer(room: Room, heard: Heard, { msisdn, key, input }: UpwardOf<'answer'>): void {
  const { link, request, mark } = heard;
  const known = room.lives.find(msisdn, key);
  if (known !== null) {
    known.link = link;
    known.mark = mark;
  }
  const live = known ?? liveOf(room, heard, { msisdn, key, code: '' });
  const asking = { room, link, request, live, isBegin: false, isOpen: true };
  const dialogue = { msisdn: international(msisdn), reference: key };
  follow(asking, room.setup.gateway.answer(callFor(asking), dialogue, { input }));
}

function abort(room: Room, { link, request }: Heard, { msisdn, key }: UpwardOf<'abort'>): void {
  const live = room.lives.find(msisdn, key);
  if (live !== null) room.lives.remove(live);
  room.setup.gateway.hangUp(room.call, { msisdn: international(msisdn), reference: key }).then(
    (result) =>
      result.ok ? acknowledge(link, request, room.nextId()) : link.refuse(request, statusOf(result.problem)),
    (error: unknown) => link.refuse(request, statusOf(failure(room.setup, error))),
  );
}

interface Named {
  readonly msisdn: string;
  readonly key: SessionKey;
  readonly code: string;
}

/** The dialogue as the phone's message shows it: what we write goes back to where that came from. */
function liveOf(room: Room, { link, request, mark }: Heard, { msisdn, key, code }: Named): Live {
  const { body, command } = request;
  return {
    carrier: command === 'data_sm' ? command : room.sends,
    source: body.destination_addr === '' && isCode(code) ? senderAddress(code) : destinationOf(body),
    destination: sourceOf(body),
    mark,
    begunBy: 'phone',
    msisdn,
    key,
    link,
    sessionId: '',
    language: '',
    isGone: false,
  };
}
