/** What the machine says when a dialogue is over cannot be paged: nobody is there any more to ask for the next page. */
import { ussdSize } from '../../../text/size.ts';
import type { Issue } from '../../../yaml/issue.ts';
import { issueAt } from '../../../yaml/issue.ts';
import type { Check, Language } from '../draft.ts';

const LAST_WORDS = ['wrong-code-dialled', 'service-changed'];

function tooLong({ catalog, source }: Language, key: string): Issue[] {
  if (!catalog.has(key) || catalog.argumentsOf(key)?.length !== 0) return [];
  const { fits, units, capacity } = ussdSize(catalog.format(key));
  if (fits) return [];
  const message = `the text "${key}" takes ${units} units; it is shown on one screen of ${capacity}`;
  return [issueAt(source.place(key.split('.'), 'key'), message, 'shorten it')];
}

/** Texts that would be sent on one screen and are longer than one. */
export const checkOneScreen: Check = ({ languages }) =>
  languages.flatMap((language) => LAST_WORDS.flatMap((key) => tooLong(language, key)));
