/** Adapters with a fake gateway, session numbers from 5 on, and timers that the test runs. */

import type { AdapterSetup, MessageAdapter, Trouble } from '../../../../src/smpp/adapter/adapter.ts';
import { openApplication } from '../../../../src/smpp/applications/application.ts';
import type { ApplicationSetup } from '../../../../src/smpp/applications/room.ts';
import { openPhones } from '../../../../src/smpp/phones/phones.ts';
import type { PhonesSetup } from '../../../../src/smpp/phones/room.ts';
import { type FakeGateway, fakeGateway } from './fakeGateway.ts';

export interface Scene extends FakeGateway {
  readonly adapter: MessageAdapter;
  readonly troubles: Trouble[];
  /** Timers that run, oldest first: ms and what they do. */
  readonly timers: Set<{ readonly ms: number; readonly run: () => void }>;
}

const FIXED = {
  world: 'main',
  dialect: 'generic',
  defaultAlphabet: 'gsm7',
  longSms: 'udh8',
  receiptIds: 'hex',
  window: 10,
  chance: () => 5,
} as const;

function sceneOf(open: (common: Omit<ApplicationSetup & AdapterSetup, 'wire'>) => MessageAdapter): Scene {
  const troubles: Trouble[] = [];
  const timers: Scene['timers'] = new Set();
  const fake = fakeGateway();
  const common = {
    ...FIXED,
    gateway: fake.gateway,
    onTrouble: (trouble: Trouble) => void troubles.push(trouble),
    systemId: 'shop',
    codes: ['*384*77', '7777'],
    answerWithin: 5000,
    later(ms: number, run: () => void) {
      const timer = { ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  const scene: Scene = Object.assign(fake, { troubles, timers, adapter: null as unknown as MessageAdapter });
  return Object.assign(scene, { adapter: open(common) });
}

/** Phones on the far side. */
export function phonesScene(more: Partial<PhonesSetup> = {}): Scene {
  return sceneOf((common) => openPhones({ ...common, wire: 'smpp:harness', sends: 'deliver_sm', ...more }));
}

/** An application on the far side, which serves *384*77 and 7777. */
export function applicationScene(more: Partial<ApplicationSetup> = {}): Scene {
  return sceneOf((common) => openApplication({ ...common, wire: 'smpp:shop', ...more }));
}
