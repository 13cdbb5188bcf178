/** Faults at a step of a dialogue: steps are the phone's, whoever speaks with it, and each fault is met where it says. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Result, UssdAnswer } from '../../src/flow/api.ts';
import { destinationsOf } from '../../src/flow/destinations.ts';
import { type Harness, openHarness } from '../support/harness.ts';
import { must } from '../support/phone.ts';
import { type OpenedStore, STORES } from '../support/stores.ts';
import { echoApplication, playedWire } from './applicationsFakes.ts';

const ANNA = '79161234567';
const BORIS = '79161234568';
const LOST = 'The connection was lost. Please dial again.';
const WIRE = 'smpp:phones';

type Act = (harness: Harness, sessionId: string) => Promise<Result<UssdAnswer>>;

const dial =
  (code: string): Act =>
  ({ gateway, call }) =>
    gateway.dial(call, { msisdn: ANNA, code });
const answer =
  (input: string): Act =>
  ({ gateway, call }, sessionId) =>
    gateway.answer(call, sessionId, { input });
const push =
  (application: string | undefined): Act =>
  ({ gateway, call }) => {
    const body = { msisdn: ANNA, text: 'Yes or no?', from: '7777', expectsReply: true };
    return gateway.push(call, application === undefined ? body : { ...body, application });
  };

/** A dialogue of each kind: its first step and two answers, all but a push's last of them awaiting more. */
const DIALOGUES: readonly (readonly [name: string, steps: readonly Act[]])[] = [
  ['a menu', [dial('*111*455#'), answer('2'), answer('1')]],
  ['a shortcut into a menu', [dial('*111*455*2#'), answer('1'), answer('9')]],
  ['an application', [dial('*384*77#'), answer('1'), answer('2')]],
  ['an application that pushes', [push('quiz'), answer('1'), answer('2')]],
  ['a question that was pushed', [push(undefined), answer('1')]],
  ['a dialogue taken up again', [dial('*111*455#'), answer('12'), answer('13')]],
];

/** Whether an application has the dialogue by then, and so hears that it is over. */
function hasApplication(name: string, step: number, when: 'before' | 'after'): boolean {
  if (step > 1) return name.startsWith('an application');
  return name === 'an application' && when === 'after';
}

describe.each(STORES)('on %s', (_, open) => {
  let opened: OpenedStore;
  let harness: Harness;
  let told: string[];
  /** What the application was told of ends. */
  let ends: string[];

  beforeEach(async () => {
    opened = await open();
    const destinations = destinationsOf([{ application: 'quiz', codes: ['*384*77'] }], []);
    harness = await openHarness(opened.store, { destinations });
    const subscribers = [ANNA, BORIS].map((msisdn) => ({
      msisdn,
      language: 'en',
      programs: { 'mts-bonus': { points: 40 } },
    }));
    const made = await harness.gateway.createWorld(harness.call, {
      clock: '2018-06-01T12:00:00+03:00',
      seed: { subscribers },
    });
    const call = { ...harness.call, world: must(made).id };
    harness = { ...harness, call };
    ends = [];
    const application = { ...echoApplication(), end: (_dialogue: unknown, why: string) => void ends.push(why) };
    harness.gateway.attachApplication(call.world, 'quiz', application);
    told = [];
    harness.gateway.onEvent(call.world, ({ type }) => {
      if (type === 'ussd.aborted' || type === 'ussd.hangup') told.push(type);
    });
  });
  afterEach(async () => {
    must(await harness.gateway.deleteWorld(harness.call.world));
    await harness.stop();
    await opened.close();
  });

  const put = async (faults: object) => must(await harness.gateway.putFaults(harness.call, { ...faults }));
  const live = async () => must(await harness.gateway.sessions(harness.call, {})).items;

  /** Asks for a code, and hangs up to read it: the next dial goes on there. */
  const prepare = async (name: string) => {
    if (name !== 'a dialogue taken up again') return;
    const { sessionId } = must(await dial(`*111*455*4*${BORIS}*10#`)(harness, ''));
    must(await harness.gateway.hangUp(harness.call, sessionId));
  };

  /** Plays the steps until the dialogue is over. @returns their screens */
  const play = async (steps: readonly Act[]): Promise<UssdAnswer[]> => {
    const screens: UssdAnswer[] = [];
    for (const step of steps) {
      const screen = must(await step(harness, screens.at(-1)?.sessionId ?? ''));
      screens.push(screen);
      if (screen.state === 'ended') break;
    }
    return screens;
  };

  describe.each(DIALOGUES)('%s', (name, steps) => {
    const at = steps.map((_step, index) => index + 1);

    test('without faults it goes on to its last step', async () => {
      await prepare(name);
      told = [];
      const screens = await play(steps);
      expect(screens.map(({ state }) => state)).toEqual(
        steps.map((_step, index) => (steps.length === 2 && index === 1 ? 'ended' : 'awaiting')),
      );
      expect(screens.some(({ text }) => text === LOST)).toBe(false);
    });

    test.each(at.flatMap((step) => (['before', 'after'] as const).map((when) => ({ step, when }))))(
      'ussdAbort %j',
      async ({ step, when }) => {
        await prepare(name);
        told = [];
        await put({ ussdAbort: { step, when } });
        const screens = await play(steps);
        expect(screens.map(({ text }) => text === LOST)).toEqual(at.slice(0, step).map((one) => one === step));
        expect(screens.at(-1)?.service).toBe('network');
        if (when === 'after') expect(told).toEqual(['ussd.aborted']);
        if (name !== 'a dialogue taken up again') expect(await live()).toEqual([]);
        expect(ends).toEqual(hasApplication(name, step, when) ? ['released'] : []);
      },
    );

    test.each(at)('userCancel at step %i', async (step) => {
      await prepare(name);
      told = [];
      await put({ userCancel: { step } });
      const screens = await play(steps);
      const isQuestion = !(steps.length === 2 && step === 2);
      expect(screens).toHaveLength(step);
      expect(screens.at(-1)).toMatchObject({ state: 'ended' });
      expect(screens.at(-1)?.text).not.toBe(LOST);
      expect(told).toEqual(isQuestion ? ['ussd.hangup'] : []);
      if (name !== 'a dialogue taken up again') expect(await live()).toEqual([]);
    });
  });

  describe('a push to a phone on a bind', () => {
    const pushed = async (faults: object) => {
      const wire = playedWire();
      harness.gateway.attachWire(harness.call.world, WIRE, wire);
      must(await harness.gateway.dial({ ...harness.call, wire: WIRE }, { msisdn: ANNA, code: '*111*455*0#' }));
      await put(faults);
      told = [];
      const screen = must(await push(undefined)(harness, ''));
      return { screen, shown: wire.shown.map(({ text, awaiting }) => [text, awaiting]) };
    };

    test.each(['before', 'after'])('ussdAbort %s: nothing is shown', async (when) => {
      const { screen, shown } = await pushed({ ussdAbort: { step: 1, when } });
      expect([screen.state, screen.text, shown, told]).toEqual(['ended', LOST, [], ['ussd.aborted']]);
      expect(await live()).toEqual([]);
    });

    test('userCancel: it shows, and awaits nothing', async () => {
      const { screen, shown } = await pushed({ userCancel: { step: 1 } });
      expect([screen.state, shown, told]).toEqual(['ended', [['Yes or no?', false]], ['ussd.hangup']]);
      expect(await live()).toEqual([]);
    });

    test('without faults it awaits a reply', async () => {
      const { screen, shown } = await pushed({});
      expect([screen.state, shown, told]).toEqual(['awaiting', [['Yes or no?', true]], []]);
    });
  });
});
