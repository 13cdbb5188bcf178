/** Calls of `event` name a kind of event that the program knows. */
import type { Issue } from '../../../yaml/issue.ts';
import { issueAt } from '../../../yaml/issue.ts';
import { didYouMean, oneOf } from '../../../yaml/nearest.ts';
import { UNREADABLE } from '../../../yaml/unread.ts';
import type { Check, Draft } from '../draft.ts';
import { isCall } from '../edges.ts';
import type { RawCall } from '../raw.ts';

function kindIssues({ raw, source, words }: Draft, name: string, { with: given = {} }: RawCall): Issue[] {
  const path = ['states', name, 'with', 'kind'];
  const { kind } = given;
  if (words === null || kind === undefined || kind === UNREADABLE || raw.unread.touches(path)) return [];
  const kinds = words.kinds;
  const written = String(kind);
  const otherwise = kinds.length === 0 ? 'remove the call' : `write ${oneOf(kinds)}`;
  if (written.startsWith('$')) {
    return [issueAt(source.place(path), 'the kind of an event is the same for everybody, no variable', otherwise)];
  }
  if (kinds.includes(written)) return [];
  return [
    issueAt(source.place(path), `the program knows no event "${written}"`, didYouMean(written, kinds, otherwise)),
  ];
}

/** What an answer can be depends on the kind: it cannot be a variable. */
export const checkEvents: Check = (draft) =>
  [...draft.raw.states].flatMap(([name, state]) =>
    isCall(state) && state.call === 'event' ? kindIssues(draft, name, state) : [],
  );
