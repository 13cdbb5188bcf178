/** The texts that the rows of a program name. */
import type { Account } from '../../../bonus/types.ts';
import type { Draft } from '../draft.ts';
import { LIST_NAMES, rowFields } from '../operations.ts';

/** A subscriber who has nothing: their catalogue is the program's. */
export const NOBODY: Account = { msisdn: '', profile: {}, smsCount: 0, programs: {} };

/** The keys that rows of a list can name in fields such as `nameKey`; none where the program cannot be told. */
export function rowTexts({ core, words }: Draft, list: string): readonly string[] {
  if (!LIST_NAMES.includes(list)) return [];
  const rows = core?.list(NOBODY, list, 0) ?? [];
  const fields = rowFields(list).filter((field) => field.endsWith('Key'));
  const shown = rows.flatMap((row) => fields.flatMap((field) => row[field] ?? []).map(String));
  return [...new Set([...shown, ...fields.flatMap((field) => words?.names[field] ?? [])])];
}
