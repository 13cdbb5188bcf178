/** A customer of the network behind SMPP who earns points, texts for the balance (every SMS tells another one), and leaves notes to itself. */
import { expectStatus } from '../support/http.ts';
import type { Pick } from '../support/seeded.ts';
import type { Network } from '../support/smppPhones.ts';
import type { Succession } from '../support/succession.ts';
import { inboxOf, memberPath } from './books.ts';

const GIFT_PRICE = 60;
/** Three parts. */
const LONG = 'Не забыть '.repeat(18);

/** What became of a texter's SMS. */
export interface Texted {
  readonly inbox: number;
  /** Notes whose submission was cut off: nobody has promised that they come, and some day they may. */
  readonly unpromised: readonly string[];
  /** So many came more than once. */
  readonly doubles: number;
}

/**
 * Lives until the last kill is done.
 * @returns waits until all SMS since the first text have come; throws where one never can, as a note that was answered and is not kept
 */
export async function texts(
  gateways: Succession,
  network: Network,
  msisdn: string,
  pick: Pick,
): Promise<() => Promise<Texted>> {
  let count = 0;
  const post = async (path: string, body: object) => {
    count += 1;
    const key = `${msisdn}-${count}`;
    const request = { method: 'POST', path: `${memberPath(msisdn)}/${path}`, body, key } as const;
    return expectStatus(await gateways.ask(request), 200);
  };

  const text = async (to: string, what: string) => {
    const status = await network.text(msisdn, to, what);
    if (status !== null && status !== 'ok') throw new Error(`${msisdn}: an SMS to ${to} was refused: ${status}`);
    return status !== null;
  };
  const promised = new Set<string>();
  const unpromised = new Set<string>();
  const note = async () => {
    const what = `${LONG} ${count}`;
    const notes = (await text(msisdn, what)) ? promised : unpromised;
    notes.add(what);
  };

  await post('register', { channel: 'ussd' });
  const before = (await inboxOf(gateways, msisdn)).length;
  do {
    const { balance } = await post('events', { kind: 'taxi', rub: 1 + pick(50) });
    await text('4555', 'Бонус');
    if (pick(3) === 0) await note();
    // Nobody speaks over SMPP here, and yet the SMS goes there.
    if (Number(balance) >= GIFT_PRICE && pick(3) === 0) await post('orders', { code: '32' });
  } while (!gateways.over());

  return async () => {
    const inbox = (await inboxOf(gateways, msisdn, before)).map((sms) => sms.text);
    const lost = missing([...promised], inbox);
    if (lost.length > 0) throw new Error(`${msisdn}: ${lost.length} notes were answered and are not kept.`);
    const sent = inbox.filter((what) => !unpromised.has(what));
    while (missing(sent, network.got(msisdn)).length > 0) await network.more();
    const got = network.got(msisdn).filter((what) => !unpromised.has(what));
    return { inbox: sent.length, doubles: got.length - sent.length, unpromised: [...unpromised] };
  };
}

/** Those of `sent` that are not among `got`, as often as they are. */
function missing(sent: readonly string[], got: readonly string[]): string[] {
  const left = [...got];
  return sent.filter((text) => {
    const index = left.indexOf(text);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
