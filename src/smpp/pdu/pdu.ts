/** A PDU in memory, and what comes of reading one. */
import type { Body, CommandName } from './commands.ts';
import type { Defect } from './cursor.ts';

/** An optional parameter as it stands on the wire: known or not, it is kept, and written again as it was. */
export interface Tlv {
  readonly tag: number;
  readonly value: Buffer;
}

export type PduOf<Name extends CommandName> = {
  readonly command: Name;
  /** command_status; 0 in requests. */
  readonly status: number;
  /** sequence_number, 1 to 7FFFFFFF (what a peer sent may be anything that fits 32 bits). */
  readonly sequence: number;
  /** Empty values where an error response leaves its body out (SMPP 3.4 §4). */
  readonly body: Body<Name>;
  readonly tlvs: readonly Tlv[];
};

/** Any PDU; `command` tells which. */
export type Pdu = { [Name in CommandName]: PduOf<Name> }[CommandName];

/**
 * A frame as read. `sloppy`: a response whose body or parameters are not in order, without what is wrong: what counts is its header, for
 * it must reach whoever waits for it. `unreadable`: a request whose edges are known but not its inside, so the connection can live on:
 * `status` is what the peer is to be answered with (in the command's own response; generic_nack where `command` is null: nobody knows it).
 */
export type Decoded =
  | { readonly kind: 'pdu'; readonly pdu: Pdu }
  | ({ readonly kind: 'sloppy'; readonly pdu: Pdu } & Defect)
  | ({
      readonly kind: 'unreadable';
      readonly command: CommandName | null;
      readonly commandId: number;
      readonly sequence: number;
    } & Defect);
