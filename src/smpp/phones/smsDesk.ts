/** SMS from the far side: checked, read, put together, handed to the gateway. */
import type { Call, ReceiptWish } from '../../flow/api.ts';
import type { Link } from '../link/types.ts';
import { readSms } from '../message/content.ts';
import type { Content } from '../message/pieces.ts';
import type { StatusName } from '../pdu/statuses.ts';
import type { UssdPdu } from '../ussd/types.ts';
import { answerTaken } from './acknowledge.ts';
import type { AdapterSetup, Taken } from './adapter.ts';
import { receiverIn } from './addresses.ts';
import { failure } from './failure.ts';
import { fieldDefect } from './fieldChecks.ts';
import { openPartBook, type PartBook } from './partBook.ts';
import { statusOf } from './statuses.ts';
import { type Parties, receiptWishOf, submissionOf } from './submission.ts';

/** Who writes, as the gateway takes it; null: the far side may not write in that name. */
export type SenderOf = (body: UssdPdu['body']) => string | null;

export interface SmsDesk {
  readonly setup: AdapterSetup;
  readonly call: Call;
  readonly senderOf: SenderOf;
  readonly parts: PartBook;
  readonly nextId: () => string;
}

/** The desk of an adapter. */
export function openSmsDesk(setup: AdapterSetup, call: Call, nextId: () => string, senderOf: SenderOf): SmsDesk {
  const { defaultAlphabet, now, onTrouble } = setup;
  const parts = openPartBook({
    byDefault: defaultAlphabet,
    now,
    onAbandoned: ({ why, ids }) => onTrouble({ kind: 'parts-abandoned', why, parts: ids.length }),
  });
  return { setup, call, senderOf, parts, nextId };
}

/** Takes an SMS whose fields were checked, and answers it. */
export function answerSms(desk: SmsDesk, link: Link, request: UssdPdu): void {
  void takeSms(desk, request).then((taken) => answerTaken(link, request, taken));
}

/** Takes an SMS that was made of another message; see `MessageAdapter.submit`. */
export function submitSms(desk: SmsDesk, request: UssdPdu): Promise<Taken> {
  const defect = fieldDefect(request);
  return defect === null ? takeSms(desk, request) : Promise.resolve(refused(defect));
}

async function takeSms(desk: SmsDesk, pdu: UssdPdu): Promise<Taken> {
  const from = desk.senderOf(pdu.body);
  if (from === null) return refused('ESME_RINVSRCADR');
  const to = receiverIn(pdu.body.dest_addr_ton, pdu.body.destination_addr);
  if (to === null) return refused('ESME_RINVDSTADR');
  try {
    return await takeContent(desk, pdu, { from, to });
  } catch (error) {
    return refused(statusOf(failure(desk.setup, error)));
  }
}

/**
 * A part is acknowledged at once, with an id of its own; the one that completes its SMS when that is committed, with the id of the SMS.
 */
async function takeContent(desk: SmsDesk, pdu: UssdPdu, parties: Parties): Promise<Taken> {
  const read = readSms(pdu, desk.setup.defaultAlphabet);
  if (read.kind === 'wrong') return refused(read.status);
  const wish = receiptWishOf(pdu);
  if (read.kind === 'whole') return hand(desk, pdu, parties, read.content, wish);
  const { source_addr, destination_addr } = pdu.body;
  const arrival = { source: source_addr, destination: destination_addr, part: read.part, id: desk.nextId() };
  const whole = desk.parts.add(arrival, wish);
  if (typeof whole === 'string') return { kind: 'taken', messageId: whole };
  const taken = await hand(desk, pdu, parties, whole.content, whole.receipt);
  if (taken.kind === 'taken') desk.parts.taken(whole, taken.messageId);
  else desk.parts.refused(whole);
  return taken;
}

async function hand(
  { setup, call }: SmsDesk,
  pdu: UssdPdu,
  parties: Parties,
  content: Content,
  wish: ReceiptWish | null,
): Promise<Taken> {
  const read = submissionOf(pdu, parties, content, wish);
  if (read.kind === 'wrong') return refused(read.status);
  const result = await setup.gateway.sms(call, read.submission);
  return result.ok ? { kind: 'taken', messageId: result.value.messageId } : refused(statusOf(result.problem));
}

function refused(status: StatusName): Taken {
  return { kind: 'refused', status };
}
