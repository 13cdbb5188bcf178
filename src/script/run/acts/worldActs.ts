/** What happens to the world of a phone. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ClockChange, ProfileChange } from '../../../flow/api.ts';
import type { ClockAct } from '../../language/script.ts';
import { isoDuration } from '../../language/values/duration.ts';
import { officeOf } from '../stage.ts';
import { textOf, type Variables, valuesOf } from '../variables.ts';
import { around, done, fieldsOf, WELL } from './acted.ts';
import type { Doing } from './doing.ts';

const SECOND = 1_000;

/** The clock of the world moves; where there is none to move, the time passes in earnest. */
export const wait: Doing<'wait'> = async ({ scene: { office }, signal }, { ms }) => {
  const seconds = `${ms / SECOND} s`;
  if (office !== null) return done(around(`${seconds} pass`), await office.clock({ advance: isoDuration(ms) }));
  await pause(ms, undefined, { signal });
  return done(around(`${seconds} pass`), WELL);
};

export const clock: Doing<'clock'> = async (stage, act) => {
  const change = changeOf(act.change, stage.variables);
  return done(around(`clock, ${fieldsOf(change)}`), await officeOf(stage).clock(change));
};

function changeOf(act: ClockAct, variables: Variables): ClockChange {
  return 'set' in act ? { set: textOf(act.set, variables) } : act;
}

export const subscriber: Doing<'subscriber'> = async (stage, { values }, msisdn) => {
  const change = cleared(valuesOf(values, stage.variables));
  return done(
    around(`the operator notes ${fieldsOf(change as object as Record<string, unknown>)}`),
    await officeOf(stage).profile(msisdn, change),
  );
};

/** The word that takes a value away, as with points. */
const NONE = 'none';

function cleared(values: Readonly<Record<string, unknown>>): ProfileChange {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === NONE ? null : value]));
}

export const faults: Doing<'faults'> = async (stage, act) => {
  const words = Object.keys(act.faults).length === 0 ? 'no faults any more' : `faults, ${fieldsOf(act.faults)}`;
  return done(around(words), await officeOf(stage).faults(act.faults));
};
