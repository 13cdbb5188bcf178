/** What faults make a wire do with a request. */

/** Whose request it is: by number, or by the id of a dialogue. */
export interface WireRequest {
  readonly wire: 'http' | 'smpp';
  /** HTTP: the call's operationId. */
  readonly call?: string;
  readonly msisdn?: string | undefined;
  readonly sessionId?: string | undefined;
}

export interface WireFaults {
  /** It is refused with this HTTP status or command_status, and nothing is done. */
  readonly reject: number | null;
  /** The connection is reset: nothing is done, or all is and the answer is lost. */
  readonly cut: 'before' | 'after' | null;
  /** The answer is given later, ms of real time. */
  readonly delay: number;
}
