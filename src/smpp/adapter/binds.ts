/** The binds of one account in one world, and which of them the next message takes. */
import type { Link, LinkState } from '../link/types.ts';

/** The command that carries messages to the far side. */
export type Sends = 'deliver_sm' | 'submit_sm';

/** States in which the far side takes it. */
const TAKING: Readonly<Record<Sends, readonly LinkState[]>> = {
  deliver_sm: ['bound_rx', 'bound_trx'],
  submit_sm: ['bound_tx', 'bound_trx'],
};

export interface Binds {
  /** @returns whether it is the first that takes messages */
  add(link: Link): boolean;
  /** @returns whether it was the last that takes messages */
  remove(link: Link): boolean;
  /** How many take messages. */
  readonly receivers: number;
  /** The one with most room in its window, in turn where several have the same; null where there is none. */
  pick(): Link | null;
  /** This one while it takes messages, else another. */
  prefer(link: Link): Link | null;
}

/** No binds yet. */
export function openBinds(sends: Sends): Binds {
  const takes = (link: Link) => TAKING[sends].includes(link.state);
  let receivers: readonly Link[] = [];
  let turn = 0;

  const pick = () => {
    let best: Link | null = null;
    let most = -1;
    for (let i = 0; i < receivers.length; i++) {
      const link = receivers[(turn + i) % receivers.length] as Link;
      const room = takes(link) ? link.room() : -1;
      if (room <= most) continue;
      best = link;
      most = room;
    }
    turn = (turn + 1) % Math.max(1, receivers.length);
    return best;
  };

  return {
    add(link) {
      if (receivers.includes(link) || !takes(link)) return false;
      receivers = [...receivers, link];
      return receivers.length === 1;
    },
    remove(link) {
      if (!receivers.includes(link)) return false;
      receivers = receivers.filter((other) => other !== link);
      return receivers.length === 0;
    },
    get receivers() {
      return receivers.length;
    },
    pick,
    prefer: (link) => (receivers.includes(link) && takes(link) ? link : pick()),
  };
}
