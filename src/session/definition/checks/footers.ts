/** The keys under a screen leave room for its content. */
import { tightFooter } from '../../../text/paging.ts';
import { issueAt } from '../../../yaml/issue.ts';
import { footersOf } from '../../footer.ts';
import { buildService } from '../build.ts';
import type { Check, Language } from '../draft.ts';

/** Deep enough for the longest footer: next, back and main. */
const DEEP = Number.POSITIVE_INFINITY;

const LABELS = ['nav.next', 'nav.back', 'nav.main'];

/** Labels without figures: what else is wrong with them is told by the checks of texts. */
function hasLabels({ catalog }: Language): boolean {
  return LABELS.every((key) => catalog.argumentsOf(key)?.length === 0);
}

/** Languages in which a screen of several pages could not be shown. */
export const checkFooters: Check = (draft) => {
  const service = buildService(draft);
  const screen = Object.values(service.states).find(({ kind }) => kind !== 'call' && kind !== 'end');
  if (screen === undefined) return [];
  return draft.languages.filter(hasLabels).flatMap(({ catalog, source }) => {
    const tight = tightFooter(footersOf(service, catalog, screen, DEEP));
    if (tight === null) return [];
    const message = `the keys under a screen leave ${Math.max(tight.room, 0)} units of a page to its text`;
    return [issueAt(source.place(['nav'], 'key'), message, 'shorten the texts under "nav"')];
  });
};
