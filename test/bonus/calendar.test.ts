import { describe, expect, it } from 'vitest';
import { addMonths, fullYears, isTimeZone, localDay, parseDuration, parseInstant } from '../../src/bonus/calendar.ts';
import { DAY, moscow } from './support.ts';

const utc = (text: string) => Date.parse(`${text}Z`);

describe('local days', () => {
  it.each([
    ['2018-12-31T20:59:59.999', 'Europe/Moscow', '2018-12-31', 2018],
    ['2018-12-31T21:00:00.000', 'Europe/Moscow', '2019-01-01', 2019],
    ['2018-12-31T11:59:59.999', 'Asia/Kamchatka', '2018-12-31', 2018],
    ['2018-12-31T12:00:00.000', 'Asia/Kamchatka', '2019-01-01', 2019],
    ['2018-12-31T21:59:59.999', 'Europe/Chisinau', '2018-12-31', 2018],
    ['2018-12-31T22:00:00.000', 'Europe/Chisinau', '2019-01-01', 2019],
    ['2019-03-31T01:00:00.000', 'Europe/Chisinau', '2019-03-31', 2019],
  ])('%s UTC in %s is %s', (at, zone, day, year) => {
    expect(localDay(utc(at), zone)).toMatchObject({ day, month: day.slice(0, 7), year });
  });

  it('is asked forth and back over midnight and answers the same', () => {
    const midnight = moscow('2019-05-15T00:00');
    const days = [midnight, midnight - 1, midnight, midnight - 1].map((at) => localDay(at, 'Europe/Moscow').day);
    expect(days).toEqual(['2019-05-15', '2019-05-14', '2019-05-15', '2019-05-14']);
  });

  it('has 23 hours when summer time begins', () => {
    const { start, end } = localDay(utc('2019-03-31T12:00:00'), 'Europe/Chisinau');
    expect(end - start).toBe(DAY - 3_600_000);
  });

  it('ends its year at the local midnight', () => {
    expect(localDay(moscow('2018-06-01T12:00'), 'Europe/Moscow').nextYear).toBe(moscow('2019-01-01T00:00'));
  });

  it('refuses an unknown zone', () => {
    expect(() => localDay(0, 'Europe/Moskva')).toThrow(RangeError);
    const zones = ['Europe/Moscow', 'Europe/Moskva', '', '2020-01-01T00:00Z', '2020-01-01T00:00[Europe/Moscow]'];
    expect(zones.filter(isTimeZone)).toEqual(['Europe/Moscow']);
  });
});

describe('months and years', () => {
  it.each([
    ['2019-01-31T10:00', 1, '2019-02-28T10:00'],
    ['2016-09-01T00:00', 24, '2018-09-01T00:00'],
    ['2016-02-29T12:30', 12, '2017-02-28T12:30'],
  ])('%s and %i months are %s', (from, months, to) => {
    expect(addMonths(moscow(from), months, 'Europe/Moscow')).toBe(moscow(to));
  });

  it.each([
    ['2004-05-15T12:00', '2019-05-14T23:59:59.999', 14],
    ['2004-05-15T12:00', '2019-05-15T00:00', 15],
    ['2016-02-29T00:00', '2017-02-28T00:00', 0],
    ['2016-02-29T00:00', '2017-03-01T00:00', 1],
    ['2019-05-15T00:00', '2018-05-15T00:00', 0],
  ])('from %s to %s are %i full years', (from, to, years) => {
    expect(fullYears(moscow(from), moscow(to), 'Europe/Moscow')).toBe(years);
  });
});

describe('what files write', () => {
  it.each([
    ['PT2H', 7_200_000],
    ['PT5M', 300_000],
    ['P1D', DAY],
    ['PT0S', 0],
    ['P1M', null],
    ['-PT5M', null],
    ['PT0.25S', 250],
    ['PT0.0005S', null],
    ['PT0.0000000005H', null],
    ['PT9007199254740991S', null],
    ['5 minutes', null],
  ])('duration %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each([
    ['2019-05-15T00:00:00+03:00', moscow('2019-05-15T00:00')],
    ['2019-05-14T21:00:00Z', moscow('2019-05-15T00:00')],
    ['2019-05-15T00:00:00', null],
    ['2019-02-30T00:00:00Z', null],
  ])('instant %s', (text, at) => {
    expect(parseInstant(text)).toBe(at);
  });
});
