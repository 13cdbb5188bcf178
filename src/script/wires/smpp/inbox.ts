/** The SMS that phones on a bind have got. */
import type { InboxSms } from '../../../flow/api.ts';
import { type Phones, WireTrouble } from '../../wire.ts';
import type { Bind } from './bind.ts';
import type { HeardSms } from './heard.ts';
import { heardWithin } from './phones.ts';

type Inbox = Phones['inbox'];

/** How long an SMS that is said to be on its way may take, ms. */
const PATIENCE = 10_000;
/** How long to wait for SMS of which nobody has said how many there are, ms: for one that is hoped for, and for one more. */
const HOPE = 5_000;
const SILENCE = 300;

export interface ListedInbox {
  readonly inbox: Inbox;
  /** What came before the phone spoke on the bind went elsewhere. */
  firstSpeech(msisdn: string): Promise<void>;
}

/**
 * An inbox beside which there is a list of all SMS: what has come to a phone that speaks on the bind must be delivered there, as it stands
 * in the list. Throws a WireTrouble where it is not.
 */
export function listedInbox(bind: Bind, list: (msisdn: string) => Promise<readonly InboxSms[]>): ListedInbox {
  const spoken = new Set<string>();
  const before = new Map<string, readonly InboxSms[]>();

  /** What was delivered besides must have come into the list meanwhile: one that comes twice is in it once. */
  const more = async (msisdn: string): Promise<readonly InboxSms[]> => {
    await bind.catchUp();
    const heard = bind.ear.takeSms(msisdn);
    if (heard === null) return [];
    const [sms, ...others] = await list(msisdn);
    if (sms === undefined)
      throw new WireTrouble(`The SMS "${heard.text}" from ${heard.from} was delivered, and is not in the list.`);
    expectSame(heard, sms);
    for (const each of others) await expectDelivered(bind, msisdn, each);
    return [sms, ...others];
  };

  return {
    async firstSpeech(msisdn) {
      before.set(msisdn, await list(msisdn));
      spoken.add(msisdn);
    },
    async inbox(msisdn) {
      const listed = await list(msisdn);
      const elsewhere = before.get(msisdn) ?? [];
      before.delete(msisdn);
      if (!spoken.has(msisdn)) return [...elsewhere, ...listed];
      for (const sms of listed) await expectDelivered(bind, msisdn, sms);
      return [...elsewhere, ...listed, ...(await more(msisdn))];
    },
  };
}

async function expectDelivered(bind: Bind, msisdn: string, { from, text }: InboxSms): Promise<void> {
  const heard = await heardWithin(bind, PATIENCE, () => bind.ear.takeSms(msisdn));
  if (heard === null)
    throw new WireTrouble(`The SMS "${text}" is in the list, and was not delivered within ${PATIENCE / 1000} s.`);
  expectSame(heard, { from, text });
}

function expectSame(heard: HeardSms, { from, text }: Pick<InboxSms, 'from' | 'text'>): void {
  if (heard.from === from && heard.text === text) return;
  throw new WireTrouble(
    `The SMS "${heard.text}" from ${heard.from} was delivered where the list has "${text}" from ${from}.`,
  );
}

/** An inbox beside which there is nothing: it waits for as many as are hoped for, and then a moment for more. */
export function waitingInbox(bind: Bind): Inbox {
  let count = 0;
  const taken = ({ from, text, parts }: HeardSms): InboxSms => {
    count += 1;
    return { id: String(count), from, text, parts, at: new Date().toISOString() };
  };
  return async (msisdn, expected) => {
    const found: InboxSms[] = [];
    for (;;) {
      const patience = found.length < expected ? HOPE : SILENCE;
      const heard = await heardWithin(bind, patience, () => bind.ear.takeSms(msisdn));
      if (heard === null) return found;
      found.push(taken(heard));
    }
  };
}
