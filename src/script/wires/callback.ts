/** `--via callback:http://…`: an HTTP application alone. The script is its network: it asks as Africa's Talking would. */
import { nanoid } from 'nanoid';
import { checkAddress } from '../../callback/address.ts';
import { askApplication } from '../../callback/ask.ts';
import { fitsInto, USSD_CAPACITY } from '../../text/size.ts';
import type { Given } from '../language/script.ts';
import { type Ability, type Phones, type Reply, type Scene, type Shown, type Wire, WireTrouble } from '../wire.ts';

const ABILITIES: ReadonlySet<Ability> = new Set(['hangup', 'words']);

/** Where to ask, and which part of what is dialled is the code. */
interface Target {
  readonly url: URL;
  /** Like `*384*77`; null: all that is dialled. */
  readonly code: string | null;
}

interface Dialogue {
  readonly sessionId: string;
  readonly serviceCode: string;
  readonly said: string;
}

/**
 * A wire to the application at `callback:URL`; `#code=*384*77` at its end says where the code ends in what is dialled, so that the rest
 * is said at once. Throws a WireTrouble where that is no address.
 */
export async function callbackWire(written: string): Promise<Wire> {
  const target = readTarget(written.replace(/^callback:/, ''));
  return {
    name: `callback:${target.url.host}`,
    abilities: ABILITIES,
    // Applications may know a dialogue by its number.
    mostScenes: 1,
    open: async (_given: Given) => sceneOf(target),
    close: async () => {},
  };
}

function readTarget(address: string): Target {
  const checked = checkAddress(address);
  if (!checked.ok) throw new WireTrouble(`callback: ${checked.why}.`);
  const code = new URLSearchParams(checked.url.hash.slice(1)).get('code');
  checked.url.hash = '';
  return { url: checked.url, code: code?.replace(/#$/, '') ?? null };
}

function sceneOf(target: Target): Scene {
  return { ...phonesOf(target), office: null, trace: () => [], close: async () => {} };
}

const OVER: Reply<never> = { ok: false, word: 'session-over', figures: {}, detail: 'The phone is in no dialogue.' };
/** No phone can show it. */
const TOO_LONG: Reply<never> = {
  ok: false,
  word: 'no-answer',
  figures: {},
  detail: 'The text is longer than a screen (182 septets, 80 units of UCS2).',
};
const NO_WORD: Reply<never> = { ok: false, word: '', figures: {}, detail: 'A callback has no word for that.' };

/** Phones in front of an application. They remember the dialogue that each of them is in. */
function phonesOf({ url, code }: Target): Phones {
  const dialogues = new Map<string, Dialogue>();

  const turn = async (msisdn: string, dialogue: Dialogue): Promise<Reply<Shown>> => {
    const read = await askApplication(url, { msisdn, ...dialogue });
    if (read.kind === 'screen' && read.awaiting) dialogues.set(msisdn, dialogue);
    else dialogues.delete(msisdn);
    if (read.kind === 'wrong') return { ok: false, word: 'no-answer', figures: {}, detail: read.why };
    if (!fitsInto(read.text, USSD_CAPACITY)) return TOO_LONG;
    return { ok: true, value: { text: read.text, awaiting: read.awaiting } };
  };

  return {
    dial(msisdn, dialled) {
      const { serviceCode, said } = parted(dialled, code);
      return turn(msisdn, { sessionId: `ATUid_${nanoid()}`, serviceCode, said });
    },
    async answer(msisdn, input) {
      const dialogue = dialogues.get(msisdn);
      if (dialogue === undefined) return OVER;
      return turn(msisdn, { ...dialogue, said: dialogue.said === '' ? input : `${dialogue.said}*${input}` });
    },
    hangUp: async (msisdn) => (dialogues.delete(msisdn) ? { ok: true, value: null } : OVER),
    sms: async () => NO_WORD,
    push: async () => NO_WORD,
    inbox: async () => [],
  };
}

/** `*384*77*1#` where `*384*77` is the code: `*384*77#`, and `1` is said. */
function parted(dialled: string, code: string | null): Pick<Dialogue, 'serviceCode' | 'said'> {
  const bare = dialled.replace(/#$/, '');
  if (code === null || (bare !== code && !bare.startsWith(`${code}*`))) return { serviceCode: dialled, said: '' };
  return { serviceCode: `${code}#`, said: bare.slice(code.length + 1) };
}
