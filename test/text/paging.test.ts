import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Footers, MIN_ROOM, paginate, tightFooter } from '../../src/text/paging.ts';
import { ussdSize } from '../../src/text/size.ts';

const NONE: Footers = { only: '', first: '', middle: '', last: '' };
const NAV: Footers = { only: '0 Назад', first: '99 Далее', middle: '99 Далее 0 Назад', last: '0 Назад' };

function pagesOf(blocks: readonly string[], footers: Footers = NONE): readonly string[] {
  const result = paginate({ blocks, footers });
  if (!result.ok) throw new Error(result.reason);
  return result.pages;
}

const a = (count: number) => 'a'.repeat(count);
const ya = (count: number) => 'я'.repeat(count);

describe('one page', () => {
  test.each([
    ['nothing at all', [], NONE, ''],
    ['an empty block', [''], NONE, ''],
    ['only a footer', [''], NAV, '0 Назад'],
    ['182 septets', [a(182)], NONE, a(182)],
    ['80 letters', [ya(80)], NONE, ya(80)],
    ['91 pairs', ['€'.repeat(91)], NONE, '€'.repeat(91)],
    ['two blocks', ['Бонус', '1 Баланс'], NONE, 'Бонус\n1 Баланс'],
    ['a blank line between', ['a', '', 'b'], NONE, 'a\n\nb'],
    ['blanks at the edges go', ['', ' a ', ''], NONE, 'a'],
    ['with its footer', [ya(72)], NAV, `${ya(72)}\n0 Назад`],
  ])('%s', (_, blocks, footers, page) => {
    expect(pagesOf(blocks, footers)).toEqual([page]);
  });
});

