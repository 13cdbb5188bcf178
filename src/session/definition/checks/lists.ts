/** Lists use the fields that their rows have, and each row of theirs has its name and a code that can be typed. */
import type { Account, Item } from '../../../bonus/types.ts';
import type { Check, Draft } from '../draft.ts';
import type { Issue } from '../issue.ts';
import { issueAt } from '../issue.ts';
import { didYouMean, oneOf } from '../nearest.ts';
import { rowFields } from '../operations.ts';
import type { RawList } from '../raw.ts';
import type { Path } from '../source.ts';

/** A subscriber who has nothing: their catalogue is the program's. */
const NOBODY: Account = { msisdn: '', profile: {}, smsCount: 0, programs: {} };

function fieldIssue({ source }: Draft, list: string, field: string, path: Path, part: 'key' | 'value'): Issue[] {
  const fields = rowFields(list);
  if (fields.includes(field)) return [];
  return [
    issueAt(
      source.place(path, part),
      `rows of "${list}" have no field "${field}"`,
      didYouMean(field, fields, `write ${oneOf(fields)}`),
    ),
  ];
}

function fieldIssues(draft: Draft, name: string, { list, where = {}, pick }: RawList): Issue[] {
  const path = ['states', name];
  const picked =
    pick === undefined
      ? []
      : [
          ...fieldIssue(draft, list, pick.by, [...path, 'pick', 'by'], 'value'),
          ...(pick.keep ?? []).flatMap((field, index) =>
            fieldIssue(draft, list, field, [...path, 'pick', 'keep', index], 'value'),
          ),
        ];
  return [
    ...Object.keys(where).flatMap((field) => fieldIssue(draft, list, field, [...path, 'where', field], 'key')),
    ...picked,
  ];
}

function unpickable(draft: Draft, name: string, { pick }: RawList, row: Item): Issue[] {
  const { keys } = draft.raw.settings;
  const value = String(pick === undefined ? '' : row[pick.by]);
  const taken = Object.entries(keys).find(([, key]) => key === value);
  if (taken === undefined) return [];
  const place = draft.source.place(['states', name, 'pick', 'by']);
  return [
    issueAt(
      place,
      `the row "${value}" cannot be picked: that is the key "${taken[0]}"`,
      'give the key or the row another number',
    ),
  ];
}

/** Texts that rows name, such as `gift.11`, in each language. */
function namelessRows(draft: Draft, name: string, row: Item): Issue[] {
  const keys = Object.entries(row).flatMap(([field, value]) => (field.endsWith('Key') ? [String(value)] : []));
  return keys.flatMap((key) =>
    draft.languages
      .filter(({ catalog }) => !catalog.has(key))
      .map(({ source }) =>
        issueAt(source.place(key.split('.')), `a row of the list "${name}" has no text "${key}"`, `add "${key}"`),
      ),
  );
}

/** Each list: its fields, and the rows of the program as it is. */
export const checkLists: Check = (draft) =>
  [...draft.raw.states].flatMap(([name, state]) => {
    if (!('list' in state)) return [];
    const rows = draft.core?.list(NOBODY, state.list, 0) ?? [];
    const wrongRows = rows.flatMap((row) => [
      ...unpickable(draft, name, state, row),
      ...namelessRows(draft, name, row),
    ]);
    const program = draft.hasProgram
      ? []
      : [
          issueAt(
            draft.source.place(['states', name, 'list'], 'key'),
            'this service has no bonus program',
            'add program.yaml beside service.yaml',
          ),
        ];
    return [...program, ...fieldIssues(draft, name, state), ...wrongRows];
  });
