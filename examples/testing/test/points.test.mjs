import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expect, phone, world } from 'starhash/testing';

const PROGRAM = 'mts-bonus';

test('who has points can ask for the balance', async () => {
  const p = await phone('79161234567', { points: { [PROGRAM]: 40 } });
  await p.dial('*111*455*0#');
  expect(p).toHaveReceived(/^У вас 40 баллов/);
});

test('points go from one phone to another, with a code by SMS', async () => {
  const { phone } = await world({
    phones: { 79161234567: { points: { [PROGRAM]: 500 } }, 79161234568: { points: { [PROGRAM]: 0 } } },
  });
  const [anna, boris] = [await phone('79161234567'), await phone('79161234568')];
  await anna.dial('*111*455*4#');
  await anna.answer(boris.msisdn);
  await anna.answer('200');
  const [code] = /^\d{4}/.exec((await anna.nextSms()).text) ?? [];
  await anna.answer(code);
  assert.equal(await anna.balance(PROGRAM), 300);
  assert.equal(await boris.balance(PROGRAM), 200);
  expect(boris).toHaveReceived('200');
});

test('nobody joins twice', async () => {
  const p = await phone('79161234567');
  await p.dial('*111*455*1#');
  await p.dial('*111*455*1#');
  expect(p).toShow(/^Вы уже участник/);
});
