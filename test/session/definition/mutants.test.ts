import { describe, expect, test } from 'vitest';
import { edited, type Folder, issuesOf } from './mini.ts';
import { shippedFolder } from './shipped.ts';

const S = 'service.yaml';
const SHIPPED = shippedFolder('mts-bonus');
/** One language is enough where the service file is broken, two where a translation is. */
const IN_ONE = inLanguages(['ru']);
const IN_TWO = inLanguages(['ru', 'ro']);
/** Each mutant is a compilation of the whole service. */
const SLOW = 60_000;

function inLanguages(languages: readonly string[]): Folder {
  const files = ['service.yaml', 'program.yaml', ...languages.map((language) => `texts.${language}.yaml`)];
  const named = edited(SHIPPED, S, '[ru, en, ro]', `[${languages.join(', ')}]`);
  return Object.fromEntries(Object.entries(named).filter(([name]) => files.includes(name)));
}

interface Mutant {
  readonly what: string;
  readonly folder: Folder;
}

function linesOf(folder: Folder, file: string): readonly string[] {
  return (folder[file] ?? '').split('\n');
}

/** A copy for each state, without it. */
function droppedStates(): Mutant[] {
  const lines = linesOf(IN_ONE, S);
  const begin = lines.indexOf('states:') + 1;
  const starts = lines.flatMap((line, at) => (at >= begin && /^ {2}[a-z]/.test(line) ? [at] : []));
  return starts.map((start) => {
    const after = lines.findIndex((line, at) => at > start && /^ {0,2}\S/.test(line));
    const end = after < 0 ? lines.length : after;
    return {
      what: `without ${lines[start]}`,
      folder: { ...IN_ONE, [S]: [...lines.slice(0, start), ...lines.slice(end)].join('\n') },
    };
  });
}

/** A copy for each text of one line, without it. */
function droppedTexts(file: string): Mutant[] {
  const lines = linesOf(IN_TWO, file);
  return lines.flatMap((line, at) => {
    if (!/^ *["a-z0-9-]+: \S/.test(line) || /: [>{]/.test(line)) return [];
    const rest = lines.filter((_, index) => index !== at).join('\n');
    return [{ what: `${file} without ${line}`, folder: { ...IN_TWO, [file]: rest } }];
  });
}

/** A copy for each name in the service file, with two of its letters swapped in that place alone. */
function misspelt(name: RegExp): Mutant[] {
  const text = IN_ONE[S] ?? '';
  return [...text.matchAll(name)].flatMap((found) => {
    const [word] = found;
    const swapped = word.replace(/([a-z])(?!\1)([a-z])/, '$2$1');
    const before = text.slice(0, found.index);
    if (before.slice(before.lastIndexOf('\n')).includes('#') || swapped === word) return [];
    const line = before.split('\n').length;
    return [
      {
        what: `${word} of line ${line}`,
        folder: { ...IN_ONE, [S]: before + swapped + text.slice(found.index + word.length) },
      },
    ];
  });
}

function survivors(mutants: readonly Mutant[]): string[] {
  return mutants.filter(({ folder }) => issuesOf(folder).length === 0).map(({ what }) => what);
}

describe('mutants of the shipped service: each is found out', () => {
  test.each([
    ['a state is gone', droppedStates(), 42],
    ['a text is gone (ru)', droppedTexts('texts.ru.yaml'), 78],
    ['a text is gone (ro)', droppedTexts('texts.ro.yaml'), 78],
    ['a field or an outcome is misspelt', misspelt(/(?<=^ {4,8}|[{,] )[a-z-]{3,}(?=:)/gm), 150],
    ['a target or a text key is misspelt', misspelt(/(?<=: )[a-z][a-z.-]+(?=[ ,}\n])/g), 150],
  ])('%s', { timeout: SLOW }, (_what, mutants, atLeast) => {
    expect(mutants.length).toBeGreaterThanOrEqual(atLeast);
    expect(survivors(mutants)).toEqual([]);
  });

  test.each([
    ['a language is gone', { ...SHIPPED, 'texts.ro.yaml': '' }],
    ['a language is not named', edited(SHIPPED, S, '[ru, en, ro]', '[ru, en]')],
    ['the program is gone', Object.fromEntries(Object.entries(SHIPPED).filter(([name]) => name !== 'program.yaml'))],
    ['a plural lacks a form', edited(SHIPPED, 'texts.ru.yaml', 'few {{limit} передач} ', '')],
    ['0 is an option below the root', edited(SHIPPED, S, '"1": { label: gifts.yes', '"0": { label: gifts.yes')],
    ['the code of the menu is the one of forwarding', edited(SHIPPED, S, '"*111*455"', '"*21*455"')],
    ['two commands are one', edited(SHIPPED, S, 'word: "0"', 'word: БОНУС')],
    ['a command asks', edited(SHIPPED, S, 'otherwise: sms-help', 'otherwise: root')],
  ])('%s', (_what, folder) => {
    expect(issuesOf(folder)).not.toEqual([]);
  });
});
