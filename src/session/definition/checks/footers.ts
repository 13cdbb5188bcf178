/** The keys under a screen leave room for its content. */
import { tightFooter } from '../../../text/paging.ts';
import { footersOf } from '../../footer.ts';
import type { Service } from '../../types.ts';
import type { Draft } from '../draft.ts';
import type { Issue } from '../issue.ts';
import { issueAt } from '../issue.ts';

/** Deep enough for the longest footer: next, back and main. */
const DEEP = Number.POSITIVE_INFINITY;

/** Languages in which a screen of several pages could not be shown. Takes the service built of the draft. */
export function footerIssues({ languages }: Draft, service: Service): Issue[] {
  const screen = Object.values(service.states).find(({ kind }) => kind !== 'call' && kind !== 'end');
  if (screen === undefined) return [];
  return languages.flatMap(({ catalog, source }) => {
    const tight = tightFooter(footersOf(service, catalog, screen, DEEP));
    if (tight === null) return [];
    const message = `the keys under a screen leave ${Math.max(tight.room, 0)} units of a page to its text`;
    return [issueAt(source.place(['nav'], 'key'), message, 'shorten the texts under "nav"')];
  });
}
