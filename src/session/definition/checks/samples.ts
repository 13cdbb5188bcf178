/** How long a text can become: filled in with figures that make it long, whatever form of a plural that takes. */
import { prepareArgs } from '../../../text/args.ts';
import { USSD_CAPACITY, ussdSize } from '../../../text/size.ts';
import type { Draft, Language } from '../draft.ts';
import { rowTexts } from './rowTexts.ts';

/** Forms of plurals in any language, and a figure as long as a phone number. */
const FIGURES = [0, 1, 2, 5, 79_160_000_000];

/** Share of a screen that a text takes, for texts of one alphabet or the other. */
function shareOf(text: string): number {
  const { units, alphabet } = ussdSize(text);
  return units / USSD_CAPACITY[alphabet];
}

function longest(texts: readonly string[]): string {
  return texts.reduce((most, text) => (shareOf(text) > shareOf(most) ? text : most), '');
}

/** The longest of the names that rows of the program have. */
function longestName(draft: Draft, { catalog }: Language): string {
  const keys = rowTexts(draft, 'catalogue');
  return longest(keys.filter((key) => catalog.argumentsOf(key)?.length === 0).map((key) => catalog.format(key)));
}

/** A text of a language at its longest; '' where there is none. Names of rows are as long as the program's longest. */
export function longestText(draft: Draft, language: Language, key: string): string {
  const { catalog } = language;
  if (!catalog.has(key)) return '';
  const names = catalog.argumentsOf(key) ?? [];
  const name = names.includes('name') ? longestName(draft, language) : '';
  const filled = FIGURES.map((figure) => {
    const args = Object.fromEntries(names.map((one) => [one, one === 'name' && name !== '' ? name : figure]));
    return catalog.format(key, prepareArgs(catalog, args, 'UTC'));
  });
  return longest(filled);
}
