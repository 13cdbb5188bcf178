/** The requests of a bind, watched: which are open, and with which status the last one of a phone was refused. */
import type { Asked, Link, Outcome } from '../../../smpp/link/types.ts';

export interface Watched {
  /** The link as others use it. */
  over(link: Link): Link;
  /** Resolves when no request is open. */
  idle(): Promise<void>;
  /** What became of the last request in this number's name: a status other than 0, or no answer at all. Null = it was taken. */
  trouble(msisdn: string): Trouble | null;
}

export type Trouble = { readonly kind: 'status'; readonly status: number } | { readonly kind: 'lost' };

/** Nothing is open. */
export function watched(): Watched {
  const troubles = new Map<string, Trouble>();
  let open = 0;
  let waiting: (() => void)[] = [];

  const settle = (asked: Asked, outcome: Outcome) => {
    const trouble = troubleIn(outcome);
    if (trouble === null) troubles.delete(sourceOf(asked));
    else troubles.set(sourceOf(asked), trouble);
    open -= 1;
    if (open === 0) for (const resolve of waiting.splice(0)) resolve();
  };

  return {
    over(link) {
      const request: Link['request'] = (asked, done) => {
        const isSent = link.request(asked, (outcome) => {
          settle(asked, outcome);
          done(outcome);
        });
        if (isSent) open += 1;
        return isSent;
      };
      // All the rest is the link's own.
      return Object.assign(Object.create(link) as Link, { request });
    },
    idle: () =>
      new Promise((resolve) => {
        if (open === 0) resolve();
        else waiting = [...waiting, resolve];
      }),
    trouble: (msisdn) => troubles.get(msisdn) ?? null,
  };
}

function troubleIn(outcome: Outcome): Trouble | null {
  if (outcome.kind === 'lost') return { kind: 'lost' };
  const { status } = outcome.response;
  return status === 0 ? null : { kind: 'status', status };
}

function sourceOf({ body }: Asked): string {
  return 'source_addr' in body ? body.source_addr : '';
}
