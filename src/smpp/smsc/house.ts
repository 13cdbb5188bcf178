/** What all connections of a server share. */
import type { Logger } from 'pino';
import type { Gateway } from '../../flow/api.ts';
import type { Later } from '../later.ts';
import type { Pulse } from '../link/pulse.ts';
import type { LinkLimits } from '../link/types.ts';
import type { Meters } from '../telling/meters.ts';
import type { Backoff } from './backoff.ts';
import type { Credentials } from './credentials.ts';
import type { Place } from './door.ts';
import type { Bound, Parties } from './parties.ts';

export interface House {
  readonly gateway: Gateway;
  readonly log: Logger;
  readonly limits: LinkLimits;
  readonly pulse: Pulse;
  readonly credentials: Credentials;
  readonly backoff: Backoff;
  readonly meters: Meters;
  readonly parties: Parties;
  readonly later: Later;
  readonly onError: (error: unknown, what: string) => void;
}

/** Who sits at a connection. */
export interface Seat {
  readonly place: Place;
  /** In which its PDUs are told: the main one until a bind is granted, for anybody may ask for any. */
  world: string;
  /** Null until a bind is granted. */
  bound: Bound | null;
}
