/** One line of a description. */
import { numberMeaning } from './meanings.ts';

export interface Row {
  /** In octets from the beginning of the frame. */
  readonly offset: number;
  /** Its octets. */
  readonly hex: string;
  readonly name: string;
  /** Null where the octets speak for themselves. */
  readonly value: number | string | null;
  /** In words for people; '' where there is nothing to say. */
  readonly meaning: string;
}

/** The octets from `at` to before `end` as a row. */
export function row(
  frame: Buffer,
  at: number,
  end: number,
  name: string,
  value: number | string | null,
  meaning = '',
): Row {
  return { offset: at, hex: frame.toString('hex', at, end), name, value, meaning };
}

/** A row of one number with the meaning that its name gives it. */
export function numberRow(frame: Buffer, at: number, octets: number, name: string): Row {
  const value = frame.readUIntBE(at, octets);
  return row(frame, at, at + octets, name, value, numberMeaning(name, value));
}

/** A row of one C-octet string. */
export function textRow(frame: Buffer, at: number, name: string, text: string, meaning = ''): Row {
  return row(frame, at, at + text.length + 1, name, text, meaning);
}
