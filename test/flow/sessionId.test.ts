import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOurs, makeSessionId, NONCE_LENGTH, readSessionId } from '../../src/flow/sessionId.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';
const nonces = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: NONCE_LENGTH, maxLength: NONCE_LENGTH });
const msisdns = fc.integer({ min: 1_000_000, max: 999_999_999_999_999 }).map(String);
const secrets = fc.constantFrom('one', 'two');

describe('the public id of a session', () => {
  test('says which phone and which session, and whose it is', () => {
    fc.assert(
      fc.property(secrets, msisdns, nonces, (secret, msisdn, nonce) => {
        const id = makeSessionId(secret, msisdn, nonce);
        expect(readSessionId(id)).toMatchObject({ msisdn, nonce });
        expect(isOurs(secret, id, msisdn, nonce)).toBe(true);
      }),
    );
  });

  test('is another one in another world and for another phone, also with the same nonce', () => {
    fc.assert(
      fc.property(msisdns, msisdns, nonces, (msisdn, other, nonce) => {
        fc.pre(msisdn !== other);
        const ids = [makeSessionId('one', msisdn, nonce), makeSessionId('two', msisdn, nonce)];
        ids.push(makeSessionId('one', other, nonce), makeSessionId('one', msisdn, nonce));
        expect(new Set(ids).size).toBe(3);
        expect(ids[3]).toBe(ids[0]);
        expect(isOurs('two', ids[0] ?? '', msisdn, nonce)).toBe(false);
      }),
    );
  });

  test('with one letter changed belongs to nobody', () => {
    const at = fc.nat({ max: 2 * NONCE_LENGTH - 1 });
    fc.assert(
      fc.property(msisdns, nonces, at, fc.constantFrom(...LETTERS), (msisdn, nonce, place, letter) => {
        const id = makeSessionId('one', msisdn, nonce);
        fc.pre(id[place] !== letter);
        const forged = id.slice(0, place) + letter + id.slice(place + 1);
        const read = readSessionId(forged);
        expect(read !== null && isOurs('one', forged, read.msisdn, read.nonce)).toBe(false);
      }),
    );
  });
});
