/** Files of subscribers: what is read of them, and where their mistakes are. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsv } from '../../src/files/seed/csv.ts';
import { piecesOf, twiceInPieces } from '../../src/files/seed/pieces.ts';
import { issuesOfRefusal, SeedErrors } from '../../src/files/seed/seedErrors.ts';
import { readSeedFile } from '../../src/files/seed/seedFile.ts';
import type { Issue } from '../../src/yaml/issue.ts';

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starhash-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(end: string, content: string | Buffer): Promise<string> {
  files += 1;
  const path = join(folder, `${files}${end}`);
  await writeFile(path, content);
  return path;
}

const read = async (end: string, content: string | Buffer) => readSeedFile(await written(end, content));

async function issuesIn(end: string, content: string | Buffer): Promise<readonly Issue[]> {
  const failed = await read(end, content).then(
    () => null,
    (error: unknown) => error,
  );
  if (failed instanceof SeedErrors) return failed.issues;
  throw new Error(`no SeedErrors: ${String(failed)}`);
}

const short = ({ line, column, message, fix }: Issue) => `${line}:${column} ${message}; ${fix}`;

describe('YAML', () => {
  test('is what the API has in JSON; digits need no quotes', async () => {
    const { subscribers, rest } = await read(
      '.yaml',
      `lifecycle: dated
subscribers:
  - msisdn: 79161234567
  - msisdn: +79161234568
    programs:
      shop:
        points: 40
        history:
          - { at: -P1D, order: { code: 011 } }
          - { at: 2018-01-01T00:00:00Z, order: { codes: [11, 12] } }
`,
    );
    expect(rest).toEqual({ lifecycle: 'dated' });
    expect(subscribers).toEqual([
      { msisdn: '79161234567' },
      {
        msisdn: '+79161234568',
        programs: {
          shop: {
            points: 40,
            history: [
              { at: '-P1D', order: { code: '011' } },
              { at: '2018-01-01T00:00:00Z', order: { codes: ['11', '12'] } },
            ],
          },
        },
      },
    ]);
  });

  test('JSON is YAML, too', async () => {
    expect((await read('.json', '{"subscribers": [{"msisdn": "79161234567"}]}')).subscribers).toHaveLength(1);
  });

  const NO_LIST = 'there is no list of subscribers; write "subscribers:" and under it "- msisdn: …" for each of them';

  test.each([
    ['nothing', '', [`1:1 ${NO_LIST}`]],
    ['a list without its name', '- msisdn: 1\n', [`1:1 ${NO_LIST}`]],
    ['no list', 'subscribers: Anna\n', [`1:14 ${NO_LIST}`]],
    [
      'an alias',
      'subscribers:\n  - &a { msisdn: 1 }\n  - *a\n',
      ['3:5 aliases (*a) are not allowed; write the value out here'],
    ],
    [
      'a key twice',
      'subscribers: []\nsubscribers: []\n',
      ['2:1 the key "subscribers" stands here twice; keep one of the two'],
    ],
    ['a tab', 'subscribers:\n\t- msisdn: 1\n', [expect.stringMatching(/^2:1 /)]],
    [
      'a merge key',
      'subscribers:\n  - <<: { msisdn: 1 }\n',
      ['2:5 merge keys (<<) are not allowed; write the fields out here'],
    ],
    [
      'more than 1 MB',
      `subscribers: # ${'x'.repeat(1024 * 1024)}\n`,
      ['1:1 the file is larger than 1 MB; split it up'],
    ],
    ['nested without end', `subscribers: ${'['.repeat(200)}`, [expect.stringMatching(/nested too deeply/)]],
  ])('%s', async (_name, text, issues) => {
    expect((await issuesIn('.yaml', text)).map(short)).toEqual(issues);
  });
});

describe('CSV', () => {
  test('as Russian Excel writes it: a BOM, semicolons, line ends of Windows, a comma in numbers', async () => {
    const text = [
      '\uFEFFmsisdn;owner;debt;blocked;language;shop.points;shop.since',
      '79161230001;"Иванова; ""Аня""";12,5;ИСТИНА;ru;1 040;',
      '79161230002;;;нет;;;2017-01-01T00:00:00+03:00',
      '',
    ].join('\r\n');
    expect((await read('.csv', text)).subscribers).toEqual([
      {
        msisdn: '79161230001',
        owner: 'Иванова; "Аня"',
        debt: 12.5,
        blocked: true,
        language: 'ru',
        programs: { shop: { points: 1040 } },
      },
      { msisdn: '79161230002', blocked: false, programs: { shop: { since: '2017-01-01T00:00:00+03:00' } } },
    ]);
  });

  test.each([
    ['1 000,50', 1000.5],
    ['1\u202F000\u00A0000', 1_000_000],
    ['0,125', 0.125],
    ['-12,5', -12.5],
    ['true', true],
    ['12 34', '12 34'],
  ])('%s is read the same in every column that knows numbers', async (cell, value) => {
    const file = await read('.csv', `msisdn;program;at;do;with.rub\n1;p;-P1D;event;${cell}\n`);
    expect(file.subscribers).toMatchObject([{ programs: { p: { history: [{ event: { rub: value } }] } } }]);
  });

  test.each(['1,000', '1.000', '10,000', '1,000,000', '1.000.000', '-1,000'])(
    'thousands are not guessed: %s',
    async (cell) => {
      const text = `msisdn;shop.points;program;at;do;with.rub\n1;${cell};p;-P1D;event;${cell}\n`;
      const wrong = `"${cell}" is no plain number; write it without thousands separators`;
      expect((await issuesIn('.csv', text)).map(short)).toEqual([`2:3 ${wrong}`, `2:${cell.length + 17} ${wrong}`]);
    },
  );

  test('what was done stands in rows of its own, or in the first one', async () => {
    const text = `msisdn,shop.points,shop.since,program,at,do,as,with.kind,with.rub,with.channel,with.entry,with.questionnaire,with.code,with.codes
1234567,0,2017-01-01T00:00:00Z,shop,-P9D,event,fridge,purchase,30000,,,,,
7654321,,,club,-P8D,register,,,,web,,yes,,
1234567,,,shop,-P7D,event,,confirm,,,fridge,,,
1234567,,,shop,-P6D,order,,,,,,,011,
1234567,,,shop,-P5D,order,,,,,,,,11 12
`;
    expect((await read('.csv', text)).subscribers).toEqual([
      {
        msisdn: '1234567',
        programs: {
          shop: {
            points: 0,
            since: '2017-01-01T00:00:00Z',
            history: [
              { at: '-P9D', as: 'fridge', event: { kind: 'purchase', rub: 30000 } },
              { at: '-P7D', event: { kind: 'confirm', entry: 'fridge' } },
              { at: '-P6D', order: { code: '011' } },
              { at: '-P5D', order: { codes: ['11', '12'] } },
            ],
          },
        },
      },
      {
        msisdn: '7654321',
        programs: { club: { history: [{ at: '-P8D', register: { channel: 'web', questionnaire: true } }] } },
      },
    ]);
  });

  test.each([
    ['nothing', '', ['1:1 the file is empty; name the columns in its first row']],
    ['no numbers', 'language\nru\n', ['1:1 there is no column "msisdn"; add it: the number of each subscriber']],
    ['an unknown column', 'msisdn,langage\n1,ru\n', ['1:8 there is no column "langage"; did you mean "language"?']],
    [
      'an unknown field of a program',
      'msisdn,shop.point\n1,1\n',
      [expect.stringMatching(/^1:8 there is no column "shop.point"; /)],
    ],
    [
      'a column twice',
      'msisdn,owner,owner\n1,a,b\n',
      ['1:14 the column "owner" stands here twice; keep one of the two'],
    ],
    [
      'too few cells',
      'msisdn,owner\n1\n',
      ['2:1 this row has 1 cells, the header has 2; give it as many; a cell may be empty'],
    ],
    [
      'too many cells',
      'msisdn,owner\n1,a,b\n',
      ['2:5 this row has 3 cells, the header has 2; give it as many; a cell may be empty'],
    ],
    [
      'a quote without an end',
      'msisdn,owner\n1,"a\n2,b\n',
      ['2:3 this quote is never closed; close it with "; a quote in a text is written ""'],
    ],
    ['no number of a phone', 'msisdn,owner\n,a\n', ['2:1 this row has no number; write the msisdn of the subscriber']],
    [
      'a shortened number',
      'msisdn;owner\n7,91612E+10;a\n',
      [expect.stringMatching(/^2:1 a spreadsheet has shortened this number; /)],
    ],
    [
      'no number of points',
      'msisdn,shop.points\n1,many\n',
      ['2:3 "many" is no number; write digits, or leave the cell empty'],
    ],
    [
      'neither yes nor no',
      'msisdn,blocked\n1,maybe\n',
      ['2:3 "maybe" is neither yes nor no; write true or false, or leave the cell empty'],
    ],
    [
      'a subscriber twice',
      'msisdn,owner\n1,a\n1,a\n',
      ['3:1 this number stands in the file already; keep one of the two, or say what was done: program, at, do'],
    ],
    [
      'an owner in two ways',
      'msisdn,owner,program,at,do\n1,a,p,-P1D,event\n1,b,p,-P1D,event\n',
      ['3:3 "owner" of this number is "a" further up; write it once'],
    ],
    [
      'half a deed',
      'msisdn,program,at,do\n1,p,,\n',
      ['2:1 of what was done at and do is missing; fill in program, at and do'],
    ],
    [
      'several, each told',
      'msisdn,blocked,debt\n1,maybe,x\n,true,1\n',
      [expect.stringMatching(/^2:3 /), expect.stringMatching(/^2:9 /), expect.stringMatching(/^3:1 /)],
    ],
  ])('%s', async (_name, text, issues) => {
    expect((await issuesIn('.csv', text)).map(short)).toEqual(issues);
  });

  test('another encoding is said, not guessed', async () => {
    const cp1251 = Buffer.concat([Buffer.from('msisdn,owner\n1,'), Buffer.from([0xc0, 0xed, 0xff])]);
    expect((await issuesIn('.csv', cp1251)).map(short)).toEqual([
      '1:1 the file is not in UTF-8; save it again as UTF-8 (in Excel: "CSV UTF-8")',
    ]);
  });

  const cells = fc.array(fc.string({ unit: fc.constantFrom('a', 'я', '"', ';', ',', '\n', '\r\n', '\t', ' ', '🙂') }), {
    minLength: 3,
    maxLength: 3,
  });
  const table = fc.array(cells, { maxLength: 12 });
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

  test('whatever is quoted is read as it was, where it stands', () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('', '\uFEFF'),
        fc.boolean(),
        (rows, separator, end, mark, ended) => {
          const lines = [['a', 'b', 'c'], ...rows].map((row) => row.map(quoted).join(separator));
          const text = mark + lines.join(end) + (ended ? end : '');
          const csv = readCsv('f', text);
          if (!csv.ok) throw new Error(JSON.stringify(csv.issues));
          const seen = rows.filter((row) => row.some((cell) => cell.trim() !== ''));
          expect(csv.table.rows.map((row) => row.map((cell) => cell.text))).toEqual(seen);
          for (const { at } of csv.table.rows.flat()) {
            const { line, column } = csv.table.place(at);
            expect(lineOf(text, line).slice(column - 1)[0]).toBe('"');
          }
        },
      ),
    );
  });

  test('whatever it is, it is read or told', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const path = await written('.csv', `msisdn,${text}`);
        await readSeedFile(path).catch((error) => {
          if (!(error instanceof SeedErrors) || error.issues.length === 0) throw error;
        });
      }),
      { numRuns: 200 },
    );
  });
});

/** As editors count: a line ends with any of the line ends. */
function lineOf(text: string, line: number): string {
  return text.split(/\r\n|\r|\n/)[line - 1] ?? '';
}

