/** The calls of a gateway that is reached over HTTP: real sockets, the documented paths. */
import type { BonusWrite, Problem, Result } from '../../src/flow/api.ts';
import type { Calls } from './driver.ts';

type Send = <T>(method: string, path: string, body?: unknown) => Promise<Result<T>>;

/** The calls that a gateway at `url` answers in this world. */
export function callsOverHttp(url: string, world: string): Calls {
  const send = sender(url, world);
  const member = (program: string, msisdn: string) => `/v1/bonus/${program}/${msisdn}`;
  return {
    dial: (_, body) => send('POST', '/v1/ussd', body),
    answer: (_, sessionId, body) => send('POST', `/v1/ussd/${sessionId}`, body),
    hangUp: (_, sessionId) => send('DELETE', `/v1/ussd/${sessionId}`),
    sms: (_, body) => send('POST', '/v1/sms', body),
    messages: (_, msisdn, { after }) => send('GET', `/v1/subscribers/${msisdn}/messages?after=${after}`),
    bonus: (_, program, msisdn) => send('GET', member(program, msisdn)),
    bonusWrite: (_, program, msisdn, write) => {
      const [action, body] = requestOf(write);
      return send('POST', `${member(program, msisdn)}/${action}`, body);
    },
    catalogue: (_, program, msisdn) => send('GET', `${member(program, msisdn)}/catalogue`),
    async journal(_, program, msisdn, { limit }) {
      const page = await send<{ entries: never[]; next: null }>(
        'GET',
        `${member(program, msisdn)}/journal?limit=${limit}`,
      );
      return page.ok ? { ok: true, value: { items: page.value.entries, next: page.value.next } } : page;
    },
    putSubscriber: (_, msisdn, change) => send('PUT', `/v1/subscribers/${msisdn}`, change),
    changeClock: (_, change) => send('POST', '/v1/clock', change),
  };
}

/** Path and body of a bonus write. */
function requestOf(write: BonusWrite): readonly [action: string, body: unknown] {
  switch (write.op) {
    case 'register':
    case 'deactivate':
      return [write.op, without(write, 'op')];
    case 'event':
      return ['events', { kind: write.kind, ...write.values }];
    case 'order':
      return ['orders', { code: write.code }];
    case 'transfer':
      return ['transfers', { to: write.to, points: write.points }];
    case 'confirm':
      return [`transfers/${write.id}/confirm`, { code: write.code }];
  }
}

function without(fields: object, name: string): object {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => field !== name));
}

function sender(url: string, world: string): Send {
  return async (method, path, body) => {
    const headers = { 'starhash-world': world, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const response = await fetch(url + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const value = text === '' ? null : JSON.parse(text);
    return response.ok ? { ok: true, value } : { ok: false, problem: problemOf(value) };
  };
}

/** RFC 9457: `type` ends in the stable word; what is not a standard member belongs to the problem. */
function problemOf({ type, title: _title, status: _status, detail, ...data }: Record<string, string>): Problem {
  return { type: type?.split(':').at(-1) as Problem['type'], detail: detail ?? '', data };
}
