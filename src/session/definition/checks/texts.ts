/** Texts: each one that is used is there in each language, and uses only what is known where it is shown. */
import { parity } from '../../../text/parity.ts';
import type { Issue } from '../../../yaml/issue.ts';
import { issueAt } from '../../../yaml/issue.ts';
import { didYouMean } from '../../../yaml/nearest.ts';
import type { Check, Draft, Language } from '../draft.ts';
import { argumentsFor } from '../known.ts';
import { MACHINE_TEXTS } from '../operations.ts';
import { type TextUse, textUses } from '../textUses.ts';

function isNowhere({ languages }: Draft, key: string): boolean {
  return languages.every((language) => language.lacks(key));
}

function allKeys({ languages }: Draft): Set<string> {
  return new Set(languages.flatMap(({ catalog }) => catalog.keys()));
}

/** Texts that no language has. A text that only one lacks is told in that language's file. */
export const checkTextKeys: Check = (draft) => {
  if (draft.languages.length === 0) return [];
  const keys = allKeys(draft);
  const files = draft.languages.map(({ source }) => source.file.split('/').at(-1)).join(', ');
  return textUses(draft)
    .filter(({ key }) => isNowhere(draft, key))
    .map(({ key, path }) =>
      issueAt(draft.source.place(path), `there is no text "${key}"`, didYouMean(key, keys, `add it to ${files}`)),
    );
};

/** Texts that the core and the machine say by themselves. */
function wanted({ words }: Draft): Readonly<Record<string, readonly string[]>> {
  if (words === null) return MACHINE_TEXTS;
  const statuses = Object.fromEntries((words.names.statusKey ?? []).map((key) => [key, []]));
  return { ...MACHINE_TEXTS, ...words.texts, ...statuses };
}

/** Texts that nothing in the service file names and a dialogue needs all the same, where no language has them. */
export const checkWantedTexts: Check = (draft) => {
  const [first] = draft.languages;
  if (first === undefined) return [];
  return Object.keys(wanted(draft))
    .filter((key) => isNowhere(draft, key))
    .map((key) => issueAt(first.source.place(key.split('.'), 'key'), `the text "${key}" is missing`, `add "${key}"`));
};

/** What one language has and another has not. */
export const checkParity: Check = ({ languages }) =>
  parity(languages.map(({ catalog }) => catalog)).flatMap((gap) => {
    const lacking = languages.find(({ language }) => language === gap.language);
    const other = languages.find(({ catalog }) => catalog.has(gap.key) && catalog.language !== gap.language);
    if (lacking === undefined || (gap.kind === 'text' && !lacking.lacks(gap.key))) return [];
    const place = lacking.source.place(gap.key.split('.'), 'key');
    if (gap.kind === 'text')
      return [
        issueAt(
          place,
          `the text "${gap.key}" is missing in "${gap.language}"`,
          `translate it; "${other?.language}" has it`,
        ),
      ];
    return [
      issueAt(
        place,
        `the text "${gap.key}" lacks {${gap.argument}}, which another language has`,
        `use {${gap.argument}} here too`,
      ),
    ];
  });

function argumentsOf(languages: readonly Language[], key: string): Set<string> {
  return new Set(languages.flatMap(({ catalog }) => catalog.argumentsOf(key) ?? []));
}

/** Whether the text can be filled in when this argument is not there, as in `{expiring, plural, =0 {} other {{expiringAt}}}`. */
function standsWithout({ catalog }: Language, key: string, argument: string): boolean {
  const others = (catalog.argumentsOf(key) ?? []).filter((name) => name !== argument);
  try {
    catalog.format(key, Object.fromEntries(others.map((name) => [name, 0])));
    return true;
  } catch {
    return false;
  }
}

function unknownArgument(draft: Draft, { key, path }: TextUse, known: ReadonlySet<string>, name: string): Issue[] {
  const place = draft.source.place(path);
  if (known.has(name)) return [];
  if (known.has(`${name}?`)) {
    if (draft.languages.every((language) => !language.catalog.has(key) || standsWithout(language, key, name)))
      return [];
    const message = `the text "${key}" cannot do without {${name}}, which is not always there`;
    return [issueAt(place, message, 'put it into the "other" of a plural that has an "=0 {}"')];
  }
  const certain = [...known].filter((one) => !one.endsWith('?'));
  const fix = didYouMean(
    name,
    certain,
    certain.length === 0 ? 'nothing is known here' : `known here: ${certain.join(', ')}`,
  );
  return [issueAt(place, `the text "${key}" uses {${name}}, which is not always known here`, fix)];
}

function unknownArguments(draft: Draft, use: TextUse): Issue[] {
  if (use.values === null) return [];
  const known = argumentsFor(use.values);
  return [...argumentsOf(draft.languages, use.key)].flatMap((name) => unknownArgument(draft, use, known, name));
}

/** Arguments of the texts that the service file uses. */
export const checkArguments: Check = (draft) => textUses(draft).flatMap((use) => unknownArguments(draft, use));

/** Arguments of the texts of the core and the machine. */
export const checkWantedArguments: Check = (draft) =>
  Object.entries(wanted(draft)).flatMap(([key, figures]) => {
    const known = argumentsFor(figures);
    return draft.languages.flatMap(({ catalog, source }) =>
      (catalog.argumentsOf(key) ?? [])
        .filter((name) => !known.has(name))
        .map((name) => {
          const fix = didYouMean(name, known, known.size === 0 ? 'it takes none' : `it takes ${[...known].join(', ')}`);
          return issueAt(source.place(key.split('.')), `"${key}" gets no {${name}}`, fix);
        }),
    );
  });
