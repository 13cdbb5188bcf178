/** Whatever the phones, the application, the clock and the binds do, and in whatever order. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AppScreen } from '../../../src/flow/api.ts';
import { settled } from '../phones/support/fakeGateway.ts';
import { type Ledger, openLedger } from '../phones/support/ledger.ts';
import { applicationScene, type Scene } from '../phones/support/setups.ts';

const phones = fc.constantFrom('79160000001', '79160000002');
const binds = fc.constantFrom(0, 1);

/** What happens; what it does not need it does not look at. */
const events = fc.record({
  what: fc.constantFrom('begin', 'answer', 'end', 'timer', 'pushed', 'acknowledge', 'die', 'say', 'say', 'begin'),
  phone: phones,
  bind: binds,
  isGood: fc.boolean(),
  operation: fc.constantFrom('02', '03', '11'),
  mark: fc.constantFrom('0500', '0502', '0600', '0700'),
});
type Event = typeof events extends fc.Arbitrary<infer T> ? T : never;

interface Run {
  readonly scene: Scene;
  readonly ledger: Ledger;
  /** Latest session of each phone. */
  readonly sessions: Map<string, string>;
  readonly asked: Promise<AppScreen>[];
}

function dialogueOf({ sessions }: Run, msisdn: string) {
  return { sessionId: sessions.get(msisdn) ?? 'none', msisdn, code: '*384*77', language: 'en' };
}

function newSession({ sessions, asked }: Run, msisdn: string): string {
  const sessionId = `${msisdn}.${asked.length}.${sessions.get(msisdn) ?? ''}`;
  sessions.set(msisdn, sessionId);
  return sessionId;
}

const HAPPEN: Readonly<Record<string, (run: Run, event: Event) => unknown>> = {
  begin(run, { phone }) {
    newSession(run, phone);
    const screen = run.scene.application?.begin(dialogueOf(run, phone), '*384*77#');
    if (screen !== undefined) run.asked.push(screen);
  },
  answer(run, { phone }) {
    const screen = run.scene.application?.answer(dialogueOf(run, phone), '1');
    if (screen !== undefined) run.asked.push(screen);
  },
  end: (run, { phone }) => run.scene.application?.end(dialogueOf(run, phone), 'hang-up'),
  timer: ({ scene }) => [...scene.timers][0]?.run(),
  pushed(run, { isGood }) {
    if (run.scene.pending().length === 0) return;
    const push = run.scene.next();
    const { msisdn } = push.body as { msisdn: string };
    return isGood ? push.screen('x', 'awaiting', newSession(run, msisdn)) : push.problem('ussd-busy');
  },
  acknowledge: ({ ledger }, { bind, isGood }) => ledger.acknowledge(bind, isGood),
  die: ({ ledger }, { bind }) => ledger.die(bind),
  say({ ledger }, { bind, phone, operation, mark }) {
    const tlvs = `05010001${operation} 13830002${mark}`;
    ledger.send(bind, { from: '*384*77#', to: phone, text: 'Menu', service: 'USSD', tlvs });
  },
};

async function live(run: Run, happening: readonly Event[]): Promise<void> {
  for (const event of happening) {
    await HAPPEN[event.what]?.(run, event);
    await settled();
  }
  while (run.scene.pending().length > 0) await run.scene.next().problem('ussd-busy');
  run.scene.adapter.close();
}

test('law: each message is answered once, who waits hears something, no timer is left, nobody is released twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(events, { maxLength: 40 }), async (happening) => {
      const scene = applicationScene();
      const run: Run = { scene, ledger: openLedger(scene.adapter), sessions: new Map(), asked: [] };
      await live(run, happening);
      await Promise.all(run.asked);
      expect(run.ledger.wrong()).toEqual([]);
      expect(scene.timers.size).toBe(0);
      expect(scene.released).toEqual([...new Set(scene.released)]);
      expect(scene.troubles).toEqual([]);
      expect([scene.application, scene.end]).toEqual([null, null]);
    }),
  );
});
