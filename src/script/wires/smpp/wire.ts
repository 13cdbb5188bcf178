/** `--via smpp://…`: phones on a bind of their own, in any dialect; with `control=` their world is set up and looked into over HTTP. */
import type { Ability, Office, Scene, Wire } from '../../wire.ts';
import { eventsOverHttp } from '../eventStream.ts';
import { greet } from '../http.ts';
import { callsOverHttp, gatewayAsker } from '../overHttp.ts';
import { sceneOver, type WorldScene } from '../sceneOver.ts';
import { type Bind, bind } from './bind.ts';
import { listedInbox, waitingInbox } from './inbox.ts';
import { phonesOn } from './phones.ts';
import { readTarget, type SmppTarget } from './target.ts';

const ALONE: ReadonlySet<Ability> = new Set(['sms', 'hangup', 'words']);
const CONTROLLED: ReadonlySet<Ability> = new Set([...ALONE, 'push', 'control']);

/** A wire to the SMSC at this address. Throws a WireTrouble where the address is wrong, or nobody answers. */
export async function smppWire(written: string): Promise<Wire> {
  const target = readTarget(written);
  const name = `smpp://${target.systemId}@${target.host}:${target.port}`;
  if (target.control === null) return aloneWire(name, target);
  const base = target.control.replace(/\/+$/, '');
  await greet(base);
  const [ask, listen] = [gatewayAsker(base), eventsOverHttp(base)];
  return {
    name,
    abilities: CONTROLLED,
    async open(given, signal) {
      const calls = callsOverHttp(base, ask, signal);
      return controlledScene(target, await sceneOver(calls, 'http', given, listen));
    },
    close: async () => {},
  };
}

async function controlledScene(target: SmppTarget, control: WorldScene): Promise<Scene> {
  const bound = await bind(target, control.world).catch(async (error) => {
    await control.close();
    throw error;
  });
  const { inbox, firstSpeech } = listedInbox(bound, (msisdn) => control.inbox(msisdn, 0));
  const phones = phonesOn(bound, { firstSpeech, control });
  const office = control.office === null ? null : caughtUp(control.office, bound);
  return { ...control, ...phones, inbox, office, close: () => closeBoth(bound, control) };
}

/** What a change of the clock or of points causes on the bind has arrived there when the call is over. */
function caughtUp(office: Office, bound: Bind): Office {
  const after =
    <Args extends readonly unknown[], T>(call: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      const result = await call(...args);
      await bound.catchUp();
      return result;
    };
  return { ...office, clock: after(office.clock), write: after(office.write), faults: after(office.faults) };
}

async function closeBoth(bound: Bind, control: Scene): Promise<void> {
  try {
    await bound.close();
  } finally {
    await control.close();
  }
}

/** Scenes one after the other, each on a bind of its own: what the one did not read, or left open, is not the next one's. */
async function aloneWire(name: string, target: SmppTarget): Promise<Wire> {
  const tried = await bind(target, null);
  await tried.close();
  return {
    name,
    abilities: ALONE,
    mostScenes: 1,
    open: async () => aloneScene(await bind(target, null)),
    close: async () => {},
  };
}

function aloneScene(bound: Bind): Scene {
  return {
    ...phonesOn(bound, { firstSpeech: async () => {}, control: null }),
    inbox: waitingInbox(bound),
    office: null,
    trace: () => [],
    close: () => bound.close(),
  };
}
