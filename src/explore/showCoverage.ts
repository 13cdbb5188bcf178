/** Coverage in words, for a terminal. */
import type { Coverage, Part } from './coverage.ts';
import type { Transition } from './transitions.ts';

/** A few lines for each service: shares, then what was missed, state by state. Ends with a line feed. */
export function showCoverage(report: readonly Coverage[]): string {
  return report.map(showOne).join('\n');
}

function showOne({ service, states, transitions }: Coverage): string {
  return [
    `${service}: ${share(states, 'states')}, ${share(transitions, 'transitions')}`,
    ...missedStates(states.missed),
    ...missedTransitions(transitions.missed),
    '',
  ].join('\n');
}

/** `40 of 44 states (90 %)`; 100 % is said of all of them only. */
function share({ all, missed }: Part<unknown>, noun: string): string {
  const reached = all - missed.length;
  const percent = all === 0 ? 100 : Math.floor((reached * 100) / all);
  return `${reached} of ${all} ${noun} (${percent} %)`;
}

function missedStates(missed: readonly string[]): string[] {
  return missed.length === 0 ? [] : [`  states not reached: ${missed.join(', ')}`];
}

/** One line for each state: `order: ok → accepted, closed → closed`. */
function missedTransitions(missed: readonly Transition[]): string[] {
  if (missed.length === 0) return [];
  const byState = new Map<string, string[]>();
  for (const { from, by, to } of missed) {
    const ways = byState.get(from ?? '(beginning)') ?? [];
    byState.set(from ?? '(beginning)', [...ways, by === 'wrong' ? 'wrong answer' : `${by} → ${to}`]);
  }
  return ['  transitions not reached:', ...[...byState].map(([from, ways]) => `    ${from}: ${ways.join(', ')}`)];
}