describe('files', () => {
  test.each([
    [
      'of another kind',
      '/nowhere/subscribers.xlsx',
      /subscribers\.xlsx is no seed: it ends in \.yaml, \.yml, \.json, \.csv\.$/,
    ],
    ['that are not there', '/nowhere/subscribers.csv', /^\/nowhere\/subscribers\.csv cannot be read: ENOENT/],
    ['that are folders', tmpdir(), /is no seed/],
  ])('%s', async (_name, path, words) => {
    await expect(readSeedFile(path)).rejects.toThrow(words);
  });

  test('too large', async () => {
    await expect(read('.csv', Buffer.alloc(32 * 1024 * 1024 + 1, 'a'))).rejects.toThrow(
      /larger than 32 MB; split it up/,
    );
  });

  test('a hundred thousand subscribers in CSV', async () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => `${79_160_000_000 + index},${index % 50}`);
    const file = await read('.csv', `msisdn,shop.points\n${rows.join('\n')}\n`);
    expect(file.subscribers).toHaveLength(100_000);
    expect(file.place(['subscribers', 99_999, 'programs', 'shop', 'points'], 'value')).toMatchObject({
      line: 100_001,
      column: 13,
    });
    const pieces = piecesOf(file);
    expect(pieces.map(({ seed }) => seed.subscribers.length)).toEqual(Array.from({ length: 100 }, () => 1_000));
    expect(pieces.flatMap(({ seed }) => seed.subscribers)).toEqual(file.subscribers);
  });
});

