/** Which version of SMPP is spoken on a link (interface_version, SMPP 3.4 §5.2.4, SMPP 5.0 §4.7.13). */

/** The first version with optional parameters. */
const SMPP_3_4 = 0x34;
const SMPP_5_0 = 0x50;

/** What is spoken with a peer; `3.3` is all that came before optional parameters. */
export type Version = '3.3' | '3.4' | '5.0';

/** The version of a peer of this interface_version: its own where we speak it, else the next lower one. */
export function versionFor(interfaceVersion: number): Version {
  if (interfaceVersion < SMPP_3_4) return '3.3';
  return interfaceVersion < SMPP_5_0 ? '3.4' : '5.0';
}

/** sc_interface_version of our answer to a bind; none for peers that know no optional parameters. */
export const SC_INTERFACE_VERSION: Readonly<Record<Version, number | null>> = {
  '3.3': null,
  '3.4': SMPP_3_4,
  '5.0': SMPP_5_0,
};
