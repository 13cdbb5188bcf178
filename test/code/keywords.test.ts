import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildKeywords } from '../../src/code/keywords.ts';

const COMMANDS = [
  { word: '', aliases: [], target: 'join' },
  { word: 'Бонус', aliases: ['баланс'], target: 'balance' },
  { word: '0', aliases: [], target: 'leave' },
  { word: 'Помощь', aliases: ['help', '?'], target: 'help' },
  { word: 'СТОП', aliases: [], target: 'stop' },
  { word: 'Ещё', aliases: [], target: 'more' },
  { word: 'хороший', aliases: [], target: 'good' },
  { word: 'Ieșire', aliases: [], target: 'exit' },
  { word: 'дай бонус', aliases: [], target: 'give' },
];
const keywords = buildKeywords(COMMANDS);

describe('a command however it is typed', () => {
  test.each([
    ['Бонус', 'Бонус'],
    ['БОНУС', 'Бонус'],
    ['бонус', 'Бонус'],
    ['бОнУс', 'Бонус'],
    ['  бонус\n', 'Бонус'],
    ['бо\u200bнус\ufeff', 'Бонус'],
    ['БOHУC', 'Бонус'],
    ['БOHYC', 'Бонус'],
    ['Bonus', 'Бонус'],
    ['BONUS', 'Бонус'],
    ['ｂｏｎｕｓ', 'Бонус'],
    [',jyec', 'Бонус'],
    ['<jyec', 'Бонус'],
    ['<JYEC', 'Бонус'],
    [',jyec.', 'Бонус'],
    ['бонус.', 'Бонус'],
    ['бонус!!!', 'Бонус'],
    ['«Бонус»', 'Бонус'],
    ['"бонус"', 'Бонус'],
    ['бонус 🙂', 'Бонус'],
    ['б0нус', 'Бонус'],
    ['6онус', 'Бонус'],
    ['b0nus', 'Бонус'],
    ['баланс', 'Бонус'],
    ['balans', 'Бонус'],
    [',fkfyc', 'Бонус'],
    ['СТОП', 'СТОП'],
    ['CTOП', 'СТОП'],
    ['stop', 'СТОП'],
    ['cnjg', 'СТОП'],
    ['ещё', 'Ещё'],
    ['ЕЩЕ', 'Ещё'],
    ['еще', 'Ещё'],
    ['eshche', 'Ещё'],
    ['yeshche', null],
    ['help', 'Помощь'],
    ['рудз', 'Помощь'],
    ['?', 'Помощь'],
    ['pomosh', null],
    ['pomoshch', 'Помощь'],
    ['pomosch', 'Помощь'],
    ['pomoshh`', 'Помощь'],
    ['gjvjom', 'Помощь'],
    ['khoroshiy', 'хороший'],
    ['xoroshij', 'хороший'],
    ['horoshiy', 'хороший'],
    ['khoroshii', 'хороший'],
    ['хорошии', null],
    ['ieșire', 'Ieșire'],
    ['ieşire', 'Ieșire'],
    ['iesire', 'Ieșire'],
    ['Дай   Бонус', 'дай бонус'],
    ['dai bonus', 'дай бонус'],
  ])('%j → %j', (text, word) => {
    const found = keywords.match(text);
    expect(found.kind === 'match' ? found.word : null).toBe(word);
  });

  test.each(['', ' ', '\n\t ', '\u200b', ' \u2060\ufeff ', '\u3164'])('the empty SMS: %j', (text) => {
    expect(keywords.match(text)).toEqual({ kind: 'match', word: '', target: 'join' });
  });

  test('a text of punctuation is not the empty SMS', () => {
    expect(keywords.match('...')).toEqual({ kind: 'none' });
  });
});

describe('a command of one character must be typed exactly', () => {
  test.each(['0', ' 0 ', '0\n', '\u200b0'])('%j is 0', (text) => {
    expect(keywords.match(text)).toEqual({ kind: 'match', word: '0', target: 'leave' });
  });

  test.each([
    'O',
    'o',
    'О',
    'о',
    '00',
    '0.',
    '.0',
    '«0»',
    '0!',
    '0 0',
    '-0',
    '+0',
    '0️⃣',
    '⓪',
    '⁰',
    '０',
    '𝟎',
    '٠',
    ')',
    'Ø',
    '0,0',
  ])('%j is not', (text) => {
    expect(keywords.match(text)).toEqual({ kind: 'none' });
  });

  test('digits alone are as strict, for their meaning is a number', () => {
    const digits = buildKeywords([
      { word: '60', aliases: [], target: 'a' },
      { word: 'бо', aliases: [], target: 'b' },
      { word: '1234', aliases: [], target: 'c' },
      { word: 'бозон', aliases: [], target: 'd' },
    ]);
    expect(digits.match('60')).toMatchObject({ kind: 'match', target: 'a' });
    for (const text of ['60.', '1235', '12345', '123', '6030']) expect(digits.match(text).kind).not.toBe('meant');
    expect(digits.match('60.').kind).toBe('none');
    for (const text of ['бо', '6О']) expect(digits.match(text)).toMatchObject({ kind: 'match', target: 'b' });
  });
});

