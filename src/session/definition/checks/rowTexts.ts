/** The texts that the rows of a program name. */
import type { Account, Core } from '../../../bonus/types.ts';

/** A subscriber who has nothing: their catalogue is the program's. */
export const NOBODY: Account = { msisdn: '', profile: {}, smsCount: 0, programs: {} };

/** The keys that rows of a list name in fields such as `nameKey`, for a subscriber who has nothing. */
export function rowTexts(core: Core, list: string): readonly string[] {
  return core
    .list(NOBODY, list, 0)
    .flatMap((row) => Object.entries(row).flatMap(([field, value]) => (field.endsWith('Key') ? [String(value)] : [])));
}
