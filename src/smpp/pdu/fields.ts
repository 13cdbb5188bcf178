/** How the mandatory fields of a PDU stand on the wire (SMPP 3.4 §3.1). */

/** An SME's address: type of number, numbering plan indicator, digits or letters. */
export interface Address {
  readonly ton: number;
  readonly npi: number;
  readonly addr: string;
}

/** A destination of submit_multi (SMPP 3.4 §4.5.1.1): an SME address (dest_flag 1) or a distribution list (dest_flag 2). */
export type Destination = ({ readonly flag: 1 } & Address) | { readonly flag: 2; readonly dl_name: string };

/** A destination that submit_multi did not reach (SMPP 3.4 §4.5.2.1). */
export interface Unsuccess extends Address {
  readonly error_status_code: number;
}

/** What each kind of field is in memory. Strings hold one Latin-1 character an octet, without the closing NUL. */
export interface FieldValues {
  readonly uint8: number;
  /** C-octet string of at most `max` octets, the NUL included. */
  readonly cstring: string;
  /** C-octet string of 1 or 17 octets: empty, or a time (SMPP 3.4 §7.1.1). */
  readonly time: string;
  /** sm_length and so many octets, at most 254. */
  readonly short_message: Buffer;
  readonly destinations: readonly Destination[];
  readonly unsuccess: readonly Unsuccess[];
}

export type FieldKind = keyof FieldValues;

/** A mandatory field: its name in the standard, its kind, and the most octets of a `cstring`. */
export interface Field<Name extends string = string, Kind extends FieldKind = FieldKind> {
  readonly name: Name;
  readonly kind: Kind;
  readonly max: number;
}

function field<Name extends string, Kind extends FieldKind>(name: Name, kind: Kind, max = 0): Field<Name, Kind> {
  return { name, kind, max };
}

/** One octet. */
export const uint8 = <Name extends string>(name: Name) => field(name, 'uint8');

/** @param max octets, the NUL included */
export const cstring = <Name extends string>(name: Name, max: number) => field(name, 'cstring', max);

/** A time, absolute or relative, or nothing. */
export const time = <Name extends string>(name: Name) => field(name, 'time', 17);

/** sm_length and the octets themselves, as one field. */
export const shortMessage = field('short_message', 'short_message');

/** number_of_dests and the destinations, as one field. */
export const destinations = field('dest_address', 'destinations');

/** no_unsuccess and the destinations not reached, as one field. */
export const unsuccess = field('unsuccess_sme', 'unsuccess');

/** The body that a list of fields makes. */
export type BodyOf<Fields extends readonly Field[]> = {
  readonly [One in Fields[number] as One['name']]: FieldValues[One['kind']];
};
