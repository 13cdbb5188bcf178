/** Fields of a script as lines of YAML. */
import { blockWritten, onOneLine, type Style } from './scalar.ts';

/** A field of a step as it is written, and a remark behind it. */
export interface Field {
  readonly name: string;
  readonly value: unknown;
  readonly style?: Style;
  readonly remark?: string;
}

/** The lines of a field, from the field on. Maps are written in braces. */
export function linesOf({ name, value, style = null, remark }: Field): string[] {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  const { head, body } = isMap ? { head: onOneLine(value, null), body: [] } : blockWritten(value, style);
  const behind = remark === undefined ? '' : ` # ${remark}`;
  return [`${name}:${head === '' ? '' : ` ${head}`}${behind}`, ...body];
}

/** Lines of an item: the first one behind its dash, the others below it. */
export function indented(all: readonly string[], first: string, others: string): string[] {
  return all.map((line, index) => (line === '' ? '' : (index === 0 ? first : others) + line));
}
