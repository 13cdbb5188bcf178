/** What esm_class says of a message (SMPP 3.4 §5.2.12). */

/** A user data header stands in front of the text. */
export const UDHI = 0x40;

/** Message type: SMSC delivery receipt. */
export const DELIVERY_RECEIPT = 0x04;
