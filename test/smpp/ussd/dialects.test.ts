/** The same dialogue in each dialect, with phones on the far side and with an application there, as bytes through the codec. */
import { describe, expect, test } from 'vitest';
import { settled } from '../phones/support/fakeGateway.ts';
import { farSide } from '../phones/support/farSide.ts';
import { applicationScene, phonesScene } from '../phones/support/setups.ts';
import { DIALOGUES } from './dialogues.ts';

const ANN = '79161234567';
const CODE = '*384*77#';
const UP = { from: ANN, to: CODE, service: 'USSD' };
const DOWN = { from: CODE, to: ANN, service: 'USSD' };
const DIALOGUE = { sessionId: 's1', msisdn: ANN, code: '*384*77', language: 'en' };
const OK = 'submit_sm_resp ok';

/** What the far side hears, in short. */
const shown = (text: string, tlvs: string) => `deliver_sm USSD ${CODE} > ${ANN} ${JSON.stringify(text)} ${tlvs}`;
const told = (text: string, tlvs: string) => `deliver_sm USSD ${ANN} > ${CODE} ${JSON.stringify(text)} ${tlvs}`;

describe.each(DIALOGUES)('phones that speak $dialect', (row) => {
  const { dialect, key } = row;

  test('dial, menu, answer, end', async () => {
    const scene = phonesScene({ dialect });
    const peer = farSide(scene.adapter);
    peer.send('submit_sm', { ...UP, text: '*384*77*1#', tlvs: row.begin });
    const dialled = scene.next();
    expect(dialled).toMatchObject({ what: 'dial', body: { msisdn: ANN, code: '*384*77*1#', reference: key } });
    await dialled.screen('1 Balance');
    expect(peer.heard()).toEqual([OK, shown('1 Balance', row.ask)]);
    peer.send('submit_sm', { ...UP, text: '1', tlvs: row.answer });
    const answered = scene.next();
    expect(answered).toMatchObject({ what: 'answer', body: [{ msisdn: ANN, reference: key }, { input: '1' }] });
    await answered.screen('Bye', 'ended');
    expect(peer.heard()).toEqual([OK, shown('Bye', row.end)]);
  });

  test('the phone gives up', async () => {
    const scene = phonesScene({ dialect });
    const peer = farSide(scene.adapter);
    peer.send('submit_sm', { ...UP, text: CODE, tlvs: row.begin });
    await scene.next().screen('1 Balance');
    peer.heard();
    peer.send('submit_sm', { ...UP, tlvs: row.abort ?? row.begin.replace('0501000101', '0501000181') });
    const hungUp = scene.next();
    expect(hungUp).toMatchObject({ what: 'hangUp', body: { msisdn: ANN, reference: key } });
    await hungUp.resolve({ ok: true, value: null });
    expect(peer.heard()).toEqual([OK]);
  });

  test('a push that asks, its reply, and the last words', async () => {
    const scene = phonesScene({ dialect });
    const peer = farSide(scene.adapter);
    const screen = { msisdn: ANN, sessionId: 's1', from: CODE, text: 'Sure?', reference: null, awaiting: true };
    expect(scene.end?.show(screen)).toBe(key);
    expect(peer.heard()).toEqual([shown('Sure?', row.ask)]);
    peer.send('submit_sm', { ...UP, text: 'yes', tlvs: row.answer });
    const answered = scene.next();
    expect(answered).toMatchObject({ what: 'answer', body: [{ msisdn: ANN, reference: key }, { input: 'yes' }] });
    await answered.screen('Thanks', 'ended');
    expect(peer.heard()).toEqual([OK, shown('Thanks', row.endOfPush)]);
  });

  test('a push that tells; what was read is answered and nothing else', () => {
    const scene = phonesScene({ dialect });
    const peer = farSide(scene.adapter);
    const screen = { msisdn: ANN, sessionId: 's1', from: CODE, text: 'Hello', reference: null, awaiting: false };
    expect(scene.end?.show(screen)).toBe(key);
    expect(peer.heard()).toEqual([shown('Hello', row.notify)]);
    peer.send('submit_sm', { ...UP, tlvs: row.notified ?? '0501000113' });
    expect(peer.heard()).toEqual([OK]);
    expect(scene.pending()).toEqual([]);
  });

  test('Cyrillic', async () => {
    const scene = phonesScene({ dialect });
    const peer = farSide(scene.adapter);
    const more = { data_coding: row.ucs2, short_message: Buffer.from('04110430', 'hex') };
    peer.send('submit_sm', { ...UP, tlvs: row.answer, more });
    expect(scene.next().body).toEqual([expect.anything(), { input: 'Ба' }]);
    scene.end?.show({ msisdn: ANN, sessionId: 's1', from: CODE, text: 'Ба', reference: null, awaiting: false });
    expect(peer.pdus()).toMatchObject([{ body: more }]);
  });
});

