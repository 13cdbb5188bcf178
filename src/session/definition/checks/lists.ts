/** Lists use the fields that their rows have, and each row of theirs has its name and a code that can be typed. */
import type { Item } from '../../../bonus/types.ts';
import type { Issue } from '../../../yaml/issue.ts';
import { issueAt } from '../../../yaml/issue.ts';
import { didYouMean, oneOf } from '../../../yaml/nearest.ts';
import type { Path } from '../../../yaml/path.ts';
import { UNREADABLE } from '../../../yaml/unread.ts';
import { ANY } from '../../rows.ts';
import type { Check, Draft } from '../draft.ts';
import { rowFields } from '../operations.ts';
import type { RawList } from '../raw.ts';
import { NOBODY, rowTexts } from './rowTexts.ts';

function fieldIssue({ source, raw }: Draft, list: string, field: string, path: Path, part: 'key' | 'value'): Issue[] {
  const fields = rowFields(list);
  if (
    fields.includes(field) ||
    list === UNREADABLE ||
    (part === 'key' ? raw.unread.touches(path) : field === UNREADABLE)
  )
    return [];
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
  const value = String(pick === undefined ? UNREADABLE : row[pick.by]);
  const taken = Object.entries(keys).find(([, key]) => key === value);
  if (taken === undefined || value === UNREADABLE) return [];
  const place = draft.source.place(['states', name, 'pick', 'by']);
  return [
    issueAt(
      place,
      `the row "${value}" cannot be picked: that is the key "${taken[0]}"`,
      'give the key or the row another number',
    ),
  ];
}

/** Texts that rows name, such as `gift.11`, and no language has. What only one lacks is told by the parity of texts. */
function namelessRows(draft: Draft, name: string, list: string): Issue[] {
  const { languages } = draft;
  const [first] = languages;
  if (first === undefined) return [];
  return rowTexts(draft, list)
    .filter((key) => languages.every((language) => language.lacks(key)))
    .map((key) => {
      const place = first.source.place(key.split('.'));
      return issueAt(place, `a row of the list "${name}" has no text "${key}"`, `add "${key}"`);
    });
}

interface Literal {
  readonly value: string;
  readonly path: Path;
}

/** The values that a condition can have: its own, or those that options set the variable to. */
function literals({ raw }: Draft, name: string, field: string, condition: string): Literal[] {
  if (!condition.startsWith('$')) return [{ value: condition, path: ['states', name, 'where', field] }];
  const variable = condition.slice(1);
  return [...raw.states].flatMap(([menu, state]) => {
    if (!('menu' in state)) return [];
    return Object.entries(state.options).flatMap(([key, { set = {} }]) => {
      const value = set[variable];
      const path = ['states', menu, 'options', key, 'set', variable];
      return value === undefined ? [] : [{ value: String(value), path }];
    });
  });
}

/** The values that a field of rows can have, whoever the subscriber is; empty where anything can be in it. */
function valuesOf({ core, words }: Draft, list: string, field: string): ReadonlySet<string> {
  if (!rowFields(list).includes(field)) return new Set();
  if (list !== 'catalogue') return new Set((words?.names[`${field}Key`] ?? []).map((key) => key.replace(/^.*\./, '')));
  return new Set(core?.list(NOBODY, list, 0).map((row) => String(row[field])));
}

/** Conditions that no row of the program meets: the list would be empty for ever. */
function emptyLists(draft: Draft, name: string, { list, where = {} }: RawList): Issue[] {
  return Object.entries(where).flatMap(([field, condition]) => {
    const present = valuesOf(draft, list, field);
    if (present.size === 0) return [];
    return literals(draft, name, field, condition)
      .filter(({ value }) => value !== UNREADABLE && value !== ANY && !present.has(value))
      .map(({ value, path }) => {
        const fix = didYouMean(value, present, `write ${oneOf(present)}`);
        return issueAt(draft.source.place(path), `no row of the list "${name}" has "${value}" as its ${field}`, fix);
      });
  });
}

/** Each list: its fields, and the rows of the program as it is. */
export const checkLists: Check = (draft) =>
  [...draft.raw.states].flatMap(([name, state]) => {
    if (!('list' in state)) return [];
    const rows = state.list === UNREADABLE ? [] : (draft.core?.list(NOBODY, state.list, 0) ?? []);
    const wrongRows = rows.flatMap((row) => unpickable(draft, name, state, row));
    const nameless = namelessRows(draft, name, state.list);
    const program = draft.hasProgram
      ? []
      : [
          issueAt(
            draft.source.place(['states', name, 'list'], 'key'),
            'this service has no bonus program',
            'add program.yaml beside service.yaml',
          ),
        ];
    return [
      ...program,
      ...fieldIssues(draft, name, state),
      ...emptyLists(draft, name, state),
      ...wrongRows,
      ...nameless,
    ];
  });
