import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTime, writeAbsoluteTime } from '../../../src/smpp/message/times.ts';

const { filters } = createRequire(import.meta.url)('smpp/lib/defs.js') as {
  filters: { time: { encode(date: Date): string; decode(text: string): Date } };
};

const DAY = 86_400_000;
const at = (iso: string) => ({ at: Date.parse(iso) });
const fromNow = (ms: number) => ({ after: ms });

describe('readTime', () => {
  test.each([
    ['nothing', '', 'absent'],
    ['UTC', '221122031500000+', at('2022-11-22T03:15:00Z')],
    ['UTC, the other sign', '221122031500000-', at('2022-11-22T03:15:00Z')],
    ['tenths', '221122031500700+', at('2022-11-22T03:15:00.700Z')],
    ['Moscow is ahead', '221122031500012+', at('2022-11-22T00:15:00Z')],
    ['New York is behind', '221122031500020-', at('2022-11-22T08:15:00Z')],
    ['Kathmandu: quarters', '221122031500023+', at('2022-11-21T21:30:00Z')],
    ['the greatest offset', '221122031500048+', at('2022-11-21T15:15:00Z')],
    ['over the end of a year', '221231235959948-', at('2023-01-01T11:59:59.900Z')],
    ['29 February of a leap year', '240229000000000+', at('2024-02-29T00:00:00Z')],
    ['the last year', '991231235959900+', at('2099-12-31T23:59:59.900Z')],
    ['the first year', '000101000000000+', at('2000-01-01T00:00:00Z')],
    ['now', '000000000000000R', fromNow(0)],
    ['a second', '000000000001000R', fromNow(1000)],
    ['a week', '000007000000000R', fromNow(7 * DAY)],
    ['a bit of everything', '000001020304000R', fromNow(DAY + 2 * 3_600_000 + 3 * 60_000 + 4000)],
    ['a month is 30 days', '000100000000000R', fromNow(30 * DAY)],
    ['a year is 365 days', '010000000000000R', fromNow(365 * DAY)],
    ['the longest', '991231235959000R', fromNow((99 * 365 + 12 * 30 + 32) * DAY - 1000)],
  ])('%s: %s', (_, text, time) => {
    expect(readTime(text)).toEqual(time);
  });

  test.each([
    ['too short', '22112203150000+'],
    ['too long', '2211220315000000+'],
    ['no time', '2211220315'],
    ['only an R', 'R'],
    ['month 13', '221322031500000+'],
    ['month 0', '220022031500000+'],
    ['day 0', '221100031500000+'],
    ['30 February', '240230000000000+'],
    ['29 February of a common year', '230229000000000+'],
    ['31 April', '220431000000000+'],
    ['hour 24', '221122240000000+'],
    ['minute 60', '221122036000000+'],
    ['second 60', '221122031560000+'],
    ['offset 49', '221122031500049+'],
    ['an unknown sign', '221122031500000Z'],
    ['a small r', '000007000000000r'],
    ['a space', '2211 2031500000+'],
    ['a sign within', '2211-2031500000+'],
    ['full-width digits', '２21122031500000+'],
    ['relative with tenths', '000007000000100R'],
    ['relative with an offset', '000007000000004R'],
    ['relative, 13 months', '001300000000000R'],
    ['relative, 32 days', '000032000000000R'],
    ['relative, 24 hours', '000000240000000R'],
    ['relative, 60 minutes', '000000006000000R'],
    ['relative, 60 seconds', '000000000060000R'],
  ])('%s is wrong: %s', (_, text) => {
    expect(readTime(text)).toBe('wrong');
  });

  test('any text is a time or wrong', () => {
    const character = fc.constantFrom(...'0123456789+-R 9');
    fc.assert(
      fc.property(fc.string({ unit: character, minLength: 15, maxLength: 17 }), (text) => {
        const time = readTime(text);
        if (typeof time !== 'string') expect(Object.values(time)).toEqual([expect.any(Number)]);
        if (text.length !== 16) expect(time).toBe('wrong');
      }),
    );
  });
});

describe('writing times', () => {
  const CENTURY_FROM = Date.UTC(2000, 0, 1);
  const CENTURY_TO = Date.UTC(2099, 11, 31, 23, 59, 59, 999);
  const instants = fc.integer({ min: CENTURY_FROM, max: CENTURY_TO });

  test('an instant', () => {
    expect(writeAbsoluteTime(Date.parse('2022-11-22T03:04:05.678Z'))).toBe('221122030405600+');
    expect(writeAbsoluteTime(Date.parse('2150-01-01T00:00:00Z'))).toBe('500101000000000+');
    expect(writeAbsoluteTime(Date.parse('+012345-01-01T00:00:00Z'))).toBe('450101000000000+');
  });

  test('an instant comes back to the tenth of a second', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        expect(readTime(writeAbsoluteTime(instant))).toEqual({ at: Math.floor(instant / 100) * 100 });
      }),
    );
  });

  test('an instant is written as npm smpp writes it, and read as it reads it', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const text = writeAbsoluteTime(instant);
        expect(text).toBe(filters.time.encode(new Date(instant)));
        expect(filters.time.decode(text).getTime()).toBe(Math.floor(instant / 100) * 100);
      }),
    );
  });
});