describe('several pages', () => {
  test.each([
    ['183 septets', [a(183)], NONE, [a(182), 'a']],
    ['81 letters', [ya(81)], NONE, [ya(80), 'я']],
    ['a pair over the edge', [`${a(181)}€`], NONE, [a(181), '€']],
    ['a footer of letters makes UCS2 of the page', [a(81)], NAV, [`${a(71)}\n99 Далее`, `${a(10)}\n0 Назад`]],
    ['each page in its own alphabet', [a(150), ya(70)], NONE, [a(150), ya(70)]],
    ['a block stays whole', [a(100), a(100)], NONE, [a(100), a(100)]],
    ['so does a line', [`${ya(50)}\n${ya(50)}\n${ya(20)}`], NONE, [ya(50), `${ya(50)}\n${ya(20)}`]],
    ['so does a word', [`${a(100)} ${a(100)}`], NONE, [a(100), a(100)]],
    ['a block of lines stays whole', [ya(30), `${ya(30)}\n${ya(30)}`], NONE, [ya(30), `${ya(30)}\n${ya(30)}`]],
    [
      'a line of words stays whole',
      [`${ya(50)}\n${ya(20)} ${ya(20)}\n${ya(20)}`],
      NONE,
      [ya(50), `${ya(20)} ${ya(20)}\n${ya(20)}`],
    ],
    [
      'a block that must be cut begins under the one before',
      ['Title', `${a(90)} ${a(80)} ${a(80)}`],
      NONE,
      [`Title\n${a(90)} ${a(80)}`, a(80)],
    ],
    [
      'a last block too long for the last page, too',
      [a(50), `${a(65)} ${a(65)}`],
      { ...NONE, only: a(60), last: a(60) },
      [`${a(50)}\n${a(65)}`, `${a(65)}\n${a(60)}`],
    ],
    [
      'nor is half an emoji of such a character',
      [`👍${'🏻'.repeat(50)}`],
      { ...NONE, first: '00' },
      [`👍${'🏻'.repeat(37)}\n00`, '🏻'.repeat(13)],
    ],
    [
      'a block is measured by the footer it will have',
      [a(100), `${a(65)} ${a(65)}`, 'end'],
      { ...NONE, last: a(60) },
      [a(100), `${a(65)} ${a(65)}`, `end\n${a(60)}`],
    ],
    ['a blank line between pages goes', [a(150), '', a(150)], NONE, [a(150), a(150)]],
    ['spaces where a page ends go', [`${a(150)}     ${a(150)}`], NONE, [a(150), a(150)]],
    ['an emoji is not cut', [`${ya(79)}👍`], NONE, [ya(79), '👍']],
    ['a family is not cut', [`${ya(76)}👨‍👩‍👧`], NONE, [ya(76), '👨‍👩‍👧']],
    ['an accent stays with its letter', [`${ya(79)}е\u0301`], NONE, [ya(79), 'е\u0301']],
    ['a letter does not leave its accent to the next page', [`${a(100)}e\u0301`], NONE, [a(100), 'e\u0301']],
    ['CR LF is one character', [`${a(181)}\r\n${a(10)}`], NONE, [`${a(181)}\r`, a(10)]],
    [
      'three pages, three footers',
      [ya(60), ya(60), ya(60)],
      NAV,
      [`${ya(60)}\n99 Далее`, `${ya(60)}\n99 Далее 0 Назад`, `${ya(60)}\n0 Назад`],
    ],
    [
      'a longer footer under the last page',
      [a(90), a(90)],
      { ...NONE, only: a(10), last: a(60) },
      [a(90), `${a(90)}\n${a(60)}`],
    ],
    ['a longer footer under the only page', [`${a(90)} ${a(90)}`], { ...NONE, only: a(10) }, [a(90), a(90)]],
    [
      'a longer footer under the first page',
      [a(150)],
      { ...NONE, only: a(60), first: a(60) },
      [`${a(121)}\n${a(60)}`, a(29)],
    ],
    [
      'a character longer than a page is cut between code points',
      [`e${'\u0301'.repeat(100)}`],
      NONE,
      [`e${'\u0301'.repeat(79)}`, '\u0301'.repeat(21)],
    ],
  ])('%s', (_, blocks, footers, pages) => {
    expect(pagesOf(blocks, footers)).toEqual(pages);
  });

  test('a menu is cut between its options', () => {
    const options = [
      '1 Баланс',
      '2 Подарки',
      '3 Передать баллы',
      '4 История',
      '5 Сгорающие баллы',
      '6 Язык',
      '7 Выход',
    ];
    expect(pagesOf(['МТС Бонус', ...options], NAV)).toEqual([
      'МТС Бонус\n1 Баланс\n2 Подарки\n3 Передать баллы\n4 История\n99 Далее',
      '5 Сгорающие баллы\n6 Язык\n7 Выход\n0 Назад',
    ]);
  });
});

describe('a footer that leaves no room', () => {
  const long = (room: number) => ya(80 - 1 - room);
  test.each(['only', 'first', 'middle', 'last'] as const)('%s', (footer) => {
    const tight = { ok: false, reason: 'footer-too-long', footer, room: MIN_ROOM - 1 };
    const footers = { ...NONE, [footer]: long(MIN_ROOM - 1) };
    expect(tightFooter(footers)).toEqual(tight);
    expect(paginate({ blocks: [ya(200)], footers })).toEqual(tight);
    expect(tightFooter({ ...NONE, [footer]: long(MIN_ROOM) })).toBeNull();
    expect(paginate({ blocks: [ya(200)], footers: { ...NONE, [footer]: long(MIN_ROOM) } }).ok).toBe(true);
  });

  test('is no matter where one page is enough', () => {
    expect(pagesOf(['ok'], { ...NONE, middle: ya(200) })).toEqual(['ok']);
  });

  test('a footer longer than any page', () => {
    expect(paginate({ blocks: ['a'], footers: { ...NONE, only: ya(81) } })).toMatchObject({ footer: 'only', room: -2 });
  });
});

