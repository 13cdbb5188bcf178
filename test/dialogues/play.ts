/** Plays a dialogue through a driver, step by step; the first thing that is not as the table says ends it. */
import { balanceOf, carryOut, type Player, seenSms } from './acts.ts';
import { type Driver, mustReply } from './driver.ts';
import type { Dialogue, Subscriber, Table } from './language.ts';
import { type Seen, seenValue } from './seen.ts';

/** Plays a dialogue in a fresh world. @returns its transcript. Throws where a step does not come out as the table says. */
export async function play(table: Table, dialogue: Dialogue, driver: Driver): Promise<string> {
  const given = Object.entries(dialogue.given ?? { [table.somebody]: {} });
  const actor = given[0]?.[0] ?? table.somebody;
  const player: Player = { table, driver, codes: new Map(), transfers: new Map(), screens: new Map() };
  const transcript: string[] = [];
  await begin(player, dialogue.clock ?? table.clock, given);
  for (const [index, step] of dialogue.steps.entries()) {
    const acted = await carryOut(player, step, actor);
    for (const seen of acted.seen) {
      if (!seen.fits) throw failure(dialogue, `step ${index + 1}`, acted.sent, seen, transcript);
    }
    transcript.push(masked(`${acted.sent}\n${acted.seen.map(({ got }) => indented(got)).join('\n')}`));
  }
  for (const [msisdn] of given) {
    for (const seen of await leftOver(player, msisdn)) {
      if (!seen.fits) throw failure(dialogue, 'the end', `what ${msisdn} is left with`, seen, transcript);
    }
  }
  return transcript.join('\n');
}

async function begin({ table, driver }: Player, clock: string, given: readonly [string, Subscriber][]): Promise<void> {
  mustReply(await driver.clock({ freeze: true }));
  mustReply(await driver.clock({ set: clock }));
  for (const [msisdn, { points, blocked = null, ...profile }] of given) {
    if (Object.keys(profile).length > 0) mustReply(await driver.profile(msisdn, profile));
    if (points !== undefined) mustReply(await driver.write(msisdn, { op: 'register', channel: 'ussd' }));
    if (points)
      mustReply(await driver.write(msisdn, { op: 'event', kind: table.earnedByRub, values: { rub: points } }));
    if (blocked !== null) mustReply(await driver.profile(msisdn, { blocked }));
    await driver.inbox(msisdn);
  }
}

/** Nobody got an SMS that the table does not know of, and the balance is the sum of the journal. */
async function leftOver(player: Player, msisdn: string): Promise<readonly Seen[]> {
  const balance = await balanceOf(player.driver, msisdn);
  return [await seenSms(player, msisdn, []), seenValue(balance ?? 0, await player.driver.journalSum(msisdn))];
}

function failure({ name }: Dialogue, where: string, sent: string, seen: Seen, before: readonly string[]): Error {
  const soFar = before.length === 0 ? '(nothing)' : before.join('\n');
  return new Error(
    [
      `Dialogue "${name}", ${where}`,
      'sent:',
      indented(sent),
      'expected:',
      indented(seen.expected),
      'got:',
      indented(seen.got),
      'so far:',
      indented(soFar),
    ].join('\n'),
  );
}

/** What randomness chose is apart: ids, and codes that SMS start with. */
function masked(text: string): string {
  return text.replace(/("(?:id|order)":)"[^"]*"/g, '$1…').replace(/^( *SMS .*?: )\d{4} /gm, '$1{code} ');
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}
