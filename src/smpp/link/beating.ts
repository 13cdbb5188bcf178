/** What a link does when one of its timers is due. */
import { close, loseEach } from './closing.ts';
import type { Core } from './core.ts';
import { hasten, progress } from './leaving.ts';
import { breakOff } from './receiving.ts';
import { askAtOnce, pump } from './sending.ts';
import { type Due, tick } from './timers.ts';

/** Looks at the timers and does what is due. @param now ms of the monotonic clock */
export function beat(core: Core, now: number): void {
  const { clocks, limits, window } = core;
  clocks.askedAt = window.oldest();
  for (const due of tick(clocks, limits, now)) {
    ACTIONS[due](core, now);
    if (clocks.state === 'closed') return;
  }
}

const ACTIONS: Readonly<Record<Due, (core: Core, now: number) => void>> = {
  'session-init-timeout': (core) => close(core, 'session-init-timeout'),
  'unfinished-pdu': (core) => breakOff(core, 'an unfinished PDU', 'unfinished-pdu'),
  'no-answer-to-enquire-link': (core) => close(core, 'no-answer-to-enquire-link'),
  inactive: (core) => close(core, 'inactive'),
  leave(core) {
    if (core.clocks.state === 'closed') core.socket.destroy();
    else hasten(core);
  },
  'answers-overdue'(core, now) {
    loseEach(core, core.window.dropOld(now - core.limits.response), 'timeout');
    pump(core);
    progress(core);
  },
  'enquire-link'(core, now) {
    core.clocks.enquiredAt = now;
    // Any sign of life will do: whoever answers with something else is alive, too.
    askAtOnce(core, 'enquire_link', () => {});
  },
};
