/** What is configured of the SMPP wire: who may bind, and to whom the gateway binds itself. */
import type { DialectName } from './ussd/types.ts';

/**
 * `network`: the far side plays phones. `application`: the far side is somebody's own application (an ESME) behind short codes.
 */
export type Role = 'network' | 'application';

export interface Account {
  /** At most 15 octets, without `@`: what follows one is the world. */
  readonly systemId: string;
  /** At most 8 octets. */
  readonly password: string;
  readonly role: Role;
  /** An application's USSD codes (`*384*77`) and SMS short codes (`7777`). */
  readonly codes: readonly string[];
  /** Unacknowledged requests in each direction. */
  readonly window: number;
  /** Requests a second; 0 = no limit. */
  readonly rate: number;
  /** Binds at once. */
  readonly binds: number;
  readonly dialect: DialectName;
  /** IP addresses from which it may bind; empty = any. */
  readonly addresses: readonly string[];
  /** How delivery receipts write the message id: as submit_sm_resp did (hexadecimal), or as a zero-padded decimal. */
  readonly receiptIds: 'hex' | 'decimal';
  /** What data_coding 0 means. */
  readonly defaultAlphabet: 'gsm7' | 'latin1';
  /** How long texts travel to this account: parts with a header, with sar_* parameters, or whole in message_payload. */
  readonly longSms: 'udh8' | 'udh16' | 'sar' | 'payload';
  /** After so long without any PDU but link keeping a bind is dropped, ms of the machine's clock; 0 = never. */
  readonly inactivity: number;
  /** How long an application may think about a screen, ms of the machine's clock. */
  readonly answerWithin: number;
}

/** An SMSC that the gateway binds to as an ESME: phones hang on the far side. */
export interface LinkAccount
  extends Pick<Account, 'systemId' | 'password' | 'window' | 'rate' | 'dialect' | 'defaultAlphabet' | 'longSms'> {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly bind: 'transceiver' | 'transmitter-and-receiver';
  readonly systemType: string;
  /** The world its messages live in. */
  readonly world: string;
}

export interface SmppConfig {
  readonly accounts: readonly Account[];
  readonly links: readonly LinkAccount[];
  /** Short codes that accept and forget. */
  readonly sinks: readonly string[];
}
