/** What acts come to, put together in the same way. */
import type { Facts, Reply, Shown } from '../../wire.ts';
import type { Deed } from '../result.ts';
import type { Acted, Stage } from '../stage.ts';

export const WELL: Reply<null> = { ok: true, value: null };

/** An act that leaves no screen. */
export function done(deed: Deed, reply: Reply<unknown>): Acted {
  return { deed, reply, screens: [], returned: null };
}

/** An act that shows a screen, which the phone keeps. */
export function shown({ screens }: Stage, msisdn: string, deed: Deed, reply: Reply<Shown>): Acted {
  if (reply.ok) screens.set(msisdn, reply.value);
  return { deed, reply, screens: reply.ok ? [reply.value] : [], returned: null };
}

/** An act that the bonus core answers. */
export function answered(deed: Deed, reply: Reply<Facts>): Acted {
  return { deed, reply, screens: [], returned: reply.ok ? reply.value : null };
}

/** Something that the phone sent. */
export function phoneSent(text: string): Deed {
  return { kind: 'phone', text };
}

/** Something that was done to the world of the phone. */
export function around(text: string): Deed {
  return { kind: 'around', text };
}

/** Values as people read them: `kind: friend, points: 5`. */
export function fieldsOf(values: Readonly<Record<string, unknown>>): string {
  const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return Object.entries(values)
    .map(([name, value]) => `${name}: ${shown(value)}`)
    .join(', ');
}
