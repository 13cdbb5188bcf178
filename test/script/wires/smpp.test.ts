/** Scripts' phones on a bind: against a real gateway in every dialect, with its HTTP side as control and alone. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStarhash, type Running } from '../../../src/gateway.ts';
import type { Given } from '../../../src/script/language/script.ts';
import type { Scene, Wire } from '../../../src/script/wire.ts';
import { smppWire } from '../../../src/script/wires/smpp/wire.ts';
import { readSmpp } from '../../../src/smpp/config/read.ts';
import { DIALECT_NAMES } from '../../../src/smpp/ussd/types.ts';
import { SESSIONS } from '../../support/harness.ts';

const ANN = '79161234567';
const GIVEN: Given = {
  clock: '2020-01-15T12:00:00+03:00',
  phones: [{ name: 'phone', msisdn: ANN, profile: {}, points: { 'mts-bonus': 40 } }],
  faults: {},
  asked: new Set(['points']),
};

let running: Running;
let data: string;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'starhash-'));
  const accounts = DIALECT_NAMES.map((dialect) => ({
    system_id: dialect === 'generic' ? 'harness' : dialect.slice(0, 7),
    password: 'secret',
    role: 'network',
    dialect,
  }));
  const words = readSmpp({ accounts }, {}).config;
  running = await openStarhash({
    http: { port: 0, host: '127.0.0.1' },
    smpp: { ...words, host: '127.0.0.1', port: 0 },
    data,
    sessions: SESSIONS,
    logLevel: 'silent',
  });
});
afterAll(async () => {
  await running.close();
  await rm(data, { recursive: true });
});

function via(account: string, query: string): string {
  return `smpp://${account}:secret@${running.smpp}?${query}`;
}

async function onScene(wire: Wire, use: (scene: Scene) => Promise<void>): Promise<void> {
  const scene = await wire.open(GIVEN);
  try {
    await use(scene);
  } finally {
    await scene.close();
    await wire.close();
  }
}

describe.each(DIALECT_NAMES)('in the dialect %s', (dialect) => {
  const account = dialect === 'generic' ? 'harness' : dialect.slice(0, 7);

  test('with control: a dialogue, its SMS, points, time, a push, hanging up', async () => {
    const wire = await smppWire(via(account, `dialect=${dialect}&control=${running.httpUrl}`));
    await onScene(wire, async (scene) => {
      expect(await scene.dial(ANN, '*111*455#')).toMatchObject({ ok: true, value: { awaiting: true } });
      expect(await scene.answer(ANN, '0')).toMatchObject({ ok: true, value: { awaiting: false } });
      const [sms] = await scene.inbox(ANN, 1);
      expect(sms).toMatchObject({ from: '4555', text: expect.stringContaining('У вас 40 баллов') });
      expect(await scene.sms(ANN, '4555', 'Бонус')).toEqual({ ok: true, value: null });
      expect(await scene.inbox(ANN, 1)).toHaveLength(1);
      expect(await scene.office?.bonus('mts-bonus', ANN)).toMatchObject({ ok: true, value: { balance: 40 } });
      expect(await scene.dial(ANN, '*111*455#')).toMatchObject({ ok: true });
      await scene.office?.clock({ advance: 'PT3M' });
      expect(await scene.answer(ANN, '0')).toMatchObject({ ok: false });
      const push = { from: '4555', text: 'Всё хорошо?', reply: true };
      expect(await scene.push(ANN, push)).toMatchObject({ ok: true, value: { text: 'Всё хорошо?', awaiting: true } });
      expect(await scene.answer(ANN, 'Да')).toMatchObject({ ok: true });
      expect(await scene.dial(ANN, '*111*455#')).toMatchObject({ ok: true });
      expect(await scene.hangUp(ANN)).toEqual({ ok: true, value: null });
      expect(await scene.answer(ANN, '0')).toMatchObject({ ok: false });
      expect(scene.trace().map(({ type }) => type)).toContain('ussd.screen');
    });
  });
});

test('alone: what a phone sees, and nothing else', async () => {
  const wire = await smppWire(via('harness', ''));
  expect([...wire.abilities].sort()).toEqual(['hangup', 'sms', 'words']);
  await onScene(wire, async (scene) => {
    expect(scene.office).toBeNull();
    expect(await scene.sms(ANN, '4555', '')).toEqual({ ok: true, value: null });
    expect(await scene.inbox(ANN, 1)).toMatchObject([{ from: '4555', text: expect.stringContaining('МТС Бонус') }]);
    expect(await scene.inbox(ANN, 0)).toEqual([]);
    expect(await scene.dial(ANN, '*111')).toEqual({
      ok: false,
      word: 'bad-code',
      figures: {},
      detail: 'The status is ESME_RINVDSTADR.',
    });
    expect(await scene.dial(ANN, '*111*455*0#')).toMatchObject({ ok: true, value: { awaiting: false } });
  });
});

describe('trouble in one sentence', () => {
  test.each([
    ['smpp://harness:wrong@HERE', 'as harness: the bind was refused: ESME_RINVPASWD'],
    ['smpp://harness:secret@127.0.0.1:1', 'No bind to 127.0.0.1:1 as harness: ECONNREFUSED.'],
    ['smpp://harness:secret@HERE?dialect=klingon', 'There is no dialect "klingon"; there are generic,'],
    ['smpp://harness:secret@HERE?contrl=x', 'There is no parameter "contrl"'],
    ['smpp:', '"smpp:" is no SMPP address'],
    ['smp://me:hunter2@HERE', '"smp://me:***@HERE" is no SMPP address'],
    ['smpp://HERE?dialect=http://me:hunter2@x', 'There is no dialect "http://me:***@x"; there are'],
    ['smpp://HERE?http://me:hunter2@x', 'There is no parameter "http://me:***@x"; there are'],
    ['smpp://HERE?control=http://me:hunter2@x:y', 'Nobody answers at http://me:***@x:y.'],
    ['smpp://harness:secret@HERE?control=http://127.0.0.1:1', 'Nobody answers at http://127.0.0.1:1'],
  ])('%s', async (address, why) => {
    await expect(smppWire(address.replace('HERE', running.smpp ?? ''))).rejects.toThrow(
      why.replace('HERE', running.smpp ?? ''),
    );
  });
});
