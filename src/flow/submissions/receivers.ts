/** Whom an SMS is for: applications and sinks as configured, services, and any subscriber's phone. */
import { normaliseMsisdn } from '../../code/msisdn.ts';
import type { Result, Submission } from '../api.ts';
import type { FlowDeps } from '../deps.ts';
import { msisdnOf } from '../numbers.ts';
import { ok, problem } from '../results.ts';
import { smsTextProblem } from '../textChecks.ts';
import type { Receiver } from './message.ts';

/** A submission with whom it is for, its numbers in international form. */
export interface Addressed extends Submission {
  readonly receiver: Receiver;
}

/** TP-Originating-Address and source_addr alike: at most 20 characters, no control characters. */
const SENDER = /^[^\p{C}]{1,20}$/u;

/** Takes everything, and keeps nothing. */
export interface Sink {
  readonly kind: 'sink';
}

/** Whom a number leads to, or null. */
export function receiverOf(deps: FlowDeps, to: string): Receiver | Sink | null {
  const configured = deps.destinations.findSms(to);
  if (configured !== null) return configured;
  if (deps.definitions().findSms(to) !== null) return { kind: 'service' };
  return isNumber(to) ? { kind: 'subscriber' } : null;
}

/** Whether an address is a phone's number. */
export function isNumber(address: string): boolean {
  return normaliseMsisdn(address).ok;
}

/** A number in international form; anything else as it is. */
export function addressOf(raw: string): string {
  const read = normaliseMsisdn(raw);
  return read.ok ? read.msisdn : raw;
}

/** @returns the submission addressed, or `bad-msisdn`, `unknown-short-code` (receiver null), `bad-sms` */
export function addressed(receiver: Receiver | null, body: Submission): Result<Addressed> {
  const from = senderOf(receiver, body);
  if (!from.ok) return from;
  if (receiver === null) return unknownShortCode();
  return ok({ ...body, from: from.value, to: addressOf(body.to), receiver });
}

/** @returns from whom a submission is, or what is wrong with it, as of `addressed` */
export function senderOf(receiver: Receiver | Sink | null, body: Submission): Result<string> {
  const from = receiver?.kind === 'subscriber' ? anySender(body.from) : msisdnOf(body.from, 'from');
  if (!from.ok || receiver === null) return from;
  const wrong = contentProblem(receiver, body);
  return wrong === null ? from : problem('bad-sms', `text ${wrong}.`, { field: 'text' });
}

/** The refusal of a number that leads nowhere. */
export function unknownShortCode(): Result<never> {
  return problem('unknown-short-code', 'No service answers SMS to this number.', { field: 'to' });
}

function anySender(from: string): Result<string> {
  const address = addressOf(from);
  if (SENDER.test(address)) return ok(address);
  return problem('bad-sms', 'from must have 1 to 20 printable characters.', { field: 'from' });
}

function contentProblem({ kind }: Receiver | Sink, { text, data }: Submission): string | null {
  if (data === undefined) return smsTextProblem(text);
  return kind === 'service' ? 'is missing: services read texts only' : null;
}
