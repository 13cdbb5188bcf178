/** SMS from the far side: checked, read, handed to the gateway, which puts those together that come in parts. */
import type { Call, Gateway, JoinPieces, Result } from '../../flow/api.ts';
import type { Link } from '../link/types.ts';
import { type Part, readSms } from '../message/content.ts';
import { readPiece, writePiece } from '../message/keptPiece.ts';
import { type Content, contentOf, type Piece } from '../message/pieces.ts';
import type { StatusName } from '../pdu/statuses.ts';
import type { UssdPdu } from '../ussd/types.ts';
import { answerTaken } from './acknowledge.ts';
import type { AdapterSetup, Taken } from './adapter.ts';
import { receiverIn } from './addresses.ts';
import { failure } from './failure.ts';
import { fieldDefect } from './fieldChecks.ts';
import { statusOf } from './statuses.ts';
import { type Parties, receiptWishOf, submissionOf } from './submission.ts';

/** Who writes, as the gateway takes it; null: the far side may not write in that name. */
export type SenderOf = (body: UssdPdu['body']) => string | null;

export interface SmsDesk {
  readonly setup: Pick<AdapterSetup, 'defaultAlphabet' | 'onTrouble'> & {
    readonly gateway: Pick<Gateway, 'sms' | 'smsPart'>;
  };
  readonly call: Call;
  readonly senderOf: SenderOf;
  readonly join: JoinPieces;
}

/** The desk of an adapter. */
export function openSmsDesk(setup: SmsDesk['setup'], call: Call, senderOf: SenderOf): SmsDesk {
  const join: JoinPieces = (pieces) =>
    fieldsOf(contentOf(pieces.map(readPiece) as [Piece, ...Piece[]], setup.defaultAlphabet));
  return { setup, call, senderOf, join };
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

async function takeContent(desk: SmsDesk, pdu: UssdPdu, parties: Parties): Promise<Taken> {
  const sms = readSms(pdu, desk.setup.defaultAlphabet);
  if (sms.kind === 'wrong') return refused(sms.status);
  if (sms.kind === 'part') return takePart(desk, pdu, parties, sms.part);
  const read = submissionOf(pdu, parties, sms.content, receiptWishOf(pdu));
  if (read.kind === 'wrong') return refused(read.status);
  return takenAs(await desk.setup.gateway.sms(desk.call, read.submission));
}

const NO_TEXT: Content = { kind: 'text', text: '', flash: false };

/** A part has an id of its own; the one that makes its SMS whole has that of the SMS. */
async function takePart(desk: SmsDesk, pdu: UssdPdu, parties: Parties, { piece, of }: Part): Promise<Taken> {
  const read = submissionOf(pdu, parties, NO_TEXT, receiptWishOf(pdu));
  if (read.kind === 'wrong') return refused(read.status);
  const { text: _, ...submission } = read.submission;
  const { total, number } = of;
  const reference = `${of.source} ${of.reference}`;
  const part = { ...submission, reference, total, number, piece: writePiece(piece) };
  return takenAs(await desk.setup.gateway.smsPart(desk.call, part, desk.join));
}

function fieldsOf(content: Content): ReturnType<JoinPieces> {
  const flash = content.flash ? ({ flash: true } as const) : {};
  return content.kind === 'text' ? { text: content.text, ...flash } : { text: '', data: content.data, ...flash };
}

function takenAs(result: Result<{ messageId: string }>): Taken {
  return result.ok ? { kind: 'taken', messageId: result.value.messageId } : refused(statusOf(result.problem));
}

function refused(status: StatusName): Taken {
  return { kind: 'refused', status };
}
