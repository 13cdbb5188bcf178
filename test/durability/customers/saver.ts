/** A customer who earns points, orders gifts, and asks for the balance by SMS and by code; each answer is written down. */
import { expect } from 'vitest';
import { expectStatus } from '../support/http.ts';
import type { Pick } from '../support/seeded.ts';
import type { Succession } from '../support/succession.ts';
import { type Entry, inboxOf, journalOf, memberPath, pointsIn, pointsOf, type Sms } from './books.ts';

const GIFT = { code: '32', price: 60 } as const;

interface Posted {
  readonly kind: string;
  readonly request: string;
  readonly points: number;
}

/** Lives until the last kill is done. @returns the check that everything acknowledged is there, once */
export async function save(gateways: Succession, msisdn: string, pick: Pick): Promise<() => Promise<void>> {
  const journal: Posted[] = [];
  /** The balance that each SMS tells. */
  const told: number[] = [];
  let balance = 0;
  let count = 0;

  const ask = async (path: string, body: object, status: number) => {
    count += 1;
    const key = `${msisdn}-${count}`;
    return { key, body: expectStatus(await gateways.ask({ method: 'POST', path, body, key }), status) };
  };

  const earn = async () => {
    const points = 1 + pick(50);
    const { key, body } = await ask(`${memberPath(msisdn)}/events`, { kind: 'taxi', rub: points }, 200);
    balance += points;
    journal.push({ kind: 'earn', request: key, points });
    expect(body).toEqual({ earned: points, balance });
  };

  const order = async () => {
    if (balance < GIFT.price) return earn();
    const { key, body } = await ask(`${memberPath(msisdn)}/orders`, { code: GIFT.code }, 200);
    balance -= GIFT.price;
    journal.push({ kind: 'order', request: key, points: -GIFT.price });
    told.push(balance);
    expect(body.balance).toBe(balance);
  };

  const text = async () => {
    await ask('/v1/sms', { from: msisdn, to: '4555', text: 'Бонус' }, 202);
    told.push(balance);
  };

  const dial = async () => {
    const { body } = await ask('/v1/ussd', { msisdn, code: '*111*455*0#' }, 201);
    told.push(balance);
    expect(body.state).toBe('ended');
  };

  const deeds = [earn, earn, order, text, dial];
  await ask(`${memberPath(msisdn)}/register`, { channel: 'ussd' }, 200);
  told.push(0);
  while (!gateways.over()) await deeds[pick(deeds.length)]?.();
  await earn();

  return async () => {
    expect((await journalOf(gateways, msisdn)).map(posted), msisdn).toEqual(journal);
    expect((await inboxOf(gateways, msisdn)).map(balanceIn), msisdn).toEqual(told);
    expect(await pointsOf(gateways, msisdn), msisdn).toMatchObject({ balance, reserved: 0 });
  };
}

function posted(entry: Entry): Posted {
  return { kind: entry.kind, request: entry.request, points: pointsIn(entry) };
}

/** `У вас 5 баллов…` and `…осталось: 5.` */
function balanceIn({ text }: Sms): number {
  return Number(/(?:У вас|осталось:) (\d+)/.exec(text)?.[1]);
}