describe('pieces', () => {
  test('at least one, and what stands beside the subscribers is in each', () => {
    expect(piecesOf({ subscribers: [], rest: { frozen: true } })).toEqual([
      { first: 0, seed: { frozen: true, subscribers: [] } },
    ]);
  });

  test('no more than a million characters each, unless one subscriber has more', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 600_000 }), { maxLength: 12 }), (lengths) => {
        const subscribers = lengths.map((length) => ({ owner: 'x'.repeat(length) }));
        const pieces = piecesOf({ subscribers, rest: {} });
        expect(pieces.flatMap(({ seed }) => seed.subscribers)).toEqual(subscribers);
        for (const { seed, first } of pieces) {
          expect(seed.subscribers[0]).toBe(subscribers[first]);
          expect(seed.subscribers.length === 1 || JSON.stringify(seed.subscribers).length <= 1_100_000).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('a number in two of them is told, in whatever form', async () => {
    const numbers = Array.from({ length: 1_001 }, (_, index) => `+7916000${String(index).padStart(4, '0')}`);
    const file = await read('.csv', `msisdn\n${[...numbers, '8 916 000 00 05'].join('\n')}\n`);
    const digits = (number: string) => number.replace(/\D/g, '').replace(/^8/, '7');
    expect(twiceInPieces(file, piecesOf(file), digits).map(short)).toEqual([
      '1003:1 this number stands in the file already; keep one of the two',
    ]);
  });
});

