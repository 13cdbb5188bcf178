/** The rows of one mandatory field that has been read. */
import type { Destination, Field, FieldKind, FieldValues, Unsuccess } from './fields.ts';
import { numberRow, type Row, textRow } from './rows.ts';
import { timeMeaning } from './timeMeaning.ts';

/** Rows of the field that begins at `at`; of short_message only sm_length, the text has rows of its own. */
export function bodyRows(
  frame: Buffer,
  at: number,
  { name, kind }: Field,
  value: FieldValues[FieldKind],
): readonly Row[] {
  switch (kind) {
    case 'uint8':
      return [numberRow(frame, at, 1, name)];
    case 'cstring':
      return [textRow(frame, at, name, value as string)];
    case 'time':
      return [textRow(frame, at, name, value as string, timeMeaning(value as string))];
    case 'short_message':
      return [numberRow(frame, at, 1, 'sm_length')];
    case 'destinations':
      return listRows(frame, at, 'number_of_dests', value as readonly Destination[], destinationRows);
    case 'unsuccess':
      return listRows(frame, at, 'no_unsuccess', value as readonly Unsuccess[], unsuccessRows);
  }
}

function listRows<Item>(
  frame: Buffer,
  from: number,
  countName: string,
  items: readonly Item[],
  rowsOf: (frame: Buffer, at: number, item: Item) => readonly Row[],
): readonly Row[] {
  const rows: Row[] = [numberRow(frame, from, 1, countName)];
  for (const item of items) rows.push(...rowsOf(frame, endOf(rows), item));
  return rows;
}

function endOf(rows: readonly Row[]): number {
  const last = rows.at(-1);
  return last === undefined ? 0 : last.offset + last.hex.length / 2;
}

function destinationRows(frame: Buffer, at: number, destination: Destination): readonly Row[] {
  const flag = numberRow(frame, at, 1, 'dest_flag');
  if (destination.flag === 2) return [flag, textRow(frame, at + 1, 'dl_name', destination.dl_name)];
  return [flag, ...addressRows(frame, at + 1, destination.addr)];
}

function unsuccessRows(frame: Buffer, at: number, { addr }: Unsuccess): readonly Row[] {
  const address = addressRows(frame, at, addr);
  return [...address, numberRow(frame, endOf(address), 4, 'error_status_code')];
}

function addressRows(frame: Buffer, at: number, addr: string): readonly Row[] {
  return [
    numberRow(frame, at, 1, 'dest_addr_ton'),
    numberRow(frame, at + 1, 1, 'dest_addr_npi'),
    textRow(frame, at + 2, 'destination_addr', addr),
  ];
}
