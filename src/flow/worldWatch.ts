/** Worlds of the wires here that were reset or deleted: whatever dialogues they had are over, and nobody else tells of that. */
import type { FlowDeps } from './deps.ts';
import { isIdOf } from './sessionId.ts';

/**
 * Cuts off all dialogues of a world but those of its present life.
 * @param secret the key of its session ids, which is another one in each life; null = there is no such world
 */
export function cutOffPast({ wires }: FlowDeps, world: string, secret: string | null): void {
  const isOver = (sessionId: string) => secret === null || !isIdOf(secret, sessionId);
  for (const end of wires.endsIn(world)) end.cutOff(isOver);
}

/** What looks at them: any process may change a world, and does not tell the others. */
export function worldWatch(deps: () => FlowDeps): () => Promise<void> {
  let seen: ReadonlyMap<string, string | null> = new Map();
  return async () => {
    const found = new Map<string, string | null>();
    for (const id of deps().wires.worlds()) found.set(id, (await deps().store.world(id))?.secret ?? null);
    for (const [id, secret] of found) if (seen.get(id) !== secret) cutOffPast(deps(), id, secret);
    seen = found;
  };
}
