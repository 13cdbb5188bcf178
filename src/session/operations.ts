/** The core operations that a dialogue can ask for, made from the fields of a call state. */
import type { Channel, Operation } from '../bonus/types.ts';

export type Fields = Readonly<Record<string, string | number | boolean>>;

type Build = (fields: Fields) => Operation;

/** Name of an operation → how its fields are read. */
const OPERATIONS: Readonly<Record<string, Build>> = {
  balance: () => ({ op: 'balance' }),
  register: (fields) => ({ op: 'register', channel: channelIn(fields) }),
  deactivate: (fields) => ({ op: 'deactivate', channel: channelIn(fields) }),
  event: (fields) => ({ op: 'event', kind: textIn(fields, 'kind'), values: valuesIn(fields) }),
  order: (fields) => ({ op: 'order', codes: [textIn(fields, 'code')] }),
  transfer: (fields) => ({ op: 'transfer', to: textIn(fields, 'to'), points: numberIn(fields, 'points') }),
  confirm: (fields) => ({ op: 'confirm', id: textIn(fields, 'id'), code: textIn(fields, 'code') }),
};

/** The operation of this name with these fields. Throws on a name or field that the loader should have refused. */
export function operationOf(name: string, fields: Fields): Operation {
  const build = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
  if (build === undefined) throw new Error(`A dialogue cannot ask for the operation "${name}".`);
  return build(fields);
}

function channelIn({ channel }: Fields): Channel {
  if (channel === 'ussd' || channel === 'sms' || channel === 'web') return channel;
  throw new Error(`"${String(channel)}" is not a channel.`);
}

/** The fields of the event itself; each keeps its type. */
function valuesIn({ kind: _, ...values }: Fields): Fields {
  return values;
}

function textIn(fields: Fields, name: string): string {
  const value = fields[name];
  if (value === undefined) throw new Error(`The field "${name}" is missing.`);
  return String(value);
}

function numberIn(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value !== 'number') throw new Error(`The field "${name}" must be a number.`);
  return value;
}
