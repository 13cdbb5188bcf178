/** What a core says by itself is with its gateway before the call answers that caused it; other calls do not wait for that. */
import { expect, test } from 'vitest';
import { createCoreGateway } from '../../src/flow/served/core.ts';
import { GATEWAY_WIRE, type Push, pushing } from '../../src/flow/served/push.ts';
import { openHarness } from '../support/harness.ts';
import { must } from '../support/phone.ts';
import { STORES } from '../support/stores.ts';

const PROGRAM = 'mts-bonus';
const [ANNA, BORIS] = ['79161234567', '79169990000'];
const JOIN = { op: 'register', channel: 'web', email: 'a@example.org' } as const;

/** A gateway that takes nothing until it is told to, and then all. */
function holdingGateway() {
  let [onCome, release] = [(_msisdn: string) => {}, () => {}];
  const first = new Promise<string>((resolve) => {
    onCome = resolve;
  });
  const released = new Promise<'taken'>((resolve) => {
    release = () => resolve('taken');
  });
  const push: Push = ({ msisdn }) => {
    onCome(msisdn);
    return released;
  };
  return { push, first, release };
}

test.each(STORES)('while the gateway holds an SMS, on %s', async (_name, open) => {
  const { store, close } = await open();
  const { deps, call, world, stop } = await openHarness(store);
  const held = holdingGateway();
  // By this clock no call has waited for long.
  const pushes = pushing({ ...deps, stopwatch: () => 0 }, held.push);
  const core = createCoreGateway({ ...deps, phonesOn: GATEWAY_WIRE }, pushes);
  pushes.attach(world);
  must(await core.bonusWrite(call, PROGRAM, ANNA, JOIN));

  const answered: string[] = [];
  const note = (name: string, work: Promise<unknown>) => work.then(() => answered.push(name));
  const clock = note('clock', core.changeClock(call, { advance: 'PT2H' }));
  expect(await held.first).toBe(ANNA);
  const hers = note('hers', core.putSubscriber(call, ANNA, { owner: 'Anna' }));
  await note('look', core.bonus(call, PROGRAM, ANNA));
  await note('his', core.bonusWrite(call, PROGRAM, BORIS, JOIN));
  await note('his, too', core.putSubscriber(call, BORIS, { owner: 'Boris' }));
  expect(answered).toEqual(['look', 'his', 'his, too']);
  held.release();
  await Promise.all([clock, hers]);

  pushes.detach(world);
  await stop();
  await close();
});
