/** USSD of an application: the screen that somebody waits for, or a dialogue of its own. */
import type { AppScreen, Result, UssdAnswer } from '../../flow/api.ts';
import { fitsInto, USSD_CAPACITY } from '../../text/size.ts';
import type { Link } from '../link/types.ts';
import type { StatusName } from '../pdu/statuses.ts';
import { acknowledge } from '../phones/acknowledge.ts';
import { destinationOf, international, msisdnIn, sourceOf } from '../phones/addresses.ts';
import { failure } from '../phones/failure.ts';
import { statusOf } from '../phones/statuses.ts';
import { readDownward } from '../ussd/read.ts';
import { firstMark, keyOf } from '../ussd/sessionKey.ts';
import { readUssdText } from '../ussd/text.ts';
import type { Downward, UssdPdu } from '../ussd/types.ts';
import { tell } from './asking.ts';
import type { Room } from './room.ts';
import { senderIn } from './senders.ts';
import { settle, type Talk } from './talks.ts';

/** A message of the application, read. */
interface Said {
  readonly link: Link;
  readonly request: UssdPdu;
  readonly message: Downward;
  readonly mark: number;
}

/** Takes a USSD message; it is answered here, at once or later. */
export function takeScreen(room: Room, link: Link, request: UssdPdu): void {
  const read = readApplication(room, request);
  if (typeof read === 'string') {
    link.refuse(request, read);
    return;
  }
  const said = { link, request, ...read };
  const talk = room.talks.find(read.message.msisdn);
  const defect = talk === null ? null : defectIn(room, talk, read.message);
  if (defect !== null) link.refuse(request, defect);
  else if (talk !== null && talk.key === read.message.key) show(room, talk, said);
  else push(room, said);
}

function readApplication(room: Room, request: UssdPdu): Pick<Said, 'message' | 'mark'> | StatusName {
  const { setup, dialect } = room;
  const { source_addr_ton, source_addr, dest_addr_ton, destination_addr } = request.body;
  const from = senderIn(setup.codes, source_addr_ton, source_addr);
  if (from === null) return 'ESME_RINVSRCADR';
  const msisdn = msisdnIn(dest_addr_ton, destination_addr);
  if (msisdn === null) return 'ESME_RINVDSTADR';
  const text = readUssdText(request, setup.defaultAlphabet);
  if (text.kind === 'wrong') return text.status;
  if (!fitsInto(text.text, USSD_CAPACITY)) return 'ESME_RINVMSGLEN';
  const reading = readDownward(dialect, request, { msisdn, from, text: text.text });
  return reading.kind === 'wrong' ? reading.status : reading;
}

/** What is wrong with a message while the phone is in a dialogue: it names none, or it is not the application's turn. */
function defectIn({ dialect }: Room, talk: Talk, { key, kind }: Downward): StatusName | null {
  if (key === null) return 'ESME_RMISSINGOPTPARAM';
  if (key !== talk.key) return null;
  const isLastOfPush = talk.begunBy === 'application' && dialect.afterPush === 'notice';
  return talk.waiting === null || (isLastOfPush && kind !== 'notify') ? 'ESME_RSUBMITFAIL' : null;
}

function show(room: Room, talk: Talk, { link, request, message }: Said): void {
  acknowledge(link, request, room.nextId());
  talk.carrier = carrierLike(request);
  if (message.kind === 'notify') tell(room, talk, 'notified', '');
  settle(room.talks, talk, screenOf(message));
}

function screenOf({ kind, text }: Downward): AppScreen {
  return { kind: 'screen', text, awaiting: kind === 'ask' };
}

/** A dialogue that the application begins: a question, or a notice. There is nothing to end yet. */
function push(room: Room, said: Said): void {
  const { link, request, message } = said;
  const carrying = room.binds.prefer(link);
  if (message.kind === 'end' || (message.kind === 'ask' && carrying === null)) {
    link.refuse(request, 'ESME_RSUBMITFAIL');
    return;
  }
  const { msisdn, text, from } = message;
  const { gateway, systemId } = room.setup;
  const body = { msisdn: international(msisdn), text, from, expectsReply: message.kind === 'ask' };
  gateway.push(room.call, message.kind === 'ask' ? { ...body, application: systemId } : body).then(
    (result) => pushed(room, said, carrying, result),
    (error: unknown) => link.refuse(request, statusOf(failure(room.setup, error))),
  );
}

function pushed(room: Room, said: Said, carrying: Link | null, result: Result<UssdAnswer>): void {
  const { link, request, message } = said;
  if (!result.ok) {
    link.refuse(request, statusOf(result.problem));
    return;
  }
  acknowledge(link, request, room.nextId());
  if (carrying === null) return;
  const talk = talkOfPush(room, said, carrying, result.value.sessionId);
  if (message.kind === 'ask') room.talks.put(talk);
  else tell(room, talk, 'notified', '');
}

function talkOfPush(room: Room, { request, message, mark }: Said, link: Link, sessionId: string): Talk {
  const own = message.key === null ? firstMark(room.dialect, room.nextSession()) : mark;
  return {
    carrier: carrierLike(request),
    source: destinationOf(request.body),
    destination: sourceOf(request.body),
    mark: own,
    begunBy: 'application',
    msisdn: message.msisdn,
    key: keyOf(room.dialect, own),
    sessionId,
    link,
    waiting: null,
  };
}

function carrierLike({ command }: UssdPdu): 'data_sm' | 'deliver_sm' {
  return command === 'data_sm' ? 'data_sm' : 'deliver_sm';
}
