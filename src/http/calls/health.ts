/** For those who look after the process: is it alive, can it work, how is it doing. */
import { send, sendJson, sendProblem } from '../reply.ts';
import { answer, text } from './schemas.ts';
import type { RawCall } from './types.ts';

const TAG = 'Operations';

const alive: RawCall = {
  kind: 'raw',
  method: 'GET',
  path: '/healthz',
  operationId: 'healthz',
  tag: TAG,
  summary: 'Is the process alive?',
  description: 'Says who answers here; asks nobody else.',
  contentType: 'application/json',
  success: {
    status: 200,
    description: 'It is.',
    schema: answer({
      name: text('Always `starhash`.'),
      status: text('Always `ok`.'),
      store: text('Which store it uses.'),
    }),
    example: { name: 'starhash', status: 'ok', store: 'embedded' },
  },
  problems: [],
  answer(wire, _req, res) {
    return sendJson(wire, res, 200, { name: 'starhash', status: 'ok', store: wire.gateway.storeKind });
  },
};

const ready: RawCall = {
  kind: 'raw',
  method: 'GET',
  path: '/readyz',
  operationId: 'readyz',
  tag: TAG,
  summary: 'Can it work?',
  description: 'Whether the store answers, and the gateway is not about to stop.',
  contentType: 'application/json',
  success: {
    status: 200,
    description: 'It can.',
    schema: answer({ status: text('Always `ready`.') }),
    example: { status: 'ready' },
  },
  problems: ['store-unavailable'],
  async answer(wire, _req, res) {
    if (wire.lifetime.ending()) return sendProblem(wire, res, { type: 'store-unavailable', detail: 'Stopping.' });
    if (!(await wire.gateway.ready())) return sendProblem(wire, res, STORE_AWAY);
    return sendJson(wire, res, 200, { status: 'ready' });
  },
};

const STORE_AWAY = { type: 'store-unavailable', detail: 'The store does not answer now.' } as const;

const metrics: RawCall = {
  kind: 'raw',
  method: 'GET',
  path: '/metrics',
  operationId: 'metrics',
  tag: TAG,
  summary: 'Meters for Prometheus',
  description:
    'Calls by status and time, PDUs and binds of SMPP, events by type, open event streams, and the process itself.',
  contentType: 'text/plain',
  success: { status: 200, description: 'The text format of Prometheus.' },
  problems: [],
  async answer(wire, _req, res) {
    return send(wire, res, 200, wire.metrics.contentType, await wire.metrics.render(), []);
  },
};

export const HEALTH_CALLS = [alive, ready, metrics];