describe('did you mean', () => {
  test.each([
    ['банус', 'Бонус'],
    ['бонсу', 'Бонус'],
    ['онус', 'Бонус'],
    ['бонуус', 'Бонус'],
    ['bonis', 'Бонус'],
    ['б0нсу', 'Бонус'],
    ['бонис!', 'Бонус'],
    ['памошь', 'Помощь'],
    ['помош', 'Помощь'],
    ['бонусы получить', 'Бонус'],
    ['бонус пожалуйста', 'Бонус'],
    ['стоп!! хватит', 'СТОП'],
  ])('%j: %s', (text, word) => {
    expect(keywords.match(text)).toMatchObject({ kind: 'meant', word });
  });

  test.each(['привет', 'бозас', 'б', 'xx', '11', '455', '0 пожалуйста', '😀', '<script>'])('%j: nothing', (text) => {
    expect(keywords.match(text)).toEqual({ kind: 'none' });
  });

  test('a text of more than 1 000 characters names nothing, and takes no time', () => {
    const begun = performance.now();
    for (const char of ['а', 'бонус ', 'е\u0323\u0308', '\u0323\u0308', '\ufdfa', '🙂']) {
      expect(keywords.match(char.repeat(50_000))).toEqual({ kind: 'none' });
    }
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(keywords.match(`${' '.repeat(50_000)}бонус`)).toMatchObject({ kind: 'match', word: 'Бонус' });
  });

  test('to a word of two letters everything short would be near', () => {
    const short = buildKeywords([{ word: 'да', aliases: [], target: 1 }]);
    for (const text of ['до', 'д', 'дам', 'ад']) expect(short.match(text)).toEqual({ kind: 'none' });
  });

  test('two commands equally near: neither', () => {
    const near = buildKeywords([
      { word: 'кот', aliases: [], target: 1 },
      { word: 'кит', aliases: [], target: 2 },
    ]);
    expect(near.match('кет')).toEqual({ kind: 'none' });
    expect(near.match('кота')).toMatchObject({ kind: 'meant', word: 'кот' });
  });
});

describe('building', () => {
  test('words and aliases that fold to one are collisions; the first one stays', () => {
    const built = buildKeywords([
      { word: 'Бонус', aliases: ['баланс', 'БОНУС'], target: 'a' },
      { word: 'БOHYC', aliases: [], target: 'b' },
      { word: 'счёт', aliases: ['Баланс'], target: 'c' },
      { word: 'cчет', aliases: [], target: 'd' },
    ]);
    expect(built.collisions).toEqual([
      { text: 'БOHYC', words: ['Бонус', 'БOHYC'], targets: ['a', 'b'] },
      { text: 'Баланс', words: ['Бонус', 'счёт'], targets: ['a', 'c'] },
      { text: 'cчет', words: ['счёт', 'cчет'], targets: ['c', 'd'] },
    ]);
    expect(built.match('бонус')).toMatchObject({ target: 'a' });
  });

  test('СТОП and STOP are two words, and each wins over the other’s transliteration', () => {
    const built = buildKeywords([
      { word: 'СТОП', aliases: [], target: 'ru' },
      { word: 'STOP', aliases: [], target: 'en' },
    ]);
    expect(built.collisions).toEqual([]);
    expect(built.match('стоп')).toMatchObject({ kind: 'match', target: 'ru' });
    expect(built.match('stop')).toMatchObject({ kind: 'match', target: 'en' });
    expect(built.match('st0p')).toMatchObject({ kind: 'match', target: 'en' });
  });

  test('a generated form that two commands share names neither', () => {
    const built = buildKeywords([
      { word: 'хит', aliases: [], target: 1 },
      { word: 'хйт', aliases: [], target: 2 },
    ]);
    expect(built.match('hit').kind).toBe('none');
    expect(built.match('хит')).toMatchObject({ kind: 'match', target: 1 });
  });

  test('the shipped kind of command set has no collision', () => {
    expect(keywords.collisions).toEqual([]);
  });
});

describe('laws', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom(...'бонус0OО. ,jyec\u200b«»!63зЗЁ') }),
  );

  test('no text makes it throw, and only texts without any visible character are empty', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const found = keywords.match(text);
        const shown = text.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
        if (found.kind === 'match' && found.word === '') expect(shown).not.toMatch(/[\p{L}\p{N}\p{P}\p{S}]/u);
      }),
      { numRuns: 3_000 },
    );
  });

  test('only the character 0 is ever the command 0', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const found = keywords.match(text);
        if (found.kind !== 'none' && found.word === '0') expect(text.replace(/[\s\p{Cf}]/gu, '')).toBe('0');
      }),
      { numRuns: 3_000 },
    );
  });

  test('a command is found in any case, with any blanks around, whatever else is defined', () => {
    const word = fc.string({ unit: fc.constantFrom(...'абвгдежзиклмнопрст'), minLength: 2, maxLength: 9 });
    const bits = fc.array(fc.boolean(), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 6 }), bits, (words, capitals) => {
        const built = buildKeywords(words.map((each) => ({ word: each, aliases: [], target: each })));
        for (const each of words) {
          const typed = Array.from(each, (char, index) => (capitals[index] ? char.toUpperCase() : char)).join('');
          expect(built.match(` ${typed}\u00a0`)).toMatchObject({ kind: 'match', target: each });
        }
      }),
      { numRuns: 300 },
    );
  });
});