describe.each(DIALOGUES)('an application that speaks $dialect', (row) => {
  const { dialect } = row;

  test('dial, menu, answer, end', async () => {
    const scene = applicationScene({ dialect });
    const peer = farSide(scene.adapter);
    const menu = scene.application?.begin(DIALOGUE, '*384*77*1#');
    expect(peer.heard()).toEqual([told('*384*77*1#', row.begin)]);
    peer.answer();
    peer.send('submit_sm', { ...DOWN, text: '1 Balance', tlvs: row.ask });
    expect(peer.heard()).toEqual([OK]);
    expect(await menu).toEqual({ kind: 'screen', text: '1 Balance', awaiting: true });
    const last = scene.application?.answer(DIALOGUE, '1');
    expect(peer.heard()).toEqual([told('1', row.answer)]);
    peer.answer();
    peer.send('submit_sm', { ...DOWN, text: 'Bye', tlvs: row.end });
    expect(peer.heard().at(0)).toBe(OK);
    expect(await last).toEqual({ kind: 'screen', text: 'Bye', awaiting: false });
    expect(scene.timers.size).toBe(0);
  });

  test('the phone gives up', async () => {
    const scene = applicationScene({ dialect });
    const peer = farSide(scene.adapter);
    const menu = scene.application?.begin(DIALOGUE, CODE);
    peer.send('submit_sm', { ...DOWN, text: '1 Balance', tlvs: row.ask });
    await menu;
    peer.heard();
    scene.application?.end(DIALOGUE, 'hang-up');
    expect(peer.heard()).toEqual(row.abort === null ? [] : [told('', row.abort)]);
    expect(await scene.application?.answer(DIALOGUE, '1')).toEqual({ kind: 'lost' });
  });

  test('a push that asks, its reply, and the last words', async () => {
    const scene = applicationScene({ dialect });
    const peer = farSide(scene.adapter);
    peer.send('submit_sm', { ...DOWN, text: 'Sure?', tlvs: row.ask });
    const pushed = scene.next();
    const body = { msisdn: ANN, text: 'Sure?', expectsReply: true, from: '*384*77', application: 'shop' };
    expect(pushed).toMatchObject({ what: 'push', body });
    expect(peer.heard()).toEqual([]);
    await pushed.screen('Sure?');
    expect(peer.heard()).toEqual([OK]);
    const last = scene.application?.answer(DIALOGUE, 'yes');
    expect(peer.heard()).toEqual([told('yes', row.answer)]);
    peer.send('submit_sm', { ...DOWN, text: 'Thanks', tlvs: row.endOfPush });
    expect(peer.heard().at(0)).toBe(OK);
    expect(await last).toEqual({ kind: 'screen', text: 'Thanks', awaiting: false });
  });

  test('a push that tells', async () => {
    const scene = applicationScene({ dialect });
    const peer = farSide(scene.adapter);
    peer.send('submit_sm', { ...DOWN, text: 'Hello', tlvs: row.notify });
    const pushed = scene.next();
    expect(pushed).toMatchObject({ what: 'push', body: { msisdn: ANN, text: 'Hello', expectsReply: false } });
    await pushed.screen('Hello', 'ended');
    expect(peer.heard()).toEqual([OK, ...(row.notified === null ? [] : [told('', row.notified)])]);
  });

  test('Cyrillic', async () => {
    const scene = applicationScene({ dialect });
    const peer = farSide(scene.adapter);
    const more = { data_coding: row.ucs2, short_message: Buffer.from('04110430', 'hex') };
    const menu = scene.application?.begin(DIALOGUE, CODE);
    peer.send('submit_sm', { ...DOWN, tlvs: row.ask, more });
    expect(await menu).toMatchObject({ text: 'Ба' });
    peer.pdus();
    void scene.application?.answer(DIALOGUE, 'Ба');
    await settled();
    expect(peer.pdus()).toMatchObject([{ body: more }]);
  });
});
