/** Russian words in Latin letters, the ways people write them. */

/** Letter → GOST 7.79-2000 system B, ICAO 9303 and everyday spellings, without repetition. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  А: ['A'],
  Б: ['B'],
  В: ['V'],
  Г: ['G'],
  Д: ['D'],
  Е: ['E'],
  Ё: ['YO', 'E'],
  Ж: ['ZH'],
  З: ['Z'],
  И: ['I'],
  Й: ['J', 'I', 'Y'],
  К: ['K'],
  Л: ['L'],
  М: ['M'],
  Н: ['N'],
  О: ['O'],
  П: ['P'],
  Р: ['R'],
  С: ['S'],
  Т: ['T'],
  У: ['U'],
  Ф: ['F'],
  Х: ['X', 'KH', 'H'],
  Ц: ['CZ', 'TS', 'C'],
  Ч: ['CH'],
  Ш: ['SH'],
  Щ: ['SHH', 'SHCH', 'SCH'],
  Ъ: ['``', 'IE', ''],
  Ы: ['Y`', 'Y'],
  Ь: ['`', '', "'"],
  Э: ['E`', 'E'],
  Ю: ['YU', 'IU'],
  Я: ['YA', 'IA'],
};

/** No word has more spellings than this; what comes after is left out. */
const MAX_SPELLINGS = 64;

/**
 * Takes a word in capitals; gives its spellings in Latin letters (GOST 7.79-B, ICAO 9303, everyday, and mixtures), at
 * most 64, or none if it has no Russian letter. Other characters stay as they are.
 */
export function transliterate(word: string): readonly string[] {
  if (!/[А-ЯЁ]/.test(word)) return [];
  return Array.from(word).reduce<readonly string[]>(
    (begun, letter) => extend(begun, SPELLINGS[letter] ?? [letter]),
    [''],
  );
}

function extend(begun: readonly string[], spellings: readonly string[]): readonly string[] {
  return spellings.flatMap((spelling) => begun.map((start) => start + spelling)).slice(0, MAX_SPELLINGS);
}
