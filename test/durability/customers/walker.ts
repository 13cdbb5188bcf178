/** Customers who walk through the menu; at each place they must see the screen that this place has. */
import { expect } from 'vitest';
import { type Answer, expectStatus } from '../support/http.ts';
import type { Succession } from '../support/succession.ts';
import { memberPath } from './books.ts';

const CODE = '*111*455#';
/** Through the gifts and back: categories, a list of several pages, the question before an order, history. */
const WAY = ['2', '3', '9', '9', '0', '32', '0', '00', '5', '00', '4', '79160000000'] as const;

type Screen = Pick<Answer['body'], 'state' | 'text'>;

/** What walkers share: how each place of the way looks. */
export type Map = readonly Screen[];

/** Walks the way once while nothing happens. */
export async function drawMap(gateways: Succession, msisdn: string): Promise<Map> {
  const phone = await phoneOf(gateways, msisdn);
  const screens = [await phone.dial()];
  for (const input of WAY) screens.push(await phone.answer(input));
  await phone.hangUp();
  if (new Set(screens.map(({ text }) => text)).size < 6) throw new Error('This way does not tell its places apart.');
  return screens;
}

/** Walks as fast as the answers come, until the last kill is done. */
export async function hurry(gateways: Succession, msisdn: string, map: Map): Promise<void> {
  const phone = await phoneOf(gateways, msisdn);
  while (!gateways.over()) {
    expect(await phone.dial()).toEqual(map[0]);
    for (const [place, input] of WAY.entries())
      expect(await phone.answer(input), `place ${place}`).toEqual(map[place + 1]);
    await phone.hangUp();
  }
}

/** Takes a step in the life of each gateway: its screen waits while the gateway dies, and is answered by the next one. */
export async function dawdle(gateways: Succession, msisdn: string, map: Map): Promise<void> {
  const phone = await phoneOf(gateways, msisdn);
  expect(await phone.dial()).toEqual(map[0]);
  for (const [place, input] of WAY.entries()) {
    const before = await phone.waiting();
    await gateways.successor();
    expect(await phone.waiting()).toEqual(before);
    expect(await phone.answer(input), `place ${place}`).toEqual(map[place + 1]);
  }
  await phone.hangUp();
}

async function phoneOf(gateways: Succession, msisdn: string) {
  let count = 0;
  let sessionId = '';
  const ask = (method: 'POST' | 'DELETE', path: string, body?: object) => {
    count += 1;
    return gateways.ask({ method, path, key: `${msisdn}-${count}`, ...(body && { body }) });
  };
  const screen = (answer: Answer, status: number): Screen => {
    const { state, text, ...rest } = expectStatus(answer, status);
    sessionId = String(rest.sessionId);
    return { state, text };
  };
  expectStatus(await ask('POST', `${memberPath(msisdn)}/register`, { channel: 'ussd' }), 200);
  return {
    dial: async () => screen(await ask('POST', '/v1/ussd', { msisdn, code: CODE }), 201),
    answer: async (input: string) => screen(await ask('POST', `/v1/ussd/${sessionId}`, { input }), 200),
    hangUp: async () => expectStatus(await ask('DELETE', `/v1/ussd/${sessionId}`), 204),
    /** The live session as the operator sees it. */
    waiting: async () => {
      const { session } = expectStatus(await gateways.ask({ method: 'GET', path: `/v1/subscribers/${msisdn}` }), 200);
      expect(session).toMatchObject({ sessionId });
      return session;
    },
  };
}
