/** What is asked of the bonus core. */
import type { BonusWrite } from '../../../flow/api.ts';
import type { BonusOperation } from '../../language/script.ts';
import { officeOf } from '../stage.ts';
import { type Scalar, valuesOf } from '../variables.ts';
import { answered, around, fieldsOf } from './acted.ts';
import type { Doing } from './doing.ts';

type Filled = Readonly<Record<string, Scalar>>;

/** Fields of the API that are numbers or flags keep their type; codes, ids and numbers of phones are texts. */
const WRITES: Readonly<Record<BonusOperation, (values: Filled) => BonusWrite>> = {
  register: (values) => ({ op: 'register', channel: 'web', ...values }),
  deactivate: (values) => ({ op: 'deactivate', channel: 'web', ...values }),
  order: ({ code }) => ({ op: 'order', codes: String(code).split(/\s*,\s*/) }),
  transfer: ({ to, points }) => ({ op: 'transfer', to: String(to), points: numeric(points) as number }),
  confirm: ({ id, code }) => ({ op: 'confirm', id: String(id), code: String(code) }),
};

/** Texts among the fields of an event. */
const TEXTS = new Set(['partner', 'entry', 'goal', 'msisdn']);

export const bonus: Doing<'bonus'> = async (stage, { program, operation, values }, msisdn) => {
  const filled = valuesOf(values, stage.variables);
  const write = WRITES[operation](filled);
  return answered(
    around(`${operation} ${fieldsOf(filled)}`.trim()),
    await officeOf(stage).write(program, msisdn, write),
  );
};

export const event: Doing<'event'> = async (stage, { program, kind, values }, msisdn) => {
  const filled = Object.fromEntries(
    Object.entries(valuesOf(values, stage.variables)).map(([name, value]) => [
      name,
      TEXTS.has(name) ? String(value) : numeric(value),
    ]),
  );
  const words = `event ${fieldsOf({ kind, ...filled })}`;
  return answered(around(words), await officeOf(stage).write(program, msisdn, { op: 'event', kind, values: filled }));
};

/** What was captured from a text is one, even where it is a number. */
function numeric(value: Scalar | undefined): Scalar {
  return typeof value === 'string' && /^-?(0|[1-9]\d{0,14})$/.test(value) ? Number(value) : (value ?? '');
}
