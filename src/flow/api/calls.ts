/** What every call carries: the world, the wire it came by, and the caller's Idempotency-Key, if it gave one. */
export interface Call {
  readonly world: string;
  readonly wire: string;
  /** `scope` = method and path, `key` = the caller's key, `fingerprint` = digest of the body. */
  readonly idempotency?: { readonly scope: string; readonly key: string; readonly fingerprint: string };
  /** To a core: the mark that its world must have (`WorldWish`); absent = whatever it has. */
  readonly mark?: string;
  /** Told when the request is accepted for good while its answer must come from elsewhere (an application). Never told of others. */
  readonly accepted?: () => void;
}
