/** Texts: each one that is used is there in each language, and uses only what is known where it is shown. */
import { prepareArgs } from '../../../text/args.ts';
import { parity } from '../../../text/parity.ts';
import type { Check, Draft, Language } from '../draft.ts';
import type { Issue } from '../issue.ts';
import { issueAt } from '../issue.ts';
import { argumentsFor } from '../known.ts';
import { didYouMean } from '../nearest.ts';
import { CORE_TEXTS, MACHINE_TEXTS, SOMETIMES } from '../operations.ts';
import { type TextUse, textUses } from '../textUses.ts';

function isSomewhere({ languages }: Draft, key: string): boolean {
  return languages.some(({ catalog }) => catalog.has(key));
}

function allKeys({ languages }: Draft): Set<string> {
  return new Set(languages.flatMap(({ catalog }) => catalog.keys()));
}

/** Texts that no language has. A text that only one lacks is told in that language's file. */
export const checkTextKeys: Check = (draft) => {
  if (draft.languages.length === 0) return [];
  const keys = allKeys(draft);
  const files = draft.languages.map(({ source }) => source.file.split('/').at(-1)).join(', ');
  return textUses(draft.raw)
    .filter(({ key }) => !keys.has(key))
    .map(({ key, path }) =>
      issueAt(draft.source.place(path), `there is no text "${key}"`, didYouMean(key, keys, `add it to ${files}`)),
    );
};

/** Texts that the core and the machine say by themselves. */
function wanted({ hasProgram }: Draft): Readonly<Record<string, readonly string[]>> {
  return hasProgram ? { ...MACHINE_TEXTS, ...CORE_TEXTS } : MACHINE_TEXTS;
}

export const checkWantedTexts: Check = (draft) => {
  const [first] = draft.languages;
  if (first === undefined) return [];
  return Object.keys(wanted(draft))
    .filter((key) => !isSomewhere(draft, key))
    .map((key) => issueAt(first.source.place(key.split('.'), 'key'), `the text "${key}" is missing`, `add "${key}"`));
};

/** What one language has and another has not. */
export const checkParity: Check = ({ languages }) =>
  parity(languages.map(({ catalog }) => catalog)).flatMap((gap) => {
    const source = languages.find(({ language }) => language === gap.language)?.source;
    const other = languages.find(({ catalog }) => catalog.has(gap.key) && catalog.language !== gap.language);
    if (source === undefined) return [];
    const place = source.place(gap.key.split('.'), 'key');
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

function unknownArguments(draft: Draft, { key, path, values }: TextUse): Issue[] {
  const known = argumentsFor(values ?? []);
  return [...argumentsOf(draft.languages, key)]
    .filter((name) => values !== null && !known.has(name))
    .map((name) => {
      const fix = didYouMean(
        name,
        known,
        known.size === 0 ? 'nothing is known here' : `known here: ${[...known].join(', ')}`,
      );
      return issueAt(draft.source.place(path), `the text "${key}" uses {${name}}, which is not always known here`, fix);
    });
}

/** Arguments of the texts that the service file uses. */
export const checkArguments: Check = (draft) => textUses(draft.raw).flatMap((use) => unknownArguments(draft, use));

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

/** Whether the text can be filled in when nothing is there that is only sometimes there. */
function standsWithout({ catalog }: Language, key: string): boolean {
  const certain = (catalog.argumentsOf(key) ?? []).filter((name) => !SOMETIMES.has(name));
  try {
    catalog.format(key, prepareArgs(catalog, Object.fromEntries(certain.map((name) => [name, 0])), 'UTC'));
    return true;
  } catch {
    return false;
  }
}

/** `{expiringAt}` and the like stand only where another figure says that they are there. */
export const checkSometimes: Check = (draft) =>
  draft.languages.flatMap((language) =>
    language.catalog.keys().flatMap((key) => {
      const rare = (language.catalog.argumentsOf(key) ?? []).find((name) => SOMETIMES.has(name));
      if (rare === undefined || standsWithout(language, key)) return [];
      const message = `the text "${key}" cannot do without {${rare}}, which is not always there`;
      return [
        issueAt(language.source.place(key.split('.')), message, `put it into the "other" of a plural with an "=0 {}"`),
      ];
    }),
  );
