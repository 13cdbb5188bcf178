/** Points that come later are promised once, for the right date, and nothing is forgotten that was promised. */
import type { Credit, Operation } from '../../../src/bonus/types.ts';
import { monthDay } from './dates.ts';
import { acceptedEvent, differ, goesOn, horizon, is, type Law, type Step, was, zoneIn } from './step.ts';

/** See the head of the file. */
export const promises: Law = (step) => {
  if (step.operation.op === 'register' && step.outcome.name === 'ok') {
    return differ('what is promised', credits(is(step).credits), credits(welcome(step, step.operation)));
  }
  if (!goesOn(step)) return differ('what is promised to nobody', is(step).credits ?? [], []);
  const open = (was(step).credits ?? []).filter(({ at }) => at > horizon(step));
  const made = later(step);
  const lawful = differ('what is promised', credits(is(step).credits), credits([...open, ...made]));
  const told = made[0] === undefined ? [] : differ('the date that is told', step.outcome.data.creditsAt, made[0].at);
  return [...lawful, ...told];
};

/** What an accepted event earns for later. */
function later(step: Step): readonly Credit[] {
  const event = acceptedEvent(step);
  const rule = event === null ? undefined : step.program.earning.get(event.kind);
  if (event === null || rule?.rule !== 'rate' || rule.credited === undefined) return [];
  const rub = Number(event.values.rub);
  if (rub < (rule.minimum ?? 0)) return [];
  const points = Math.floor(((was(step).carry[event.kind] ?? 0) + rub) / rule.rub);
  const { months, day } = rule.credited;
  return points === 0 ? [] : [{ at: monthDay(step.now, zoneIn(step), months, day), points, note: event.kind }];
}

function welcome(step: Step, { channel }: Extract<Operation, { op: 'register' }>): readonly Credit[] {
  const way = step.program.joining.get(channel);
  if (!way?.welcome || way.welcome.after === 0 || was(step).granted['joining.welcome']) return [];
  const begins = step.now + way.delay;
  return [{ at: begins + way.welcome.after, points: way.welcome.points, note: 'joining.welcome' }];
}

/** Sums by date and kind, in order. */
function credits(some: readonly Credit[] = []): readonly (readonly [string, number])[] {
  const sums = new Map<string, number>();
  for (const { at, note, points } of some) {
    const key = `${new Date(at).toISOString()} ${note}`;
    sums.set(key, (sums.get(key) ?? 0) + points);
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
}
