/** What a step does: its verb with all that belongs to it. */
import type { Act, BonusOperation, ClockAct, Values } from '../script.ts';
import { isoDuration } from '../values/duration.ts';
import { ownShortCode, programOf } from './programs.ts';
import { isMap, isWhole, type Reading, tell } from './reading.ts';
import { type At, fieldOf, inside } from './scope.ts';
import { resolved, textAt } from './templates.ts';
import { dataAt, durationAt, flagAt, instantAt, plainTextAt, valueAt } from './values.ts';

type ActOf = (reading: Reading, at: At) => Act;

/** The values of a map, without the fields that are no values. */
export function valuesAt(reading: Reading, at: At, without: readonly string[] = []): Values {
  const names = Object.keys(isMap(at.data) ? at.data : {}).filter((name) => !without.includes(name));
  return Object.fromEntries(names.map((name) => [name, valueAt(reading, inside(at, name))]));
}

/** The text of something that is either a text or a map with one. */
function textOrMap(at: At): At {
  return isMap(at.data) ? inside(at, 'text') : at;
}

const sms: ActOf = (reading, at) => {
  const to = fieldOf(at, 'to');
  return {
    verb: 'sms',
    to: to === null ? [ownShortCode(reading, at, '{to: CODE, text: …}')] : textAt(reading, to),
    text: textAt(reading, textOrMap(at)),
  };
};

const push: ActOf = (reading, at) => {
  const from = fieldOf(at, 'from');
  const reply = fieldOf(at, 'reply');
  return {
    verb: 'push',
    from: from === null ? [ownShortCode(reading, at, '{from: CODE, text: …}')] : textAt(reading, from),
    text: textAt(reading, textOrMap(at)),
    reply: reply !== null && flagAt(reading, reply, '"reply"') === true,
  };
};

/** The one field of a map that has no more than one; a second one is told. */
function onlyField(reading: Reading, at: At, what: string, names: readonly string[]): string | null {
  const found = names.filter((name) => fieldOf(at, name) !== null);
  const [first = null, second] = found;
  if (second !== undefined)
    tell(
      reading,
      inside(at, second).path,
      `${what} is one thing; here are "${first}" and "${second}"`,
      'write a step for each',
      'key',
    );
  if (first === null && isWhole(reading, at.path, at.data as object))
    tell(reading, at.path, `${what} says nothing`, `write one of ${names.join(', ')}`);
  return first;
}

function clockChange(reading: Reading, at: At): ClockAct {
  if (!isMap(at.data)) return { set: instantAt(reading, at) };
  const field = onlyField(reading, at, 'a change of the clock', ['set', 'advance', 'freeze', 'resume']);
  if (field === 'set') return { set: instantAt(reading, inside(at, field)) };
  if (field === 'advance') return { advance: isoDuration(durationAt(reading, inside(at, field)) ?? 0) };
  return field === 'freeze' ? { freeze: true } : { resume: true };
}

const OPERATIONS: readonly BonusOperation[] = ['register', 'deactivate', 'order', 'transfer', 'confirm'];

const bonus: ActOf = (reading, at) => {
  const operation = onlyField(reading, at, 'a bonus operation', OPERATIONS) as BonusOperation | null;
  const values = operation === null ? {} : valuesAt(reading, inside(at, operation));
  return { verb: 'bonus', program: programOf(reading, at), operation: operation ?? 'register', values };
};

const event: ActOf = (reading, at) => {
  const kind = plainTextAt(reading, inside(at, 'kind'), 'the kind of event') ?? '';
  const values = valuesAt(reading, at, ['kind', 'program']);
  return { verb: 'event', program: programOf(reading, at), kind, values };
};

const faults: ActOf = (reading, at) => ({
  verb: 'faults',
  faults: dataAt(reading, at) as Readonly<Record<string, unknown>>,
});

/** Verb → its act. Those that are no acts of their own (`do`, `repeat`) are unfolded elsewhere. */
const ACTS: Readonly<Record<string, ActOf>> = {
  dial: (reading, at) => ({ verb: 'dial', code: textAt(reading, at) }),
  answer: (reading, at) => ({ verb: 'answer', input: textAt(reading, at) }),
  hangup: () => ({ verb: 'hangup' }),
  pages: (reading, at) => ({ verb: 'pages', key: plainTextAt(reading, at, 'the key') ?? '' }),
  sms,
  push,
  wait: (reading, at) => ({ verb: 'wait', ms: durationAt(reading, at) ?? 0 }),
  clock: (reading, at) => ({ verb: 'clock', change: clockChange(reading, at) }),
  event,
  bonus,
  subscriber: (reading, at) => ({ verb: 'subscriber', values: valuesAt(reading, at) }),
  faults,
};

/** The act of a verb; null = the step only looks. */
export function actAt(reading: Reading, at: At, verb: string | null): Act {
  const act = verb === null ? undefined : ACTS[verb];
  return act === undefined || verb === null ? { verb: 'look' } : act(reading, resolved(inside(at, verb)));
}
