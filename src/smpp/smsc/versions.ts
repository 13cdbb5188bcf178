/** Which version of SMPP is spoken on a link (interface_version, SMPP 3.4 §5.2.4, SMPP 5.0 §4.7.13). */

/** The first version with optional parameters. */
const SMPP_3_4 = 0x34;
const SMPP_5_0 = 0x50;

/**
 * What sc_interface_version says to a peer of this interface_version: its own where we speak it, else the next lower one.
 * Null for peers before 3.4: they know no optional parameters, and must be sent none.
 */
export function versionFor(interfaceVersion: number): number | null {
  if (interfaceVersion < SMPP_3_4) return null;
  return interfaceVersion < SMPP_5_0 ? SMPP_3_4 : SMPP_5_0;
}
