/** The words of a link: one SMPP connection, whichever side opened it. What runs on top of it sees PDUs and never a socket. */
import type { CommandName, RequestName } from '../pdu/commands.ts';
import type { Decoded, Pdu, PduOf, Tlv } from '../pdu/pdu.ts';
import type { StatusName } from '../pdu/statuses.ts';

/** Session states of SMPP 3.4 §2.2. `closed`: the socket is gone. */
export type LinkState = 'open' | BoundState | 'unbound' | 'closed';

export type BoundState = 'bound_rx' | 'bound_tx' | 'bound_trx';

/** Who we are on this link. */
export type Side = 'smsc' | 'esme';

/** What a link may cost. Times in milliseconds of the machine's monotonic clock, sizes in octets. */
export interface LinkLimits {
  /** Largest PDU that is read (64 KB); a larger one breaks the framing. */
  readonly pduOctets: number;
  /** How long a connection may stay unbound (session_init_timer, SMPP 3.4 §7.2). */
  readonly sessionInit: number;
  /** How long a begun PDU may stay unfinished. */
  readonly unfinishedPdu: number;
  /** After so much silence we send enquire_link (enquire_link_timer); 0 = never. */
  readonly enquireLink: number;
  /** After so long without any PDU but link keeping the session is dropped (inactivity_timer); 0 = never. */
  readonly inactivity: number;
  /** How long the peer may take to answer one of our requests (response_timer). */
  readonly response: number;
  /** How long a graceful unbind waits for what is in flight. */
  readonly unbind: number;
  /** Unacknowledged requests in each direction. */
  readonly window: number;
  /** Requests a second from the peer; 0 = no limit. */
  readonly rate: number;
  /** Our own requests that wait for room in the window; more are refused. */
  readonly queue: number;
  /** What may wait for a slow reader before it is cut (1 MB). */
  readonly unwritten: number;
}

/** Why a link ended. */
export type CloseReason =
  | 'peer-closed'
  | 'unbound'
  | 'closed-here'
  | 'broken-framing'
  | 'session-init-timeout'
  | 'unfinished-pdu'
  | 'no-answer-to-enquire-link'
  | 'inactive'
  | 'slow-reader'
  | 'socket-error'
  /** What runs on top of the link threw. */
  | 'failed-here';

/** What became of a request of ours. `lost`: nobody knows whether the peer took it. */
export type Outcome =
  | { readonly kind: 'answered'; readonly response: Pdu }
  | { readonly kind: 'lost'; readonly why: Loss };

/** `unsendable`: a value of ours has no form on the wire; it never left. */
export type Loss = 'closed' | 'timeout' | 'unsendable';

/** A request of ours; the link gives it its sequence_number. */
export type Asked = {
  [Name in RequestName]: { readonly command: Name; readonly body: PduOf<Name>['body']; readonly tlvs?: readonly Tlv[] };
}[RequestName];

/** What an answer needs besides the sequence_number of what it answers. */
export type Answer = {
  [Name in CommandName]: {
    readonly command: Name;
    /** 0 unless given. */
    readonly status?: number;
    readonly body?: PduOf<Name>['body'];
    readonly tlvs?: readonly Tlv[];
  };
}[CommandName];

export interface Link {
  readonly id: number;
  readonly state: LinkState;
  /** IP address of the peer; '' if it was gone before we looked. */
  readonly remote: string;
  /** The limits now in force: a bind may bring an account's own window and rate. */
  setLimits(limits: Partial<Pick<LinkLimits, 'window' | 'rate' | 'inactivity' | 'enquireLink'>>): void;
  /**
   * Moves to a bound state, after a bind was granted: on the SMSC's side in the turn in which the bind is answered, on the ESME's in the `done`
   * of its bind, for requests may follow at once.
   */
  bound(state: BoundState): void;
  /**
   * Sends a request as soon as the window has room. `done` hears what became of it, exactly once.
   * @returns false if the queue is full, the state does not allow it or the link is closing: then `done` hears nothing
   */
  request(asked: Asked, done: (outcome: Outcome) => void): boolean;
  /** Requests of ours that could be sent now. */
  room(): number;
  /** Answers a request of the peer. Answers may be given in any order; one to a request that is not open is dropped. */
  answer(request: Pdu | Extract<Decoded, { kind: 'unreadable' }>, answer: Answer): void;
  /** Answers with an error in the request's own response. */
  refuse(request: Pdu | Extract<Decoded, { kind: 'unreadable' }>, status: StatusName): void;
  /** The answer to a request of the peer does not leave when it is given, but when (and if) `keep` lets it go. The request stays open till then. */
  hold(request: Pdu, keep: (letGo: () => void) => void): void;
  /** Takes no more requests, lets what is in flight finish for `unbind` ms, sends unbind, closes. Resolves when the link is gone. */
  unbind(): Promise<void>;
  /** Counts one more message of the peer against its rate, for a request that brings several. @returns false if it is over the rate */
  admit(): boolean;
  /** Closes now, after what was written has left. */
  close(reason: CloseReason): void;
}

/** What runs on top of a link. */
export interface LinkHandler {
  /** A request of the peer that the state allows, within window and rate. It must be answered once with `link.answer` or `link.refuse`. */
  onRequest(link: Link, request: PduOf<RequestName> & Pdu): void;
  /** outbind or alert_notification. */
  onNotice(link: Link, notice: Pdu): void;
  /** The link is gone; all open requests have heard `lost` before. */
  onClose(link: Link, reason: CloseReason): void;
}

/** Every PDU on its way, for the event stream, the counters and the log. Not even called where nobody listens. If it throws, the link ends. */
export interface LinkWatch {
  /** All but answers that nobody waits for: those are strays and nothing else. */
  readonly onPdu?: (link: Link, direction: 'in' | 'out', pdu: Pdu) => void;
  /** A frame that was answered with an error without reaching the handler, an answer nobody waits for, or one that is not in order. */
  readonly onStray?: (link: Link, what: Stray) => void;
}

export type Stray =
  | { readonly kind: 'unreadable'; readonly frame: Extract<Decoded, { kind: 'unreadable' }> }
  | { readonly kind: 'unsolicited'; readonly pdu: Pdu }
  /** An answer that reached whoever waited for it, without what was wrong in it. */
  | { readonly kind: 'sloppy'; readonly frame: Extract<Decoded, { kind: 'sloppy' }> }
  | { readonly kind: 'refused'; readonly pdu: Pdu; readonly status: StatusName }
  /** What the bytes looked like, in words: an HTTP request, TLS, text, random octets. */
  | { readonly kind: 'broken-framing'; readonly looksLike: string };
