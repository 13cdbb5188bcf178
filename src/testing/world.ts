/** A world in a test: phones that see each other, a clock, faults. */
import type { Given, Phone } from '../script/language/script.ts';
import { durationFault, durationMs, isoDuration } from '../script/language/values/duration.ts';
import { type Scene, type Wire, WireTrouble } from '../script/wire.ts';
import type { ClockChange, Figures, PhoneGiven, TestPhone, TestWorld, WorldGiven } from './api.ts';
import { mustBe, officeOf } from './office.ts';
import { type Handset, phoneIn, type Surroundings } from './phone.ts';

const CLOCK = '2020-01-15T12:00:00+03:00';

/** Opens a world on a wire. Throws a WireTrouble where it cannot be made as given. */
export async function worldOn(wire: Wire, given: WorldGiven = {}): Promise<TestWorld> {
  const { asked, ...rest } = givenOf(given);
  if (asked.size > 0 && !wire.abilities.has('control')) {
    throw new WireTrouble(
      `${wire.name} has no control: what is given (${[...asked].join(', ')}) cannot be set up there.`,
    );
  }
  return worldOf(await wire.open({ ...rest, asked }), Object.keys(given.phones ?? {}));
}

/** The phones of a world, and how they hear of SMS. */
interface Switchboard {
  phone(msisdn: string): Promise<TestPhone>;
  hear(hoped?: string): Promise<void>;
}

async function worldOf(scene: Scene, numbers: readonly string[]): Promise<TestWorld> {
  const changed = async (change: Promise<unknown>) => {
    await change;
    await switchboard.hear();
  };
  const clock = async (change: ClockChange) => changed(officeOf(scene).clock(change).then(mustBe));
  const world: TestWorld = {
    phone: (msisdn) => switchboard.phone(msisdn),
    wait: async (duration) => clock({ advance: advanceOf(duration) }),
    clock,
    faults: async (faults: Figures) => changed(officeOf(scene).faults(faults).then(mustBe)),
    trace: () => [...scene.trace()],
    close: onceOnly(() => scene.close()),
  };
  const switchboard = switchboardOf(scene, world);
  for (const number of numbers) await switchboard.phone(number);
  return world;
}

function switchboardOf(scene: Scene, world: TestWorld): Switchboard {
  const handsets = new Map<string, Handset>();
  const hear = oneAfterTheOther(async (hoped?: string) => {
    for (const [msisdn, { take }] of handsets) take(await scene.inbox(msisdn, msisdn === hoped ? 1 : 0));
  });
  const around: Surroundings = { scene, world, hear };
  return {
    hear,
    async phone(msisdn) {
      const known = handsets.get(msisdn);
      if (known !== undefined) return known.phone;
      const handset = phoneIn(around, msisdn);
      handsets.set(msisdn, handset);
      await hear();
      return handset.phone;
    },
  };
}

function advanceOf(duration: string): string {
  const ms = durationMs(duration);
  if (ms !== null) return isoDuration(ms);
  const { message, fix } = durationFault(duration);
  throw new Error(`${message}; ${fix}.`);
}

/** Two that read the inbox at once would take the same SMS. */
function oneAfterTheOther<T>(work: (input?: T) => Promise<void>): (input?: T) => Promise<void> {
  let last = Promise.resolve();
  return (input) => {
    const mine = last.then(() => work(input));
    last = mine.catch(() => {});
    return mine;
  };
}

function onceOnly(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= work();
    return done;
  };
}

function givenOf({ clock, phones = {}, faults }: WorldGiven): Given {
  const asked = new Set<'clock' | 'profiles' | 'points' | 'faults'>();
  if (clock !== undefined) asked.add('clock');
  if (faults !== undefined) asked.add('faults');
  for (const { points, ...profile } of Object.values(phones)) {
    if (points !== undefined) asked.add('points');
    if (Object.keys(profile).length > 0) asked.add('profiles');
  }
  return { clock: clock ?? CLOCK, phones: Object.entries(phones).map(phoneOf), faults: faults ?? {}, asked };
}

function phoneOf([msisdn, { points = {}, ...profile }]: readonly [string, PhoneGiven]): Phone {
  return { name: msisdn, msisdn, profile, points };
}
