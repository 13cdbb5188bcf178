/** No more requests a second than an SMSC allows: what is over that waits. USSD goes first, for somebody looks at a screen. */
import { type Fifo, fifo } from '../link/fifo.ts';
import { type Pulse, runAlone } from '../link/pulse.ts';
import type { Asked, Link, Outcome } from '../link/types.ts';

export interface Pace {
  /** The link as others use it. */
  readonly link: Link;
  /** The link is over: whoever waits hears so. */
  end(): void;
}

interface Waiting {
  readonly asked: Asked;
  readonly done: (outcome: Outcome) => void;
}

/** What was not sent so long ago, ms, is not made up for: no more than this share of a second leaves at once. */
const SLACK = 100;

/**
 * Spaces the requests of a link out.
 * @param rate a second; 0 = as they come
 * @param queue how many may wait; more are refused
 * @param onError hears what one that waits throws at its end, from which the others do not suffer
 */
export function paced(
  link: Link,
  { rate, queue }: { readonly rate: number; readonly queue: number },
  pulse: Pulse,
  onError: (error: unknown, what: string) => void,
): Pace {
  if (rate === 0) return { link, end() {} };
  const waiting = screensFirst();
  let dueAt = Number.NEGATIVE_INFINITY;

  const send = ({ asked, done }: Waiting, now: number) => {
    dueAt = Math.max(dueAt, now - SLACK) + 1000 / rate;
    return link.request(asked, done);
  };

  const request: Link['request'] = (asked, done) => {
    const now = pulse.now();
    if (waiting.size() === 0 && now >= dueAt) return send({ asked, done }, now);
    if (!mayAsk(link) || waiting.size() >= queue) return false;
    waiting.push({ asked, done });
    return true;
  };

  const lose = ({ done }: Waiting) =>
    runAlone(
      () => done(CLOSED),
      (error) => onError(error, 'SMPP: a request that waited'),
    );

  const leavePulse = pulse.join((now) => {
    while (now >= dueAt) {
      const next = waiting.shift();
      if (next === null) return;
      if (!send(next, now)) lose(next);
    }
  });

  return {
    // All the rest is the link's own.
    link: Object.assign(Object.create(link) as Link, { request, room: () => (waiting.size() === 0 ? link.room() : 0) }),
    end() {
      leavePulse();
      waiting.drain().forEach(lose);
    },
  };
}

function screensFirst(): Fifo<Waiting> {
  const [screens, texts] = [fifo<Waiting>(), fifo<Waiting>()];
  return {
    push: (one) => (isUssd(one.asked) ? screens : texts).push(one),
    shift: () => screens.shift() ?? texts.shift(),
    drain: () => [...screens.drain(), ...texts.drain()],
    size: () => screens.size() + texts.size(),
  };
}

const CLOSED: Outcome = { kind: 'lost', why: 'closed' };

function mayAsk({ state }: Link): boolean {
  return state === 'bound_tx' || state === 'bound_trx';
}

function isUssd({ body }: Asked): boolean {
  return 'service_type' in body && body.service_type === 'USSD';
}
