import { expect, test } from 'vitest';
import { PROBLEMS, type ProblemType } from '../../src/flow/problems.ts';
import { openWire, post } from './support/wire.ts';

const DIAL = { msisdn: '79161234567', code: '*100#' };
const TYPES = Object.keys(PROBLEMS) as ProblemType[];

test.each(TYPES)('the refusal %s has its status and its word', async (type) => {
  const wire = await openWire();
  wire.gateway.refuseWith({ type, detail: 'Because.', data: { limit: 3, status: 'pending', type: 'mine' } });
  const { status, title } = PROBLEMS[type];
  for (const path of ['/v1/ussd', '/v1/ussd?']) {
    const response = await post(wire.url + path, DIAL);
    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe(status === 503 ? '1' : null);
    expect(await response.json()).toEqual({
      type: `urn:starhash:problem:${type}`,
      title,
      status,
      detail: 'Because.',
      limit: 3,
    });
  }
});

const HOSTILE = Object.assign(new Error('79161234567 wrote "secret" to 4555'), { code: 'EWHAT', input: '*100#' });

test.each(['/v1/ussd', '/v1/ussd/push'])('a failure at %s is a bare 500; the log has its place only', async (path) => {
  const wire = await openWire();
  wire.gateway.throwNext(HOSTILE);
  const push = { msisdn: '79161234567', text: 'secret', expectsReply: true, from: '4555' };
  const response = await post(wire.url + path, path === '/v1/ussd' ? DIAL : push);
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({
    type: 'urn:starhash:problem:internal-error',
    title: 'Something went wrong here',
    status: 500,
    detail: 'The gateway failed at this call; its log says where.',
  });
  expect(wire.log()).toContain('EWHAT');
  expect(wire.log()).toContain('problems.test.ts');
  for (const private_ of ['7916', '567', 'secret', '4555', '*100#']) expect(wire.log()).not.toContain(private_);
});

test('a failure of a call that answers by itself is a bare 500, too', async () => {
  const wire = await openWire();
  Object.assign(wire.gateway, { ready: () => Promise.reject(HOSTILE) });
  const response = await fetch(`${wire.url}/readyz`);
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('secret');
});

test('an answer that cannot be written as JSON is a bare 500', async () => {
  const wire = await openWire();
  Object.assign(wire.gateway, { dial: async () => ({ ok: true, value: { n: 1n } }) });
  expect((await post(`${wire.url}/v1/ussd`, DIAL)).status).toBe(500);
});
