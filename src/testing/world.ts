/** A world in a test: phones that see each other, a clock, faults. */
import type { ClockChange, GatewayEvent } from '../flow/api.ts';
import type { Given, Phone } from '../script/language/script.ts';
import type { Facts, Scene, Wire } from '../script/wire.ts';
import { mustBe, officeOf, phoneIn, type TestPhone } from './phone.ts';

/** What is known of a subscriber before the test. */
export interface PhoneGiven {
  /** Points by program; a program that is not named: no member of it. */
  readonly points?: Readonly<Record<string, number>>;
  readonly language?: string;
  readonly timeZone?: string;
  readonly blocked?: boolean;
  readonly debt?: number;
  readonly owner?: string;
  /** ISO 8601 with offset. */
  readonly memberSince?: string;
}

export interface WorldGiven {
  /** Where the clock stands still, ISO 8601 with offset (default: 2020-01-15T12:00:00+03:00). */
  readonly clock?: string;
  /** Who is there, by MSISDN. */
  readonly phones?: Readonly<Record<string, PhoneGiven>>;
  readonly faults?: Facts;
}

export interface TestWorld {
  /** The phone of this number, the same one each time. */
  phone(msisdn: string): TestPhone;
  /** Time passes: an ISO 8601 duration like `PT3M`. */
  wait(duration: string): Promise<void>;
  clock(change: ClockChange): Promise<void>;
  /** Puts these faults in place of those before; `{}` ends them all. */
  faults(faults: Facts): Promise<void>;
  /** What happened inside, oldest first. */
  trace(): readonly GatewayEvent[];
  /** The world is gone. */
  close(): Promise<void>;
}

const CLOCK = '2020-01-15T12:00:00+03:00';

/** Opens a world on a wire. Throws a WireTrouble where it cannot be made as given. */
export async function worldOn(wire: Wire, given: WorldGiven = {}): Promise<TestWorld> {
  const scene = await wire.open(givenOf(given));
  return worldOf(scene);
}

function worldOf(scene: Scene): TestWorld {
  const phones = new Map<string, TestPhone>();
  const clock = async (change: ClockChange) => {
    mustBe(await officeOf(scene).clock(change));
  };
  return {
    phone(msisdn) {
      const phone = phones.get(msisdn) ?? phoneIn(scene, msisdn);
      phones.set(msisdn, phone);
      return phone;
    },
    wait: (duration) => clock({ advance: duration }),
    clock,
    async faults(faults) {
      mustBe(await officeOf(scene).faults(faults));
    },
    trace: () => scene.trace(),
    close: () => scene.close(),
  };
}

function givenOf({ clock = CLOCK, phones = {}, faults = {} }: WorldGiven): Given {
  const known = Object.entries(phones).map(phoneOf);
  const asked = new Set<'clock' | 'points'>([
    ...(clock === CLOCK ? [] : ['clock' as const]),
    ...(known.length > 0 ? ['points' as const] : []),
  ]);
  return { clock, phones: known, faults, asked };
}

function phoneOf([msisdn, { points = {}, ...profile }]: readonly [string, PhoneGiven]): Phone {
  return { name: msisdn, msisdn, profile, points };
}
