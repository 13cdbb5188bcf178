import type { WorldState } from '../port.ts';
import { reply } from './call.ts';
import type { Client } from './client.ts';
import { homeOf, journalKey, messagesKey } from './keys.ts';

/** All SMS kept for a subscriber, oldest first. */
export function readMessages(client: Client, world: WorldState, msisdn: string): Promise<string[]> {
  return reply(client.lrange(messagesKey(homeOf(world.incarnation, msisdn)), 0, -1));
}

/** Number of lines in one journal. */
export function journalLength(client: Client, world: WorldState, msisdn: string, program: string): Promise<number> {
  return reply(client.llen(journalKey(homeOf(world.incarnation, msisdn), program)));
}

/** Lines [offset, offset + limit) of one journal, oldest first; a negative offset counts from the end. */
export async function readJournal(
  client: Client,
  world: WorldState,
  msisdn: string,
  program: string,
  offset: number,
  limit: number,
): Promise<string[]> {
  if (limit < 1) return [];
  const end = offset + limit - 1;
  const last = offset < 0 && end >= 0 ? -1 : end;
  return reply(client.lrange(journalKey(homeOf(world.incarnation, msisdn), program), offset, last));
}
