/** The service's `refusals` name what its program can refuse. */
import { issueAt } from '../../../yaml/issue.ts';
import { didYouMean, oneOf } from '../../../yaml/nearest.ts';
import type { Check } from '../draft.ts';
import { refusalsOf } from '../operations.ts';

/** Refusals that no operation of the program answers with, whether some call asks for it or not. */
export const checkRefusals: Check = ({ raw, source, words }) => {
  if (words === null) return [];
  const possible = refusalsOf(words);
  return Object.keys(raw.settings.refusals)
    .filter((name) => !possible.includes(name) && !raw.unread.touches(['refusals', name]))
    .map((name) =>
      issueAt(
        source.place(['refusals', name], 'key'),
        `the program never answers "${name}"`,
        didYouMean(name, possible, `write ${oneOf(possible)}`),
      ),
    );
};
