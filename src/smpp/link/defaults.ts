/** What a link may cost where nobody says otherwise. */
import type { LinkLimits } from './types.ts';

export const DEFAULT_LIMITS: LinkLimits = {
  pduOctets: 65_536,
  sessionInit: 10_000,
  unfinishedPdu: 10_000,
  enquireLink: 30_000,
  inactivity: 0,
  response: 10_000,
  unbind: 5_000,
  window: 100,
  rate: 0,
  queue: 10_000,
  unwritten: 1_048_576,
};
