/** A script's phones before an HTTP application that was built with npm `ussd-menu-builder`: somebody else's code. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Given } from '../../../src/script/language/script.ts';
import type { Scene } from '../../../src/script/wire.ts';
import { callbackWire } from '../../../src/script/wires/callback.ts';
import { type MenuApplication, openMenuApplication } from './menuApplication.ts';

const ANN = '79161234567';
const GIVEN: Given = { clock: '2020-01-15T12:00:00+03:00', phones: [], faults: {}, asked: new Set() };

let application: MenuApplication;
beforeAll(async () => {
  application = await openMenuApplication();
});
afterAll(() => application.close());

async function open(end = ''): Promise<Scene> {
  const wire = await callbackWire(`callback:${application.url}${end}`);
  return wire.open(GIVEN);
}

test('a dialogue', async () => {
  const scene = await open();
  expect(await scene.dial(ANN, '*384*77#')).toMatchObject({
    ok: true,
    value: { text: 'Pizza Bot\n1. Order\n2. Opening hours', awaiting: true },
  });
  expect(await scene.answer(ANN, '1')).toMatchObject({ ok: true, value: { text: 'How many pizzas?' } });
  expect(await scene.answer(ANN, '3')).toMatchObject({
    ok: true,
    value: { text: '3 pizzas for +79161234567. Thanks!', awaiting: false },
  });
  expect(await scene.answer(ANN, '1')).toMatchObject({ ok: false, detail: 'The phone is in no dialogue.' });
});

test('two phones at once, each in its own dialogue; one hangs up', async () => {
  const scene = await open();
  await scene.dial('79160000001', '*384*77#');
  await scene.dial('79160000002', '*384*77#');
  expect(await scene.answer('79160000001', '2')).toMatchObject({ value: { text: 'We are open from 9 to 21.' } });
  expect(await scene.answer('79160000002', '1')).toMatchObject({ value: { text: 'How many pizzas?' } });
  expect(await scene.hangUp('79160000002')).toEqual({ ok: true, value: null });
  expect(await scene.hangUp('79160000002')).toMatchObject({ ok: false });
});

test('where the code ends, what is dialled beyond it is said at once', async () => {
  const scene = await open('#code=*384*77');
  expect(await scene.dial(ANN, '*384*77*1*2#')).toMatchObject({
    value: { text: '2 pizzas for +79161234567. Thanks!' },
  });
  expect(await scene.dial(ANN, '*384*77#')).toMatchObject({ value: { awaiting: true } });
});

test('nobody there: the reason', async () => {
  const closed = await openMenuApplication();
  closed.close();
  const wire = await callbackWire(`callback:${closed.url}`);
  const scene = await wire.open(GIVEN);
  expect(await scene.dial(ANN, '*384#')).toMatchObject({ ok: false, detail: 'nobody answers there (ECONNREFUSED)' });
  await expect(callbackWire('callback:127.0.0.1')).rejects.toThrow('callback: "127.0.0.1" is no address.');
});

test('a screen that no phone can show is none, as behind a route', async () => {
  const scene = await open();
  await scene.dial(ANN, '*384*77#');
  expect(await scene.answer(ANN, '3')).toMatchObject({ ok: false, word: 'no-answer' });
});

test('one dialogue after the other: applications may know them by their number', async () => {
  const { mostScenes } = await callbackWire(`callback:${application.url}`);
  expect(mostScenes).toBe(1);
});
