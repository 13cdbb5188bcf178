/** The documented HTTP calls as calls of a gateway: real sockets, kept alive. */
import type { BonusWrite, Call, JournalEntryView, Problem, Result } from '../../flow/api.ts';
import { WireTrouble } from '../wire.ts';
import type { Calls } from './calls.ts';
import { type Ask, asker, type HttpAnswer } from './httpExchange.ts';

/** A call that is not answered for so long is given up, ms. */
const PATIENCE = 15_000;

type Send = <T>(call: Pick<Call, 'world'>, method: string, path: string, body?: unknown) => Promise<Result<T>>;

/** Connections to a gateway, kept alive for all scenes. */
export function gatewayAsker(base: string): Ask {
  return asker(base, PATIENCE);
}

/**
 * The calls of the gateway at `base` (without a slash at its end). They throw a WireTrouble where no Starhash answers. Once `signal` is aborted
 * they wait for no answer any more, but for the one that throws a world away.
 */
export function callsOverHttp(base: string, ask = gatewayAsker(base), signal?: AbortSignal): Calls {
  const send = sender(base, ask, signal);
  return { ...phoneCalls(send), ...bonusCalls(send), ...worldCalls(send), ...lastCalls(sender(base, ask)) };
}

function phoneCalls(
  send: Send,
): Pick<Calls, 'dial' | 'answer' | 'hangUp' | 'push' | 'sms' | 'messages' | 'subscriber' | 'putSubscriber'> {
  const subscriber = (msisdn: string) => `/v1/subscribers/${encodeURIComponent(msisdn)}`;
  const session = (dialogue: unknown) => `/v1/ussd/${encodeURIComponent(String(dialogue))}`;
  return {
    dial: (call, body) => send(call, 'POST', '/v1/ussd', body),
    answer: (call, dialogue, body) => send(call, 'POST', session(dialogue), body),
    hangUp: (call, dialogue) => send(call, 'DELETE', session(dialogue)),
    push: (call, body) => send(call, 'POST', '/v1/ussd/push', body),
    sms: (call, body) => send(call, 'POST', '/v1/sms', body),
    messages: (call, msisdn, { after = '0' }) => send(call, 'GET', `${subscriber(msisdn)}/messages?after=${after}`),
    subscriber: (call, msisdn) => send(call, 'GET', subscriber(msisdn)),
    putSubscriber: (call, msisdn, change) => send(call, 'PUT', subscriber(msisdn), change),
  };
}

function bonusCalls(send: Send): Pick<Calls, 'bonus' | 'bonusWrite' | 'catalogue' | 'journal'> {
  const member = (program: string, msisdn: string) =>
    `/v1/bonus/${encodeURIComponent(program)}/${encodeURIComponent(msisdn)}`;
  return {
    bonus: (call, program, msisdn) => send(call, 'GET', member(program, msisdn)),
    bonusWrite(call, program, msisdn, write) {
      const [action, body] = requestOf(write);
      return send(call, 'POST', `${member(program, msisdn)}/${action}`, body);
    },
    catalogue: (call, program, msisdn) => send(call, 'GET', `${member(program, msisdn)}/catalogue`),
    async journal(call, program, msisdn, { limit, cursor }) {
      const query = new URLSearchParams({ limit: String(limit), ...(cursor !== undefined && { cursor }) });
      const path = `${member(program, msisdn)}/journal?${query}`;
      const page = await send<{ entries: JournalEntryView[]; next: string | null }>(call, 'GET', path);
      return page.ok ? { ok: true, value: { items: page.value.entries, next: page.value.next } } : page;
    },
  };
}

function worldCalls(send: Send): Pick<Calls, 'clock' | 'changeClock' | 'putFaults' | 'createWorld'> {
  return {
    clock: (call) => send(call, 'GET', '/v1/clock'),
    changeClock: (call, change) => send(call, 'POST', '/v1/clock', change),
    putFaults: (call, faults) => send(call, 'PUT', '/v1/faults', faults),
    createWorld: (call, body) => send(call, 'POST', '/v1/worlds', body),
  };
}

function lastCalls(send: Send): Pick<Calls, 'deleteWorld'> {
  return { deleteWorld: (id) => send({ world: 'main' }, 'DELETE', `/v1/worlds/${encodeURIComponent(id)}`) };
}

/** Last part of the path and body of a bonus write. */
function requestOf(write: BonusWrite): readonly [action: string, body: unknown] {
  switch (write.op) {
    case 'register':
    case 'deactivate':
      return [write.op, { ...write, op: undefined }];
    case 'event':
      return ['events', { kind: write.kind, ...write.values }];
    case 'order':
      return ['orders', write.codes.length === 1 ? { code: write.codes[0] } : { codes: write.codes }];
    case 'transfer':
      return ['transfers', { to: write.to, points: write.points }];
    case 'confirm':
      return [`transfers/${encodeURIComponent(write.id)}/confirm`, { code: write.code }];
  }
}

function sender(base: string, ask: Ask, signal?: AbortSignal): Send {
  return async <T>({ world }: Pick<Call, 'world'>, method: string, path: string, body?: unknown) => {
    const text = body === undefined ? null : JSON.stringify(body);
    const answer = await ask(method, path, { 'starhash-world': world }, text, signal).catch((error: Error) => {
      throw new WireTrouble(`${base} does not answer: ${error.message}.`);
    });
    return read<T>(answer, base);
  };
}

function read<T>({ status, text }: HttpAnswer, base: string): Result<T> {
  if (status === 204) return { ok: true, value: null as T };
  const value = jsonOf(text);
  if (typeof value !== 'object' || value === null) throw noStarhash(base, `status ${status}, and it is no JSON`);
  if (status < 300) return { ok: true, value: value as T };
  return { ok: false, problem: problemOf(value as Record<string, unknown>, base, status) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** RFC 9457: `type` ends in the stable word; what is not a standard member belongs to the problem. */
function problemOf(document: Record<string, unknown>, base: string, status: number): Problem {
  const { type, title, status: _, detail, ...data } = document;
  if (typeof type !== 'string') throw noStarhash(base, `status ${status}, and it is no problem document`);
  return { type: type.split(/[:/]/).at(-1) as Problem['type'], detail: String(detail ?? title ?? ''), data };
}

function noStarhash(base: string, answer: string): WireTrouble {
  return new WireTrouble(`What answers at ${base} is no Starhash (${answer}).`);
}
