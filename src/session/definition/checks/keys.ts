/** Keys mean one thing: options do not take the keys that turn pages or lead back where those act. */

import { paginate } from '../../../text/paging.ts';
import type { Issue } from '../../../yaml/issue.ts';
import { issueAt } from '../../../yaml/issue.ts';
import { UNREADABLE } from '../../../yaml/unread.ts';
import type { Check, Dialogue, Draft } from '../draft.ts';
import { entries, isCall, isInteractive, reachable } from '../edges.ts';
import type { RawMenu } from '../raw.ts';
import { longestText } from './samples.ts';

const NO_FOOTERS = { only: '', first: '', middle: '', last: '' };

/** The first screens of dialogues, before anything has been answered. */
function roots(dialogue: Dialogue): Set<string> {
  const { raw } = dialogue;
  const starts = entries(raw).ussd.map(({ to }) => to);
  const first = reachable(dialogue, starts, (name) => isCall(raw.states.get(name)));
  return new Set([...first].filter((name) => isInteractive(raw.states.get(name))));
}

/** States where something lies behind: reached by an answer to another screen. A root come back to has nothing behind it. */
function statesWithPast(dialogue: Dialogue): Set<string> {
  const past = new Set<string>();
  for (const root of roots(dialogue)) {
    const beyond = reachable(dialogue, [root]);
    beyond.delete(root);
    for (const name of beyond) past.add(name);
  }
  return past;
}

/** Whether the screen needs pages in some language when it says that an answer was wrong. */
function isPaged(draft: Draft, menu: RawMenu, hasPast: boolean): boolean {
  const { languages, raw } = draft;
  return languages.some((language) => {
    const labels = Object.entries(menu.options).map(
      ([key, { label }]) => `${key} ${longestText(draft, language, label)}`,
    );
    const { back, main } = raw.settings.keys;
    const home = hasPast
      ? [`${back} ${longestText(draft, language, 'nav.back')}`, `${main} ${longestText(draft, language, 'nav.main')}`]
      : [];
    const blocks = [
      longestText(draft, language, menu.invalid ?? raw.settings.invalid),
      longestText(draft, language, menu.menu),
      ...labels,
      ...home,
    ];
    const content = paginate({ blocks, footers: NO_FOOTERS });
    return !content.ok || content.pages.length > 1;
  });
}

function taken(draft: Draft, name: string, key: string, meaning: string): Issue[] {
  const place = draft.source.place(['states', name, 'options', key], 'key');
  return [
    issueAt(place, `the option "${key}" takes the key ${meaning}`, 'give the option another key, or change "keys"'),
  ];
}

function menuIssues(draft: Draft, name: string, menu: RawMenu, hasPast: boolean): Issue[] {
  const { next, back, main } = draft.raw.settings.keys;
  return Object.keys(menu.options).flatMap((key) => {
    if (hasPast && key === back) return taken(draft, name, key, 'that leads back here');
    if (hasPast && key === main) return taken(draft, name, key, 'that leads to the first screen here');
    return key === next && isPaged(draft, menu, hasPast)
      ? taken(draft, name, key, 'that shows the next page here')
      : [];
  });
}

/** Options of menus against the navigation keys. */
export const checkOptionKeys: Check = (draft) => {
  const past = statesWithPast(draft);
  return [...draft.raw.states].flatMap(([name, state]) =>
    'menu' in state ? menuIssues(draft, name, state, past.has(name)) : [],
  );
};

/** The three navigation keys differ. */
export const checkNavigationKeys: Check = ({ raw, source }) => {
  const keys = Object.entries(raw.settings.keys);
  return keys.flatMap(([name, key], index) => {
    const same = keys.slice(0, index).find(([, other]) => other === key);
    if (same === undefined || key === UNREADABLE) return [];
    return [
      issueAt(
        source.place(['keys', name]),
        `"${same[0]}" and "${name}" are the same key "${key}"`,
        'give each a key of its own',
      ),
    ];
  });
};
