/** Keywords of one short code can be told apart, however they are typed. */
import { buildKeywords } from '../../../code/keywords.ts';
import type { Issue } from '../../../yaml/issue.ts';
import { issueAt } from '../../../yaml/issue.ts';
import { UNREADABLE } from '../../../yaml/unread.ts';
import type { Check, Draft } from '../draft.ts';
import type { RawSmsRoute } from '../raw.ts';

function collisions({ source, raw }: Draft, { keywords }: RawSmsRoute, index: number): Issue[] {
  const entries = keywords.flatMap(({ word = '', aliases = [] }, at) => {
    const isRead = !raw.unread.touches(['routes', index, 'keywords', at, 'word']);
    const known = aliases.filter((alias) => alias !== UNREADABLE);
    return isRead
      ? [{ word, aliases: known, target: at }]
      : known.map((alias) => ({ word: alias, aliases: [], target: at }));
  });
  return buildKeywords(entries).collisions.map(({ text, targets: [first, second] }) => {
    const path = ['routes', index, 'keywords'];
    const { line } = source.place([...path, first], 'key');
    const message =
      text === '' ? 'two keywords are the empty SMS' : `"${text}" is typed like the keyword of line ${line}`;
    return issueAt(source.place([...path, second], 'key'), message, 'keep one of them, or choose another word');
  });
}

function shapes({ source, raw }: Draft, { keywords }: RawSmsRoute, index: number): Issue[] {
  return keywords.flatMap(({ word, empty }, at) => {
    const path = ['routes', index, 'keywords', at];
    const isUnread = raw.unread.touches([...path, 'word']) || raw.unread.touches([...path, 'empty']);
    if (isUnread || (word === undefined) !== (empty === undefined)) return [];
    const message = word === undefined ? 'this keyword has no word' : 'a keyword is a word or the empty SMS, not both';
    return [issueAt(source.place(path, 'key'), message, 'write "word: …" or "empty: true"')];
  });
}

/** The keywords of each SMS route. */
export const checkKeywords: Check = (draft) =>
  draft.raw.routes.flatMap(({ route, index }) =>
    'sms' in route ? [...shapes(draft, route, index), ...collisions(draft, route, index)] : [],
  );
