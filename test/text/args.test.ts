import { describe, expect, test } from 'vitest';
import { prepareArgs } from '../../src/text/args.ts';
import { compileTexts } from '../../src/text/catalog.ts';

const textsOf = (language: string) => compileTexts(language, { 'gift.11': 'SMS', greeting: '{name}!' }).texts;
const at = (iso: string) => Date.parse(iso);

describe('times become dates of the subscriber', () => {
  test.each([
    ['ru', 'Europe/Moscow', '2019-05-15T12:00:00Z', '15.05.2019'],
    ['ro', 'Europe/Bucharest', '2019-05-15T12:00:00Z', '15.05.2019'],
    ['en', 'Europe/London', '2019-05-15T12:00:00Z', '15 May 2019'],
    ['en', 'Europe/Moscow', '2019-02-03T12:00:00Z', '3 Feb 2019'],
    ['ru', 'Europe/Moscow', '2018-12-31T20:59:59.999Z', '31.12.2018'],
    ['ru', 'Europe/Moscow', '2018-12-31T21:00:00Z', '01.01.2019'],
    ['ru', 'Asia/Vladivostok', '2018-12-31T14:00:00Z', '01.01.2019'],
    ['ru', 'Europe/Kaliningrad', '2018-12-31T21:59:59Z', '31.12.2018'],
  ])('%s %s %s → %s', (language, timeZone, iso, date) => {
    expect(prepareArgs(textsOf(language), { expiresAt: at(iso), at: at(iso) }, timeZone)).toEqual({
      expiresAt: date,
      at: date,
    });
  });

  test('a thousand and one zones are no trouble', () => {
    const spellings = Array.from({ length: 1001 }, (_, n) =>
      [...'europe/moscow'].map((letter, i) => ((n >> i) & 1 ? letter.toUpperCase() : letter)).join(''),
    );
    const dates = spellings.map((zone) => prepareArgs(textsOf('ru'), { at: at('2018-12-31T21:00:00Z') }, zone).at);
    expect(new Set(dates)).toEqual(new Set(['01.01.2019']));
  });

  test('a zone that is none', () => {
    expect(() => prepareArgs(textsOf('ru'), { at: 0 }, 'Moscow')).toThrow(RangeError);
  });
});

describe('keys become texts', () => {
  test('under the name without Key', () => {
    expect(prepareArgs(textsOf('en'), { nameKey: 'gift.11', code: '11' }, 'UTC')).toEqual({ name: 'SMS', code: '11' });
  });

  test('an unknown key is an error', () => {
    expect(() => prepareArgs(textsOf('en'), { nameKey: 'gift.12' }, 'UTC')).toThrow('"gift.12"');
  });
});

test.each([
  [{}],
  [{ at: '2019-05-15', expiresAt: 'never', flat: 1, that: 2, Attic: 3 }],
  [{ nameKey: 5, keyName: 'gift.11', Keyed: 'gift.11', key: 'gift.11' }],
  [{ points: 500, to: '79161234567', missing: undefined }],
])('the rest stays as it is: %j', (args) => {
  const given = Object.freeze({ ...args });
  expect(prepareArgs(textsOf('en'), given, 'UTC')).toEqual(args);
});
