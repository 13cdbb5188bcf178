/** Which fields of a step can stand beside which verb. */
import { EXPECT_SCHEMAS } from '../schema/expectations.ts';
import { VERB_SCHEMAS } from '../schema/steps.ts';
import { type Reading, tell } from './reading.ts';
import { type At, fieldOf, inside } from './scope.ts';

/** The verb of a step that has none: it only looks. */
const LOOK = 'look';

const SCREEN = ['shows', 'ends'];
const ANSWERED = ['refused', 'within'];
/** What can be looked at after any step. */
const STATE = ['gets', 'balance', 'member', 'catalogue', 'journal', 'capture'];

/** Verb → what it can have beside it. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  dial: [...SCREEN, ...ANSWERED, ...STATE],
  answer: [...SCREEN, ...ANSWERED, ...STATE],
  pages: [...SCREEN, ...ANSWERED, ...STATE],
  push: [...SCREEN, ...ANSWERED, ...STATE],
  hangup: [...ANSWERED, ...STATE],
  sms: [...ANSWERED, ...STATE],
  wait: STATE,
  clock: ['refused', ...STATE],
  event: [...ANSWERED, 'returns', ...STATE],
  bonus: [...ANSWERED, 'returns', ...STATE],
  subscriber: [...ANSWERED, ...STATE],
  faults: [...ANSWERED, ...STATE],
  do: ['with'],
  repeat: ['steps'],
  [LOOK]: [...SCREEN, ...STATE],
};

/** Fields that need a verb of their own. */
const PARTS: readonly string[] = ['with', 'steps'];
const VERBS: readonly string[] = Object.keys(VERB_SCHEMAS);
const FIELDS: readonly string[] = [...Object.keys(EXPECT_SCHEMAS), ...PARTS];

function quoted(names: readonly string[]): string {
  const all = names.map((name) => `"${name}"`);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}

function misplaced(reading: Reading, step: At, verb: string, field: string): void {
  const owners = VERBS.filter((name) => BESIDE[name]?.includes(field));
  const message =
    verb === LOOK ? `"${field}" stands here without its verb` : `"${field}" cannot stand beside "${verb}"`;
  const canBeAlone = verb !== LOOK && BESIDE[LOOK]?.includes(field);
  const fix = canBeAlone ? 'write it in the step after this one' : `write it beside ${quoted(owners)}`;
  tell(reading, inside(step, field).path, message, fix, 'key');
}

/** The verb of a step, null where it only looks. What cannot stand together is told. */
export function verbOf(reading: Reading, step: At): string | null {
  const [verb = LOOK, second] = VERBS.filter((name) => fieldOf(step, name) !== null);
  if (second !== undefined) {
    tell(
      reading,
      inside(step, second).path,
      `a step does one thing; here are "${verb}" and "${second}"`,
      'write a step for each',
      'key',
    );
  }
  for (const field of FIELDS) {
    if (second === undefined && fieldOf(step, field) !== null && !BESIDE[verb]?.includes(field))
      misplaced(reading, step, verb, field);
  }
  return verb === LOOK ? null : verb;
}
