/** A customer who gives points away. Every other confirmation that a kill cuts off is not repeated: the points must get through (or stay) all the same. */
import { expect } from 'vitest';
import { expectStatus } from '../support/http.ts';
import type { Pick } from '../support/seeded.ts';
import type { Succession } from '../support/succession.ts';
import { inboxOf, journalOf, memberPath, pointsIn, pointsOf } from './books.ts';

/** The program allows so many in a month; then the next pair takes over. */
const TRANSFERS = 10;
const START = 100;
const MOST = 9;
/** Nobody waits longer for points that are on their way, seconds. */
const PATIENCE = 20;

interface Given {
  readonly id: string;
  readonly points: number;
}

interface Pair {
  readonly from: string;
  readonly to: string;
}

/** Pairs of givers and takers, until the last kill is done. @param numbers makes new MSISDNs @returns the check of all of them */
export async function give(gateways: Succession, numbers: () => string, pick: Pick): Promise<() => Promise<void>> {
  const checks: (() => Promise<void>)[] = [];
  do {
    const pair = { from: numbers(), to: numbers() };
    const given = await giveAsPair(gateways, pair, pick);
    checks.push(() => checkPair(gateways, pair, given));
  } while (!gateways.over());
  return async () => {
    for (const check of checks) await check();
  };
}

async function giveAsPair(gateways: Succession, { from, to }: Pair, pick: Pick): Promise<readonly Given[]> {
  const post = (msisdn: string, path: string, body: object, key: string) =>
    gateways.ask({ method: 'POST', path: `${memberPath(msisdn)}/${path}`, body, key });
  for (const msisdn of [from, to]) expectStatus(await post(msisdn, 'register', { channel: 'ussd' }, 'join'), 200);
  expectStatus(await post(from, 'events', { kind: 'taxi', rub: START }, 'start'), 200);

  const given: Given[] = [];
  for (let count = 0; count < TRANSFERS && !gateways.over(); count += 1) {
    const points = 1 + pick(MOST);
    const { id } = expectStatus(await post(from, 'transfers', { to, points }, `t${count}`), 202) as { id: string };
    if (await isGiven(gateways, from, id, count % 2 === 0)) given.push({ id, points });
  }
  return given;
}

/** Confirms with the code of the last SMS. @returns whether the points went */
async function isGiven(gateways: Succession, from: string, id: string, stubborn: boolean): Promise<boolean> {
  const inbox = await inboxOf(gateways, from);
  const code = /^\d{4}/.exec(inbox.at(-1)?.text ?? '')?.[0];
  const request = {
    method: 'POST',
    path: `${memberPath(from)}/transfers/${id}/confirm`,
    body: { code },
    key: id,
  } as const;
  const answer = await (stubborn ? gateways.ask(request) : gateways.askOnce(request));
  if (answer === null) return isGivenByItself(gateways, from, id, inbox.length);
  const { balance } = expectStatus(answer, 200);
  expect(await pointsOf(gateways, from)).toMatchObject({ balance, reserved: 0 });
  return true;
}

/** Whether a confirmation that nobody repeats has moved the points; if they are on their way, they arrive. */
async function isGivenByItself(gateways: Succession, from: string, id: string, seen: number): Promise<boolean> {
  if ((await pointsOf(gateways, from)).reserved > 0) await inboxOf(gateways, from, seen, PATIENCE);
  expect(await pointsOf(gateways, from)).toMatchObject({ reserved: 0 });
  return (await journalOf(gateways, from)).some(({ transfer, kind }) => transfer === id && kind === 'transfer-post');
}

async function checkPair(gateways: Succession, { from, to }: Pair, given: readonly Given[]): Promise<void> {
  const [taken, got] = [await journalOf(gateways, from), await journalOf(gateways, to)];
  const legs = given.flatMap(({ id, points }) => [
    { kind: 'transfer-reserve', transfer: id, points: -points },
    { kind: 'transfer-post', transfer: id, points: 0 },
  ]);
  expect(taken.slice(1).map(leg), from).toEqual(legs);
  expect(got.map(leg), to).toEqual(given.map(({ id, points }) => ({ kind: 'transfer-credit', transfer: id, points })));
  const sum = given.reduce((all, { points }) => all + points, 0);
  expect(await pointsOf(gateways, from), from).toMatchObject({ balance: START - sum, reserved: 0 });
  expect(await pointsOf(gateways, to), to).toMatchObject({ balance: sum, reserved: 0 });
  const [sent, received] = [await inboxOf(gateways, from), await inboxOf(gateways, to)];
  expect(sent.filter(({ text }) => text.startsWith('Вы передали'))).toHaveLength(given.length);
  expect(received.filter(({ text }) => text.startsWith('Вам передали'))).toHaveLength(given.length);
}

function leg(entry: Parameters<typeof pointsIn>[0] & { kind: string; transfer?: string }) {
  return { kind: entry.kind, transfer: entry.transfer, points: pointsIn(entry) };
}
