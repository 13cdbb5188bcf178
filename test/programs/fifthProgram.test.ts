/** A fifth program is a folder: joining it, its own events, its session script. Nothing under `src/` knows of it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANNA, BEGINNING, type Fifth, openFifth } from './support/fifth.ts';
import { memberOf } from './support/member.ts';
import { must, typeOf, worldAt } from './support/world.ts';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

let fifth: Fifth;
beforeAll(async () => {
  fifth = await openFifth();
});
afterAll(() => fifth.built.remove());

describe('its folder', () => {
  test('is sound', async () => {
    expect(await fifth.built.run(['lint', '--strict', fifth.folder])).toEqual({
      code: 0,
      output: '1 service checked (aurora-miles, 1 script file), 0 mistakes\n',
    });
    const explored = await fifth.built.run(['explore', fifth.folder]);
    expect(explored.code, explored.output).toBe(0);
  });

  test.each([
    ['in one process', () => 'local'],
    ['over HTTP', () => fifth.gateway.url],
    ['over SMPP', () => `smpp://harness:secret@${fifth.gateway.smpp}?control=${fifth.gateway.url}`],
  ])('has a session script that passes %s', async (_, via) => {
    const { code, output } = await fifth.built.run(['test', fifth.folder, '--via', via()]);
    expect(output).toMatch(/\n3 passed /);
    expect(code).toBe(0);
  });

  test('has words that no file under src/ knows', () => {
    const words = /aurora|\bnights\b|duty-free|voucher/i;
    const files = readdirSync(SRC, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const known = files.map(({ parentPath, name }) => join(parentPath, name));
    expect(known.length).toBeGreaterThan(100);
    expect(known.filter((path) => words.test(readFileSync(path, 'utf8')))).toEqual([]);
  });
});

describe('joining', () => {
  test('by USSD, at once', async () => {
    const { anna } = await fifth.newcomer();
    expect(await anna.dial('*207*1#')).toBe('You are not a member yet. Join: *207*2#');
    expect(await anna.dial('*207*2#')).toBe('Accepted. The rest comes by SMS.');
    expect(await anna.inbox()).toEqual(['Welcome to Aurora Miles! Menu: *207#']);
    expect(await anna.shown()).toMatchObject({ member: true, balance: 0, status: 'blue' });
  });

  test('on the web: pending for 2 hours, 25 for the e-mail, 250 a day after the membership has begun', async () => {
    const { world, anna } = await fifth.newcomer();
    const application = { channel: 'web', email: 'anna@example.org' };
    expect(must(await anna.write('register', application))).toMatchObject({ balance: 25, status: 'pending' });
    expect(await anna.event('hotel', { nights: 3 })).toMatchObject({ status: 422, body: { type: typeOf('pending') } });
    await world.at('2024-03-10T13:59:59.999+02:00');
    expect(await anna.shown()).toMatchObject({ member: false, status: 'pending' });
    await world.at('2024-03-10T14:00:00+02:00');
    expect(await anna.shown()).toMatchObject({ member: true, balance: 25, status: 'blue' });
    expect(await anna.event('email')).toMatchObject({ status: 422, body: { type: typeOf('already-granted') } });
    await world.at('2024-03-11T13:59:59.999+02:00');
    expect(await anna.shown()).toMatchObject({ balance: 25 });
    await world.at('2024-03-11T14:00:00+02:00');
    expect(await anna.shown()).toMatchObject({ balance: 275 });
    expect(await anna.inbox()).toEqual(['Welcome to Aurora Miles! Menu: *207#', '250 miles credited. You have: 275.']);
  });
});

describe('an event with a field of its own', () => {
  test.each([
    [1, 100],
    [3, 400],
    [7, 1000],
  ])('%i nights: %i miles', async (nights, earned) => {
    const { anna } = await fifth.joined();
    expect(must(await anna.event('hotel', { nights }))).toEqual({ earned, balance: earned });
  });

  test.each([
    ['a value that there is not', { nights: 2 }, 422, 'bad-value', { field: 'nights', expected: '1 or 3 or 7' }],
    ['a text', { nights: '7' }, 422, 'bad-value', { field: 'nights', expected: '1 or 3 or 7' }],
    ['no value', {}, 422, 'bad-value', { field: 'nights' }],
    ['half a night', { nights: 1.5 }, 400, 'invalid-field', { field: 'nights' }],
    ['more than is whole', { nights: 1e21 }, 400, 'invalid-field', { field: 'nights' }],
    ['null', { nights: null }, 400, 'invalid-field', { field: 'nights' }],
    ['a list', { nights: [7] }, 400, 'invalid-field', { field: 'nights' }],
    ['a field of nobody', { nights: 7, stars: 5 }, 400, 'invalid-field', { field: 'stars', expected: 'absent' }],
    ['a field of other events', { nights: 7, rub: 5 }, 422, 'bad-value', { field: 'rub', expected: 'absent' }],
    ['a field that is no name', { nights: 7, 'a b': 5 }, 400, 'invalid-field', { field: 'a b' }],
  ])('%s is refused, and the field is named', async (_, values, status, type, figures) => {
    const { anna } = await fifth.joined();
    const before = await anna.shown();
    const refused = await anna.event('hotel', values);
    expect(refused).toMatchObject({ status, body: { type: typeOf(type), ...figures } });
    expect(await anna.shown()).toEqual(before);
  });

  test('can be asked for on the phone', async () => {
    const { anna } = await fifth.joined();
    expect(await anna.dial('*207*5*2#')).toBe('A stay is of 1, 3 or 7 nights.');
    expect(await anna.dial('*207*5*7#')).toBe('Accepted. The rest comes by SMS.');
    expect(await anna.shown()).toMatchObject({ balance: 1000 });
  });
});

test.each([
  ['mts-bonus', 'unknown-kind'],
  ['mts-cashback', 'unknown-kind'],
  ['rostelecom-bonus', 'unknown-kind'],
  ['robokassa', 'frozen'],
])('%s beside it has neither its members nor its events', async (program, refusal) => {
  const { world, anna } = await fifth.joined();
  must(await anna.event('hotel', { nights: 7 }));
  expect((await world.get(`/v1/bonus/${program}/${ANNA}`)).status).toBe(404);
  const other = await worldAt(fifth.gateway.url, BEGINNING, [{ msisdn: ANNA, programs: { [program]: { points: 5 } } }]);
  const member = memberOf(other, program, ANNA);
  expect(await member.event('hotel', { nights: 7 })).toMatchObject({ status: 422, body: { type: typeOf(refusal) } });
  expect(await member.shown()).toMatchObject({ balance: 5 });
});

test('the books of all these worlds are right', async () => {
  const { code, output } = await fifth.built.run(['audit', '--data', fifth.gateway.data]);
  expect(output).toMatch(/^\d+ accounts checked, 0 differences\n$/);
  expect(code).toBe(0);
});
