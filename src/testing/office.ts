/** What only a wire with control has, in tests. */
import { type Office, type Reply, type Scene, WireTrouble } from '../script/wire.ts';

/** The office of a scene. Throws a WireTrouble where its wire has none. */
export function officeOf({ office }: Scene): Office {
  if (office === null) throw new WireTrouble('This wire has no control: it knows nothing of points and time.');
  return office;
}

/** The value of a reply. Throws where the call was refused, with its reason. */
export function mustBe<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new Error(`refused: ${reply.word} (${reply.detail})`);
}
