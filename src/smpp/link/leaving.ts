/** Ways out of a session (SMPP 3.4 §2.2, §4.2): what is under way finishes first, for as long as `unbind` allows. */
import type { Pdu } from '../pdu/pdu.ts';
import { close, loseAll, loseEach } from './closing.ts';
import type { Core, Leaving } from './core.ts';
import { askAtOnce, respond } from './sending.ts';
import { isBound } from './states.ts';

/** We end it. Resolves when the link is gone. */
export function unbind(core: Core): Promise<void> {
  if (core.clocks.state === 'closed') return Promise.resolve();
  const gone = new Promise<void>((resolve) => core.farewells.push(resolve));
  if (!isBound(core.clocks.state) && core.leaving === null) close(core, 'closed-here');
  else if (core.leaving === null) begin(core, { kind: 'draining' });
  return gone;
}

/** The peer ends it. */
export function takeUnbind(core: Core, unbind: Pdu): void {
  core.clocks.state = 'unbound';
  begin(core, { kind: 'peer-unbinds', unbind });
}

/** The peer sends nothing more, answers to us included (it closed its half of the connection). */
export function takeEnd(core: Core): void {
  loseAll(core);
  const { leaving } = core;
  if (leaving?.kind === 'peer-unbinds' || leaving?.kind === 'peer-unbound') progress(core);
  else begin(core, { kind: 'peer-ended' });
}

function begin(core: Core, leaving: Leaving): void {
  core.leaving = leaving;
  core.clocks.leaveBy = core.pulse.now() + core.limits.unbind;
  loseEach(core, core.window.dropWaiting(), 'closed');
  progress(core);
}

/** To be called whenever something under way has ended: takes the next step if nothing is left to wait for. */
export function progress(core: Core): void {
  if (core.leaving !== null && STEPS[core.leaving.kind].isDone(core)) hasten(core);
}

/** Takes the next step, whatever is still under way. */
export function hasten(core: Core): void {
  if (core.leaving !== null && core.clocks.state !== 'closed') STEPS[core.leaving.kind].next(core);
}

interface Step {
  readonly isDone: (core: Core) => boolean;
  readonly next: (core: Core) => void;
}

const hasAnswered = ({ open }: Core) => open.size() === 0;
const isAnswered = ({ window }: Core) => window.inFlight() === 0;

const STEPS: Readonly<Record<Leaving['kind'], Step>> = {
  'peer-unbinds': {
    isDone: hasAnswered,
    next(core) {
      if (core.leaving?.kind !== 'peer-unbinds') return;
      respond(core, core.leaving.unbind, 'ESME_ROK');
      core.leaving = { kind: 'peer-unbound' };
      progress(core);
    },
  },
  'peer-unbound': { isDone: isAnswered, next: (core) => close(core, 'unbound') },
  draining: {
    isDone: (core) => hasAnswered(core) && isAnswered(core),
    next(core) {
      core.clocks.state = 'unbound';
      core.leaving = { kind: 'unbinding' };
      core.clocks.leaveBy = core.pulse.now() + core.limits.unbind;
      askAtOnce(core, 'unbind', () => close(core, 'unbound'));
    },
  },
  // Its own answer ends it.
  unbinding: { isDone: () => false, next: (core) => close(core, 'unbound') },
  'peer-ended': { isDone: hasAnswered, next: (core) => close(core, 'peer-closed') },
};
