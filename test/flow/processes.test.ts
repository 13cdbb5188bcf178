/** Two processes on one store: the binds are at one of them, and what ends a dialogue happens at the other. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Call, Gateway } from '../../src/flow/api.ts';
import { destinationsOf } from '../../src/flow/destinations.ts';
import { sweep } from '../../src/flow/sweep.ts';
import { worldWatch } from '../../src/flow/worldWatch.ts';
import { type Harness, MACHINE_TIME, openHarness } from '../support/harness.ts';
import { must, wordOf } from '../support/phone.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';
import { type PlayedApplication, type PlayedWire, playedApplication, playedWire } from './applicationsFakes.ts';

const ANN = '79160000001';
const WIRE = 'smpp:phones';
const APPLICATION = '*384*77#';
const SERVICE = '*111*455#';
const LIFE = 180_000;

describe.each(STORES)('two processes on %s', (_, open) => {
  let opened: OpenedStore;
  let near: Harness;
  let far: Harness;
  let machine: number;
  let wire: PlayedWire;
  let application: PlayedApplication;
  let bind: Call;

  beforeEach(async () => {
    opened = await open();
    machine = MACHINE_TIME;
    const destinations = destinationsOf([{ application: 'quiz', codes: ['*384*77'] }], []);
    const common = { destinations, machineTime: () => machine };
    near = await openHarness(opened.store, { ...common, tag: 'n' });
    far = await openHarness(opened.store, { ...common, tag: 'f', world: near.world });
    wire = playedWire();
    application = playedApplication();
    bind = { world: near.world, wire: WIRE };
  });
  afterEach(async () => {
    await far.stop();
    await near.stop();
    await opened.close();
  });

  /** The binds of phones and application are here. */
  const attach = ({ gateway }: Harness) => {
    const detachers = [
      gateway.attachWire(near.world, WIRE, wire),
      gateway.attachApplication(near.world, 'quiz', application),
    ];
    return () => {
      for (const detach of detachers) detach();
    };
  };

  /** A phone with a first screen. */
  const begin = async (code: string, call: Call = bind) => {
    const dialled = near.gateway.dial(call, { msisdn: ANN, code, reference: 'r' });
    if (code === APPLICATION) await application.show('Welcome');
    return must(await dialled);
  };
  const sweepAt = async (harness: Harness) => {
    const world = await opened.store.world(near.world);
    if (world === null) throw new Error('no world');
    return sweep(harness.deps, world, machine + world.clock.offset);
  };
  const live = async (gateway: Gateway) => must(await gateway.sessions(near.call, {})).items;
  const timeouts = ({ gateway }: Harness) => {
    const heard: string[] = [];
    gateway.onEvent(near.world, ({ type }) => void (type === 'ussd.timeout' && heard.push(type)));
    return heard;
  };
  const TOLD = [{ msisdn: ANN, reference: 'r', text: expect.stringMatching(/Время сеанса истекло/), awaiting: false }];

  describe('time runs out', () => {
    test.each([
      ['the other one looks first', () => [far, near, far]],
      ['the one with the binds looks first', () => [near, far, near]],
    ] as const)('%s: the phone reads so once, the application hears so once', async (_name, order) => {
      attach(near);
      await begin(APPLICATION);
      machine += LIFE;
      for (const harness of order()) await sweepAt(harness);
      expect(wire.shown).toMatchObject(TOLD);
      expect(application.heard).toEqual([`begin ${APPLICATION}`, 'end timeout']);
    });

    test.each([
      ['of its phone', SERVICE, () => bind],
      ['of its application', APPLICATION, () => ({ ...bind, wire: 'http' })],
    ] as const)('a dialogue is left by who lacks the bind %s', async (_name, code, call) => {
      const detach = attach(near);
      await begin(code, call());
      detach();
      machine += LIFE;
      expect((await sweepAt(far)).size).toBe(1);
      expect((await sweepAt(near)).size).toBe(1);
      attach(far);
      expect((await sweepAt(far)).size).toBe(0);
      expect([wire.shown.length, application.heard.length]).toEqual(code === SERVICE ? [1, 0] : [0, 2]);
    });

    test('the clock is set at the other one: its caller hears when the phone and the application have heard', async () => {
      attach(near);
      await begin(APPLICATION);
      must(await far.gateway.changeClock(far.call, { advance: 'PT181S' }));
      expect(wire.shown).toMatchObject(TOLD);
      expect(application.heard).toEqual([`begin ${APPLICATION}`, 'end timeout']);
    });

    test('a process that is gone had the binds: left for two seconds, then anybody ends it', async () => {
      const detach = attach(near);
      await begin(SERVICE);
      detach();
      const heard = timeouts(far);
      machine += LIFE;
      expect((await sweepAt(far)).size).toBe(1);
      machine += 1_999;
      expect((await sweepAt(far)).size).toBe(1);
      expect(heard).toEqual([]);
      machine += 1;
      expect((await sweepAt(far)).size).toBe(0);
      expect(heard).toEqual(['ussd.timeout']);
      expect(wire.shown).toEqual([]);
    });

    test('the same where the clock is set: the call waits for as long, and has it done', async () => {
      const detach = attach(near);
      await begin(SERVICE);
      detach();
      const heard = [timeouts(far), timeouts(near)];
      must(await far.gateway.changeClock(far.call, { advance: 'PT181S' }));
      expect(heard.flat()).toEqual(['ussd.timeout']);
    });

    test('what is on no bind is left to nobody', async () => {
      await begin(SERVICE, { ...bind, wire: 'http' });
      const heard = timeouts(far);
      machine += LIFE;
      expect((await sweepAt(far)).size).toBe(0);
      expect(heard).toEqual(['ussd.timeout']);
    });
  });

  describe('a world is emptied', () => {
    /** Whether a process's wire has been told that this dialogue is over, the last time. */
    const isCut = (sessionId: string) => wire.cuts.at(-1)?.(sessionId);

    test.each([
      ['reset', () => near.gateway.reset(near.call)],
      ['deleted', () => near.gateway.deleteWorld(near.world)],
    ] as const)('%s here: its dialogues are cut off at once', async (_name, empty) => {
      attach(near);
      const { sessionId } = await begin(SERVICE);
      must(await empty());
      expect(isCut(sessionId)).toBe(true);
    });

    test('the dialogues of its next life go on, and so do those of other worlds', async () => {
      attach(near);
      const { sessionId } = await begin(SERVICE);
      const elsewhere = playedWire();
      near.gateway.attachWire('elsewhere', WIRE, elsewhere);
      must(await near.gateway.reset(near.call));
      const next = await begin(SERVICE);
      must(await near.gateway.changeClock(near.call, { freeze: true }));
      await worldWatch(() => near.deps)();
      expect([isCut(sessionId), isCut(next.sessionId), isCut('no id')]).toEqual([true, false, true]);
      expect(elsewhere.cuts.every((isOver) => isOver(next.sessionId))).toBe(true);
    });

    test.each([
      ['reset', () => far.gateway.reset(far.call)],
      ['deleted', () => far.gateway.deleteWorld(far.world)],
    ] as const)('%s elsewhere: seen at the next look, told once', async (_name, empty) => {
      attach(near);
      const look = worldWatch(() => near.deps);
      await look();
      const { sessionId } = await begin(SERVICE);
      const before = wire.cuts.length;
      await look();
      expect(wire.cuts).toHaveLength(before);
      must(await empty());
      await look();
      expect(isCut(sessionId)).toBe(true);
      const after = wire.cuts.length;
      await look();
      expect(wire.cuts).toHaveLength(after);
    });

    test('the ticker looks by itself', async () => {
      attach(near);
      const { sessionId } = await begin(SERVICE);
      const cut = new Promise<void>((resolve) => {
        near.gateway.attachWire(near.world, 'smpp:others', {
          ...playedWire(),
          cutOff: (isOver) => void (isOver(sessionId) && resolve()),
        });
      });
      must(await far.gateway.reset(far.call));
      await cut;
    });
  });

  describe('an application is asked at one', () => {
    test('the other one tells the phone to wait, and lets the dialogue be', async () => {
      attach(near);
      const { sessionId } = await begin(APPLICATION, near.call);
      const answered = near.gateway.answer(near.call, sessionId, { input: '1' });
      await application.asked();
      expect(wordOf(await far.gateway.answer(far.call, sessionId, { input: '2' }))).toBe('ussd-busy');
      await application.show('More');
      expect(must(await answered).text).toBe('More');
      expect(application.heard).toEqual([`begin ${APPLICATION}`, 'answer 1']);
    });

    test('also where it has a bind of the same application', async () => {
      attach(near);
      far.gateway.attachApplication(near.world, 'quiz', playedApplication());
      const { sessionId } = await begin(APPLICATION, near.call);
      void near.gateway.answer(near.call, sessionId, { input: '1' });
      await application.asked();
      expect(wordOf(await far.gateway.answer(far.call, sessionId, { input: '2' }))).toBe('ussd-busy');
      expect(await live(far.gateway)).toHaveLength(1);
    });
  });
});
