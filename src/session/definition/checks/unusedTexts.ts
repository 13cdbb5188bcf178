/** Warnings about texts that nobody ever sees. */
import { issueAt } from '../../../yaml/issue.ts';
import type { Check, Draft } from '../draft.ts';
import { LIST_NAMES, MACHINE_TEXTS } from '../operations.ts';
import { textUses } from '../textUses.ts';
import { rowTexts } from './rowTexts.ts';

function usedKeys(draft: Draft): Set<string> {
  return new Set([
    ...textUses(draft).map(({ key }) => key),
    ...Object.keys(MACHINE_TEXTS),
    ...Object.keys(draft.words?.texts ?? {}),
    ...(draft.words?.names.statusKey ?? []),
    ...LIST_NAMES.flatMap((list) => rowTexts(draft, list)),
  ]);
}

/** Texts that no state, no row and no SMS of the core uses; told in the first language. */
export const checkUnusedTexts: Check = (draft) => {
  const [first] = draft.languages;
  if (first === undefined) return [];
  const used = usedKeys(draft);
  return first.catalog
    .keys()
    .filter((key) => !used.has(key))
    .map((key) =>
      issueAt(first.source.place(key.split('.'), 'key'), `nothing uses the text "${key}"`, 'use it, or remove it'),
    );
};