describe('what the gateway says, in the words of the file', () => {
  const CSV = `msisdn,language,shop.points,program,at,do,with.kind,with.rub
79161230001,xx,-5,,,,,
79161230002,,0,shop,-P1D,event,taxi,0
79161230002,,,shop,soon,event,taxi,7
`;
  const YAML = `subscribers:
  - msisdn: 79161230001
    language: xx
    langauge: ru
  - programs:
      shpo: {}
      shop:
        points: 5
        history:
          - { at: soon, event: { kind: taxi, rub: 0 } }
`;
  const refusal = (field: string, expected: string) => ({ detail: '', data: { field, expected } });

  test.each([
    [
      YAML,
      '.yaml',
      'seed.subscribers.0.language',
      'one of ru, en',
      '3:15 "language" cannot be this; it must be one of ru, en',
    ],
    [
      YAML,
      '.yaml',
      'seed.subscribers.0.langauge',
      'absent (did you mean language?)',
      '4:5 "langauge" does not belong here; did you mean language?',
    ],
    [YAML, '.yaml', 'seed.subscribers.1.msisdn', 'there', '5:5 "msisdn" is missing; add it'],
    [
      YAML,
      '.yaml',
      'seed.subscribers.1.programs.shpo',
      'one of shop (did you mean shop?)',
      '6:7 "shpo" cannot be this; it must be one of shop (did you mean shop?)',
    ],
    [
      YAML,
      '.yaml',
      'seed.subscribers.1.programs.shop.history.0.at',
      'an instant',
      '10:19 "at" cannot be this; it must be an instant',
    ],
    [
      YAML,
      '.yaml',
      'seed.subscribers.1.programs.shop.history.0',
      'what the program did then; it says: No',
      '10:13 the program refuses this (No); correct it, or what comes before it',
    ],
    [YAML, '.yaml', 'seed.frozen', 'absent: it has begun', '1:1 "frozen" does not belong here; remove it'],
    [
      CSV,
      '.csv',
      'seed.subscribers.0.language',
      'one of ru, en',
      '2:13 "language" cannot be this; it must be one of ru, en',
    ],
    [
      CSV,
      '.csv',
      'seed.subscribers.0.msisdn',
      'named once',
      '2:1 this number stands in the file already; keep one of the two',
    ],
    [CSV, '.csv', 'seed.subscribers.0.programs.shop.points', 'more', '2:16 "points" cannot be this; it must be more'],
    [
      CSV,
      '.csv',
      'seed.subscribers.1.programs.shop',
      'one of club',
      '3:16 "shop" cannot be this; it must be one of club',
    ],
    [
      CSV,
      '.csv',
      'seed.subscribers.1.programs.shop.history.0',
      'what the program did then; it says: No',
      '3:26 the program refuses this (No); correct it, or what comes before it',
    ],
    [
      CSV,
      '.csv',
      'seed.subscribers.1.programs.shop.history.0.event.rub',
      'more',
      '3:37 "rub" cannot be this; it must be more',
    ],
    [
      CSV,
      '.csv',
      'seed.subscribers.1.programs.shop.history.1.at',
      'an instant',
      '4:20 "at" cannot be this; it must be an instant',
    ],
  ])('%#: %4$s', async (text, end, field, expected, issue) => {
    const file = await read(end, text);
    expect(issuesOfRefusal(file, refusal(field, expected)).map(short)).toEqual([issue]);
  });

  test('of a piece, the places are those of the file', async () => {
    const file = await read('.csv', CSV);
    expect(issuesOfRefusal(file, refusal('seed.subscribers.0.programs.shop.history.1.at', 'x'), 1)).toMatchObject([
      { line: 4, column: 20 },
    ]);
  });

  test('several at once', async () => {
    const file = await read('.csv', CSV);
    const errors = [0, 1].map((index) => ({ field: `seed.subscribers.${index}.msisdn`, expected: 'a phone number' }));
    expect(issuesOfRefusal(file, { detail: '', data: { field: 'x', expected: 'y', errors } })).toMatchObject([
      { line: 2 },
      { line: 3 },
    ]);
  });

  test.each([[{}], [{ field: 'clock', expected: 'an instant' }], [{ field: 'seeds', expected: 'x' }]])(
    'a refusal that is not about the seed: %j',
    async (data) => {
      expect(issuesOfRefusal(await read('.csv', CSV), { detail: '', data })).toEqual([]);
    },
  );
});
