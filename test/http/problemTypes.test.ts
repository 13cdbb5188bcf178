/** The refusals of dialogues and SMS: exactly those that the document lists, each brought about on a real gateway. */
import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { destinationsOf } from '../../src/flow/destinations.ts';
import { JSON_CALLS } from '../../src/http/calls/index.ts';
import { createLogger } from '../../src/http/log.ts';
import { startHttp } from '../../src/http/serve.ts';
import { type PlayedApplication, playedApplication } from '../flow/applicationsFakes.ts';
import { type Harness, openHarness } from '../support/harness.ts';
import { must } from '../support/phone.ts';
import { STORES } from '../support/stores.ts';

const ANN = '79160000001';
const APPLICATION = '*384*77#';
const SERVICE = '*111*455#';

interface Stage {
  readonly harness: Harness;
  readonly application: PlayedApplication;
  /** The word of the refusal that a call gets. */
  refusal(line: string, body?: unknown, key?: string): Promise<string>;
  /** Dials over HTTP, with the first screen of an application behind the code. @returns the session's id */
  dial(code: string): Promise<string>;
}

async function openStage(): Promise<Stage> {
  const [[, open]] = STORES;
  const { store, close } = await open();
  const destinations = destinationsOf([{ application: 'quiz', codes: [APPLICATION] }], []);
  const harness = await openHarness(store, { destinations });
  const application = playedApplication();
  harness.gateway.attachApplication(harness.world, 'quiz', application);
  const logger = createLogger({ destination: new PassThrough() });
  const server = await startHttp({ gateway: harness.gateway, host: '127.0.0.1', port: 0, logger });
  onTestFinished(async () => {
    await server.close();
    await harness.stop();
    await close();
  });
  const send = (line: string, body?: unknown, key?: string) => {
    const [method = '', path = ''] = line.split(' ');
    const headers = { 'content-type': 'application/json', 'starhash-world': harness.world };
    const keyed = key === undefined ? headers : { ...headers, 'idempotency-key': key };
    return fetch(server.url + path, {
      method,
      headers: keyed,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  return {
    harness,
    application,
    async refusal(line, body, key) {
      const { type } = (await (await send(line, body, key)).json()) as { type: string };
      return String(type).split(':').at(-1) ?? '';
    },
    async dial(code) {
      const dialled = send('POST /v1/ussd', { msisdn: ANN, code });
      if (code === APPLICATION) await application.show('Welcome');
      return ((await (await dialled).json()) as { sessionId: string }).sessionId;
    },
  };
}

/** What a text to a service gives while the bonus core fails. */
async function underFault({ refusal, harness: { gateway, call } }: Stage, fault: string): Promise<string> {
  must(await gateway.putFaults(call, { [fault]: true }));
  return refusal('POST /v1/sms', { ...SMS, to: '4555', text: 'Бонус' });
}

/** What a call gives while the application thinks about an earlier one. */
async function whileAsked(
  application: PlayedApplication,
  first: () => Promise<string>,
  second: () => Promise<string>,
): Promise<string> {
  const earlier = first();
  await application.asked();
  const word = await second();
  await application.show('Here you are');
  await earlier;
  return word;
}

const PUSH = { msisdn: ANN, text: 'Hi', expectsReply: true, from: '7777' };
const SMS = { from: ANN, to: '4555', text: 'x' };

/** By operation and word, how a caller comes by it. */
const WAYS: Readonly<Record<string, Readonly<Record<string, (stage: Stage) => Promise<string>>>>> = {
  dial: {
    'bad-msisdn': ({ refusal }) => refusal('POST /v1/ussd', { msisdn: 'x', code: SERVICE }),
    'bad-code': ({ refusal }) => refusal('POST /v1/ussd', { msisdn: ANN, code: '*111' }),
    'ussd-busy': async ({ refusal, application }) => {
      const again = () => refusal('POST /v1/ussd', { msisdn: ANN, code: APPLICATION }, 'k1');
      return whileAsked(application, again, again);
    },
  },
  answer: {
    'bad-input': async ({ refusal, dial }) =>
      refusal(`POST /v1/ussd/${await dial(SERVICE)}`, { input: 'x'.repeat(999) }),
    'unknown-session': ({ refusal }) => refusal('POST /v1/ussd/x', { input: '1' }),
    'session-over': async ({ refusal, dial }) => {
      const before = await dial(SERVICE);
      await dial(SERVICE);
      return refusal(`POST /v1/ussd/${before}`, { input: '1' });
    },
    'ussd-busy': async ({ refusal, dial, application }) => {
      const line = `POST /v1/ussd/${await dial(APPLICATION)}`;
      const answer = (input: string) => () => refusal(line, { input });
      return whileAsked(application, answer('1'), answer('2'));
    },
  },
  hangUp: {
    'unknown-session': ({ refusal }) => refusal('DELETE /v1/ussd/x'),
    'session-over': async ({ refusal, dial }) => {
      const before = await dial(SERVICE);
      await dial(SERVICE);
      return refusal(`DELETE /v1/ussd/${before}`);
    },
  },
  push: {
    'bad-msisdn': ({ refusal }) => refusal('POST /v1/ussd/push', { ...PUSH, msisdn: 'x' }),
    'bad-value': ({ refusal }) => refusal('POST /v1/ussd/push', { ...PUSH, text: '' }),
    'ussd-busy': async ({ refusal, dial }) => {
      await dial(SERVICE);
      return refusal('POST /v1/ussd/push', PUSH);
    },
    'phone-unreachable': async ({ refusal, harness: { gateway, world } }) => {
      const bind = { world, wire: 'smpp:gone' };
      must(await gateway.dial(bind, { msisdn: ANN, code: '*999#', reference: 'r' }));
      return refusal('POST /v1/ussd/push', PUSH);
    },
  },
  sendSms: {
    'bad-msisdn': ({ refusal }) => refusal('POST /v1/sms', { ...SMS, from: 'x' }),
    'bad-sms': ({ refusal }) => refusal('POST /v1/sms', { ...SMS, text: '\ud800' }),
    'unknown-short-code': ({ refusal }) => refusal('POST /v1/sms', { ...SMS, to: '1' }),
    'core-error': (context) => underFault(context, 'coreError'),
    'core-garbage': (context) => underFault(context, 'coreGarbage'),
    'core-timeout': (context) => underFault(context, 'coreTimeout'),
  },
};

test.each(Object.entries(WAYS))('%s lists exactly the refusals that it has', (operationId, ways) => {
  const listed = JSON_CALLS.find((call) => call.operationId === operationId)?.problems;
  expect(listed?.toSorted()).toEqual(Object.keys(ways).toSorted());
});

test('every call about dialogues and SMS is among them', () => {
  const calls = JSON_CALLS.filter(({ tag }) => tag === 'USSD' || tag === 'SMS');
  expect(calls.map(({ operationId }) => operationId).toSorted()).toEqual(Object.keys(WAYS).toSorted());
});

test.each(
  Object.entries(WAYS).flatMap(([operationId, ways]) =>
    Object.entries(ways).map((way) => [operationId, ...way] as const),
  ),
)('%s: %s', async (_operationId, word, way) => {
  expect(await way(await openStage())).toBe(word);
});
