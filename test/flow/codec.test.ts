import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeAccount, decodeSession, encodeAccount, encodeSession } from '../../src/flow/codec.ts';
import { readAccount } from '../../src/flow/knownAccounts.ts';
import type { Session } from '../../src/session/types.ts';

const texts = fc.string({ unit: 'grapheme', maxLength: 20 });
const counts = fc.nat({ max: 9 });
const values = fc.dictionary(texts, fc.oneof(texts, fc.integer()), { maxKeys: 3, noNullPrototype: true });
const notices = fc.record({ key: texts, args: values }, { requiredKeys: ['key'] });
const times = fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) });

const required = { nonce: texts, service: texts, state: texts, startedAt: times, expiresAt: times, step: fc.nat() };
const optional = {
  back: fc.array(texts, { maxLength: 8 }),
  vars: values,
  page: counts,
  tries: counts,
  notice: notices,
  data: values,
  ahead: counts,
  dropped: fc.constant(true as const),
  wire: fc.constantFrom('smpp', 'cli'),
  reference: texts,
};
const sessions: fc.Arbitrary<Session> = fc.record(
  { ...required, ...optional },
  { requiredKeys: ['nonce', 'service', 'state', 'startedAt', 'expiresAt', 'step'], noNullPrototype: true },
);

describe('a session', () => {
  /** An empty history is none. */
  const told = ({ back, ...rest }: Session) => (back === undefined || back.length === 0 ? rest : { ...rest, back });

  test('comes back as it was', () => {
    fc.assert(
      fc.property(sessions, (session) => {
        expect(told(decodeSession(encodeSession(session)))).toEqual(told(session));
      }),
    );
  });

  test('whatever signs its names are made of', () => {
    const signs = fc.string({ unit: fc.constantFrom('|', ',', '=', '{', '"', '\\', 'a'), maxLength: 4 });
    const names = { nonce: signs, service: signs, state: signs, wire: signs, reference: signs };
    const more = { back: fc.array(signs, { maxLength: 4 }), vars: fc.record({ name: signs }) };
    const awkward = fc.record({ ...required, ...names, ...more }, { noNullPrototype: true });
    fc.assert(
      fc.property(awkward, (session) => {
        expect(told(decodeSession(encodeSession(session)))).toEqual(told(session));
      }),
    );
  });

  test.each(['', 'a|b', '["a","b"]', '{"a":'])('%j is none', (value) => {
    expect(() => decodeSession(value)).toThrow(SyntaxError);
  });

  test('on its first screen is short', () => {
    const session = {
      nonce: 'VY2OqKzC',
      service: 'mts-bonus',
      state: 'root',
      startedAt: Date.UTC(2018, 2, 10),
      expiresAt: Date.UTC(2018, 2, 10, 0, 3),
      step: 1,
    };
    expect(encodeSession(session).length).toBeLessThanOrEqual(70);
  });
});

describe('an account', () => {
  const account = { msisdn: '79161112233', profile: {}, smsCount: 1, programs: {} };

  test('remembers its last four commits', () => {
    const { tags } = ['a', 'b', 'c', 'd', 'e'].reduce(
      (stored, etag) => decodeAccount(encodeAccount(stored.account, stored.tags, etag)),
      { account, tags: [] } as ReturnType<typeof decodeAccount>,
    );
    expect(tags).toEqual(['b', 'c', 'd', 'e']);
  });

  test('that was read before is another one as soon as the store says something else under the same version', () => {
    const stored = (smsCount: number) => ({ etag: 'same', value: encodeAccount({ ...account, smsCount }, [], 'same') });
    const read = [1, 1, 2, 1].map((smsCount) => readAccount(stored(smsCount)).account.smsCount);
    expect(read).toEqual([1, 1, 2, 1]);
  });

  test('is remembered a thousand times over without harm', () => {
    const read = Array.from({ length: 2_500 }, (_, n) => {
      const etag = `etag${n % 1_100}`;
      return readAccount({ etag, value: encodeAccount({ ...account, smsCount: n }, [], etag) }).account.smsCount;
    });
    expect(read).toEqual(Array.from({ length: 2_500 }, (_, n) => n));
  });
});
