/** Whatever the phones, the gateway and the binds do, and in whatever order. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settled } from './support/fakeGateway.ts';
import { type Ledger, openLedger } from './support/ledger.ts';
import { phonesScene, type Scene } from './support/setups.ts';

/** What happens; what it does not need it does not look at. */
const events = fc.record({
  what: fc.constantFrom('say', 'say', 'accept', 'done', 'done', 'show', 'acknowledge', 'die'),
  phone: fc.constantFrom('79160000001', '79160000002'),
  bind: fc.constantFrom(0, 1),
  isGood: fc.boolean(),
  isAwaiting: fc.boolean(),
  operation: fc.constantFrom('01', '01', '12', '13', '81'),
  mark: fc.constantFrom('0500', '0502', '0600', '0700'),
});
type Event = typeof events extends fc.Arbitrary<infer T> ? T : never;

interface Run {
  readonly scene: Scene;
  readonly ledger: Ledger;
  /** Sessions that the gateway began, in their order. */
  readonly begun: string[];
}

function newSession({ begun }: Run): string {
  begun.push(`s${begun.length}`);
  return begun.at(-1) as string;
}

const HAPPEN: Readonly<Record<string, (run: Run, event: Event) => unknown>> = {
  say({ ledger }, { bind, phone, operation, mark }) {
    const tlvs = `05010001${operation} 13830002${mark}`;
    ledger.send(bind, { from: phone, to: '111', text: '*111#', service: 'USSD', tlvs });
  },
  done(run, { isGood, isAwaiting }) {
    if (run.scene.pending().length === 0) return;
    const call = run.scene.next();
    if (!isGood) return call.problem('session-over');
    if (call.what === 'hangUp') return call.resolve({ ok: true, value: null });
    return call.screen('Menu', isAwaiting ? 'awaiting' : 'ended', newSession(run));
  },
  accept(run, event) {
    if (run.scene.pending().length === 0) return;
    const call = run.scene.next();
    call.call.accepted?.();
    if (call.what === 'hangUp') return call.resolve({ ok: true, value: null });
    return event.isGood ? call.screen('Menu', 'awaiting', newSession(run)) : call.problem('store-unavailable');
  },
  show(run, { phone: msisdn, isGood, isAwaiting }) {
    const reference = isGood ? null : '0500';
    const screen = { msisdn, reference, from: '111', text: 'x', awaiting: isAwaiting };
    run.scene.end?.show({ ...screen, sessionId: newSession(run) });
  },
  acknowledge: ({ ledger }, { bind, isGood }) => ledger.acknowledge(bind, isGood),
  die: ({ ledger }, { bind }) => ledger.die(bind),
};

async function live(run: Run, happening: readonly Event[]): Promise<void> {
  for (const event of happening) {
    await HAPPEN[event.what]?.(run, event);
    await settled();
  }
  while (run.scene.pending().length > 0) await run.scene.next().problem('session-over');
  run.scene.adapter.close();
}

test('law: each message is answered once, and no dialogue is released twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(events, { maxLength: 40 }), async (happening) => {
      const scene = phonesScene();
      const run: Run = { scene, ledger: openLedger(scene.adapter), begun: [] };
      await live(run, happening);
      expect(run.ledger.wrong()).toEqual([]);
      expect(scene.released).toEqual([...new Set(scene.released)]);
      expect(run.begun).toEqual(expect.arrayContaining(scene.released));
      expect(scene.end).toBeNull();
    }),
  );
});
