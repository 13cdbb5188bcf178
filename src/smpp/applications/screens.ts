/** USSD of an application: the screen that somebody waits for, or a dialogue of its own. */
import type { AppScreen, Problem, Result, UssdAnswer } from '../../flow/api.ts';
import { fitsInto, USSD_CAPACITY } from '../../text/size.ts';
import { acknowledge } from '../adapter/acknowledge.ts';
import { destinationOf, international, msisdnIn, sourceOf } from '../adapter/addresses.ts';
import { failure } from '../adapter/failure.ts';
import { statusOf } from '../adapter/statuses.ts';
import type { Link } from '../link/types.ts';
import type { StatusName } from '../pdu/statuses.ts';
import { readDownward } from '../ussd/read.ts';
import { firstMark, keyOf } from '../ussd/sessionKey.ts';
import { readUssdText } from '../ussd/text.ts';
import type { Carrier, Downward, UssdPdu } from '../ussd/types.ts';
import { abort, tell } from './asking.ts';
import { type Room, writerIn } from './room.ts';
import { lose, settle, type Talk } from './talks.ts';

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
  const { msisdn, key } = read.message;
  if (key !== null && room.owed.take(msisdn, key)) {
    link.refuse(request, 'ESME_RSUBMITFAIL');
    return;
  }
  const talk = room.talks.find(msisdn);
  if (talk === null || isOther(talk, read.message)) push(room, said, talk);
  else if (talk.waiting === null) unasked(room, talk, said);
  else show(room, talk, said);
}

/** The far side speaks though it is the phone's turn. */
function unasked(room: Room, talk: Talk, said: Said): void {
  const { onUnaskedEnd } = room.setup;
  if (onUnaskedEnd === undefined || !endsTalk(room, said.message)) {
    push(room, said, talk);
    return;
  }
  acknowledge(said.link, said.request, room.nextId());
  if (said.message.kind === 'notify') tell(room, talk, 'notified', '');
  lose(room.talks, talk);
  onUnaskedEnd(talk.msisdn, said.message.text);
}

/** In some dialects the last screen is a notice. */
function endsTalk({ dialect: { downward } }: Room, { kind }: Downward): boolean {
  return kind === 'end' || (kind === 'notify' && downward.end === downward.notify);
}

/** Whether a message names another dialogue than the phone's. */
function isOther(talk: Talk, { key }: Downward): boolean {
  return key !== null && key !== talk.key;
}

function readApplication(room: Room, request: UssdPdu): Pick<Said, 'message' | 'mark'> | StatusName {
  const { setup, dialect } = room;
  const { dest_addr_ton, destination_addr } = request.body;
  const from = writerIn(setup, request.body);
  if (from === null) return 'ESME_RINVSRCADR';
  const msisdn = msisdnIn(dest_addr_ton, destination_addr);
  if (msisdn === null) return 'ESME_RINVDSTADR';
  const text = readUssdText(request, setup.defaultAlphabet);
  if (text.kind === 'wrong') return text.status;
  if (!fitsInto(text.text, USSD_CAPACITY)) return 'ESME_RINVMSGLEN';
  const reading = readDownward(dialect, request, { msisdn, from, text: text.text });
  return reading.kind === 'wrong' ? reading.status : reading;
}

/** What is wrong with a message while somebody waits for a screen: it names no dialogue, or is no last word of a push. */
function defectIn({ dialect }: Room, talk: Talk, { key, kind }: Downward): StatusName | null {
  if (key === null) return 'ESME_RMISSINGOPTPARAM';
  const isLastOfPush = talk.begunBy === 'application' && dialect.afterPush === 'notice';
  return isLastOfPush && kind !== 'notify' ? 'ESME_RSUBMITFAIL' : null;
}

function show(room: Room, talk: Talk, { link, request, message }: Said): void {
  const defect = defectIn(room, talk, message);
  if (defect !== null) {
    link.refuse(request, defect);
    return;
  }
  acknowledge(link, request, room.nextId());
  talk.carrier = carrierLike(room, request);
  if (message.kind === 'notify') tell(room, talk, 'notified', '');
  settle(room.talks, talk, screenOf(message));
}

function screenOf({ kind, text }: Downward): AppScreen {
  return { kind: 'screen', text, awaiting: kind === 'ask' };
}

/**
 * A dialogue that the application begins: a question, or a notice. There is nothing to end yet.
 * @param former the dialogue that it had with this phone, as far as this process knows; whether it goes on the gateway says
 */
function push(room: Room, said: Said, former: Talk | null): void {
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
    (result) => pushed(room, said, { carrying, former }, result),
    (error: unknown) => link.refuse(request, statusOf(failure(room.setup, error))),
  );
}

interface Pushing {
  /** The bind on which a reply can come. */
  readonly carrying: Link | null;
  readonly former: Talk | null;
}

function pushed(room: Room, said: Said, { carrying, former }: Pushing, result: Result<UssdAnswer>): void {
  const { link, request, message } = said;
  if (!result.ok) {
    link.refuse(request, refusalOf(result.problem, message, former));
    return;
  }
  acknowledge(link, request, room.nextId());
  // A phone that can be pushed to is in no dialogue: this one ended where nobody told this process.
  if (former !== null) lose(room.talks, former);
  if (carrying === null) return;
  const talk = talkOfPush(room, said, carrying, result.value.sessionId);
  if (message.kind === 'notify') tell(room, talk, 'notified', '');
  else if (room.talks.find(talk.msisdn) === null) room.talks.put(talk);
  // The phone has dialled since, and is in that dialogue.
  else abort(room, talk);
}

/** Of a phone in a dialogue with this application the answer says what the message lacks: the dialogue's name, or its turn. */
function refusalOf(problem: Problem, { key }: Downward, former: Talk | null): StatusName {
  const isOurs = problem.type === 'ussd-busy' && former !== null;
  if (isOurs && key === null) return 'ESME_RMISSINGOPTPARAM';
  return isOurs && key === former.key ? 'ESME_RSUBMITFAIL' : statusOf(problem);
}

function talkOfPush(room: Room, { request, message, mark }: Said, link: Link, sessionId: string): Talk {
  const own = message.key === null ? firstMark(room.dialect, room.nextSession()) : mark;
  return {
    carrier: carrierLike(room, request),
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

function carrierLike({ sends }: Room, { command }: UssdPdu): Carrier {
  return command === 'data_sm' ? 'data_sm' : sends;
}
