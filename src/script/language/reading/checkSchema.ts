/** Checks a file against its schema, each step by itself: the time that a file takes grows with its length, and no faster. */
import type { Path } from '../../../yaml/path.ts';
import type { Schema } from '../../../yaml/schema.ts';
import type { Source } from '../../../yaml/source.ts';
import { type Finding, validator } from '../../../yaml/validate.ts';
import { sessionSchema } from '../schema/session.ts';
import { step } from '../schema/steps.ts';
import { isMap, listOf } from './reading.ts';

/** A step that is looked into elsewhere. */
const ANY_STEP: Schema = { type: 'object', title: step.title, description: step.description, examples: step.examples };
const DEFS: Schema = { ...(sessionSchema.$defs as Schema), step: ANY_STEP };

const checkFrame = validator({ ...sessionSchema, $defs: DEFS });
const checkStep = validator({ ...step, $defs: DEFS });

function stepsOf(source: Source, steps: unknown, path: Path): Finding[] {
  return listOf(steps).flatMap((data, index) => {
    if (!isMap(data)) return [];
    const at = [...path, index];
    return [...checkStep(source, at, data), ...stepsOf(source, data.steps, [...at, 'steps'])];
  });
}

/** All that does not fit the schema. Empty = it fits. */
export function checkSchema(source: Source): readonly Finding[] {
  const { data } = source;
  const findings = checkFrame(source, [], data);
  if (!isMap(data)) return findings;
  const fragments = isMap(data.fragments) ? Object.entries(data.fragments) : [];
  return [
    ...findings,
    ...stepsOf(source, data.steps, ['steps']),
    ...fragments.flatMap(([name, steps]) => stepsOf(source, steps, ['fragments', name])),
    ...listOf(data.scripts).flatMap((script, index) => {
      return isMap(script) ? stepsOf(source, script.steps, ['scripts', index, 'steps']) : [];
    }),
  ];
}
