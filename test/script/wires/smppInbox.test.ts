/** The inbox of phones on a bind: what is delivered must be what the list tells, no more and no less. */
import { describe, expect, test } from 'vitest';
import type { InboxSms } from '../../../src/flow/api.ts';
import type { Bind } from '../../../src/script/wires/smpp/bind.ts';
import { openEar } from '../../../src/script/wires/smpp/heard.ts';
import { listedInbox } from '../../../src/script/wires/smpp/inbox.ts';
import { watched } from '../../../src/script/wires/smpp/watched.ts';

const ANN = '79161234567';
const CALL = { world: 'main', wire: 'test' };

function sms(id: string, text: string): InboxSms {
  return { id, from: '4555', text, parts: 1, at: '2020-01-15T09:00:00.000Z' };
}

/** A phone that speaks on a bind, and the list beside it: what it gives at each look. */
async function scene(...looks: readonly (readonly InboxSms[])[]) {
  const ear = openEar();
  const left = [[], ...looks];
  const bind: Bind = {
    ear,
    watched: watched(),
    farSide() {
      throw new Error('Nobody is asked here.');
    },
    catchUp: async () => {},
    close: async () => {},
  };
  const { inbox, firstSpeech } = listedInbox(bind, async () => left.shift() ?? []);
  await firstSpeech(ANN);
  const deliver = (text: string, from = '4555') => ear.gateway.sms(CALL, { from, to: ANN, text });
  return { deliver, inbox: () => inbox(ANN, 0) };
}

describe('an SMS', () => {
  test('is delivered as the list tells', async () => {
    const { deliver, inbox } = await scene([sms('1', 'one'), sms('2', 'two')]);
    await deliver('one');
    await deliver('two');
    expect(await inbox()).toEqual([sms('1', 'one'), sms('2', 'two')]);
  });

  test('that comes twice is trouble', async () => {
    const { deliver, inbox } = await scene([sms('1', 'one')]);
    await deliver('one');
    await deliver('one');
    await expect(inbox()).rejects.toThrow('The SMS "one" from 4555 was delivered, and is not in the list.');
  });

  test('that says something else is trouble', async () => {
    const { deliver, inbox } = await scene([sms('1', 'one')]);
    await deliver('another');
    await expect(inbox()).rejects.toThrow(
      'The SMS "another" from 4555 was delivered where the list has "one" from 4555.',
    );
  });

  test('from elsewhere is trouble', async () => {
    const { deliver, inbox } = await scene([sms('1', 'one')]);
    await deliver('one', '4556');
    await expect(inbox()).rejects.toThrow('from 4556 was delivered');
  });

  test('that came between two looks is no trouble', async () => {
    const { deliver, inbox } = await scene([sms('1', 'one')], [sms('2', 'two')]);
    await deliver('one');
    await deliver('two');
    expect(await inbox()).toEqual([sms('1', 'one'), sms('2', 'two')]);
  });
});