describe('laws', () => {
  const character = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom('a', 'b', 'я', 'ю', ' ', ' ') },
    { weight: 2, arbitrary: fc.constantFrom('€', '\n', '👍', '👨‍👩‍👧', 'е\u0301', '\r\n', '\u00a0') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }) },
  );
  const block = fc.array(character, { maxLength: 150 }).map((characters) => characters.join(''));
  const latin = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '€', '\n'), maxLength: 250 });
  const blocks = fc.array(fc.oneof(block, latin), { maxLength: 8 });
  const footer = fc.oneof(fc.constant(''), fc.string({ unit: fc.constantFrom('0', 'я', '€'), maxLength: 63 }));
  const footers = fc.record({ only: footer, first: footer, middle: footer, last: footer });

  function footerOf(footers: Footers, index: number, count: number): string {
    if (count === 1) return footers.only;
    if (index === 0) return footers.first;
    return index === count - 1 ? footers.last : footers.middle;
  }

  function bodyOf(page: string, footer: string): string {
    if (footer === '') return page;
    expect(page.endsWith(footer)).toBe(true);
    return page === footer ? '' : page.slice(0, -footer.length - 1);
  }

  function bodies(pages: readonly string[], footers: Footers): string[] {
    return pages.map((page, index) => bodyOf(page, footerOf(footers, index, pages.length)));
  }

  /** Offsets of bodies in the content; between them there may be nothing but blanks. */
  function place(content: string, parts: readonly string[]): { from: number; to: number }[] {
    let offset = 0;
    const places = parts.map((part) => {
      while (content[offset] === ' ' || content[offset] === '\n') offset++;
      expect(content.startsWith(part, offset)).toBe(true);
      const from = offset;
      offset += part.length;
      return { from, to: offset };
    });
    expect(content.slice(offset).replace(/[ \n]/g, '')).toBe('');
    return places;
  }

  const always = (law: (blocks: string[], footers: Footers) => void) =>
    fc.assert(fc.property(blocks, footers, law), { numRuns: 500 });

  test('each page fits and none is empty', () => {
    always((blocks, footers) => {
      const pages = pagesOf(blocks, footers);
      expect(pages.filter((page) => !ussdSize(page).fits)).toEqual([]);
      if (pages.length > 1) expect(bodies(pages, footers)).not.toContain('');
    });
  });

  test('bodies joined give the content back, blanks at the edges apart', () => {
    always((blocks, footers) => {
      const squeeze = (text: string) => text.replace(/[ \n]/g, '');
      expect(squeeze(bodies(pagesOf(blocks, footers), footers).join(''))).toBe(squeeze(blocks.join('\n')));
      place(blocks.join('\n'), bodies(pagesOf(blocks, footers), footers));
    });
  });

  test('no character is cut', () => {
    const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
    always((blocks, footers) => {
      const content = blocks.join('\n');
      const starts = new Set([...segmenter.segment(content)].map(({ index }) => index));
      const longest = Math.max(0, ...[...segmenter.segment(content)].map(({ segment }) => segment.length));
      fc.pre(longest <= MIN_ROOM);
      const places = place(content, bodies(pagesOf(blocks, footers), footers));
      expect(places.slice(1).filter(({ from }) => !starts.has(from))).toEqual([]);
    });
  });

  test('a word that fits on a page is not cut', () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom('a', 'я', '1'), minLength: 1, maxLength: 16 }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(words, fc.constantFrom(' ', '\n'), footers, (words, separator, footers) => {
        const pages = bodies(pagesOf([words.join(separator)], footers), footers);
        expect(pages.flatMap((page) => page.split(separator))).toEqual(words.length === 0 ? [''] : words);
      }),
    );
  });

  test('a block that fits on a page is not cut', () => {
    const lines = fc.array(fc.string({ unit: fc.constantFrom('a', 'я', ' ', 'b'), minLength: 1, maxLength: 14 }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(lines, footers, (lines, footers) => {
        const blocks = lines.map((line) => `<${line}>`);
        const pages = bodies(pagesOf(blocks, footers), footers);
        expect(pages.flatMap((page) => page.split('\n'))).toEqual(blocks.length === 0 ? [''] : blocks);
      }),
    );
  });

  test('a long text takes no long time: its pages are as full as words allow', () => {
    const pages = pagesOf([Array.from({ length: 20_000 }, () => 'слово').join(' ')]);
    expect(pages.length).toBe(Math.ceil(20_000 / 13));
  });
});
