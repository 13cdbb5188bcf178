/** Whether the books are as their journals prove. */

export interface AuditReport {
  readonly accounts: number;
  readonly differences: readonly AuditDifference[];
}

/** Something in the books that is not as its journal proves. */
export interface AuditDifference {
  readonly world: string;
  /** `*` where it is nobody's in particular. */
  readonly msisdn: string;
  readonly program: string;
  readonly message: string;
}
