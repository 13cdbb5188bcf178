import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MSISDN_REASONS, type MsisdnReason, normaliseMsisdn } from '../../src/code/msisdn.ts';
import type { NumberingPlan } from '../../src/code/numberingPlan.ts';

describe('numbers that are one', () => {
  test.each([
    ['79161234567', '79161234567'],
    ['+79161234567', '79161234567'],
    ['+7 (916) 123-45-67', '79161234567'],
    ['8 916 123 45 67', '79161234567'],
    ['8(916)123-45-67', '79161234567'],
    ['8 (495) 123-45-67', '74951234567'],
    ['9161234567', '79161234567'],
    ['916 123-45-67', '79161234567'],
    ['  79161234567\n', '79161234567'],
    ['\u202a+7 916 123\u201145\u201167\u202c', '79161234567'],
    ['7\u00a0916\u00a0123\u202f45\u202f67', '79161234567'],
    ['40712345678', '40712345678'],
    ['+254 711 123 456', '254711123456'],
    ['+1 (212) 555-0123', '12125550123'],
    ['87012345678', '77012345678'],
    ['1234567', '1234567'],
    ['123456789012345', '123456789012345'],
    // With + the number is international, whatever a national one looks like.
    ['+84912345678', '84912345678'],
    ['+9607771234', '9607771234'],
  ])('%j → %s', (raw, msisdn) => {
    expect(normaliseMsisdn(raw)).toEqual({ ok: true, msisdn });
  });
});

describe('numbers that are none', () => {
  test.each<[string, MsisdnReason]>([
    ['', 'empty'],
    [' \u200b', 'empty'],
    ['+', 'characters'],
    ['()-', 'characters'],
    ['hello', 'characters'],
    ['7916123456x', 'characters'],
    ['7+9161234567', 'characters'],
    ['++79161234567', 'characters'],
    ['７９１６１２３４５６７', 'characters'],
    ['٧٩١٦١٢٣٤٥٦٧', 'characters'],
    ['7916.1234567', 'characters'],
    ['*100#', 'characters'],
    ['1', 'too-short'],
    ['12', 'too-short'],
    ['455', 'short-code'],
    ['4555', 'short-code'],
    ['+4555', 'short-code'],
    ['123456', 'short-code'],
    ['1234567890123456', 'too-long'],
    ['0079161234567', 'leading-zero'],
    ['+09161234567', 'leading-zero'],
  ])('%j: %s', (raw, reason) => {
    expect(normaliseMsisdn(raw)).toEqual({ ok: false, reason, message: MSISDN_REASONS[reason] });
  });

  test('a text of 100 000 digits: too-long', () => {
    expect(normaliseMsisdn('7'.repeat(100_000))).toMatchObject({ ok: false, reason: 'too-long' });
  });

  test('each reason says something', () => {
    for (const text of Object.values(MSISDN_REASONS)) expect(text).toMatch(/^[A-Z].*\.$/);
  });
});

describe('plans', () => {
  test('E.164 alone rewrites nothing', () => {
    const e164: NumberingPlan = { national: [] };
    expect(normaliseMsisdn('84912345678', e164)).toEqual({ ok: true, msisdn: '84912345678' });
    expect(normaliseMsisdn('9161234567', e164)).toEqual({ ok: true, msisdn: '9161234567' });
  });

  test('another country is a matter of data', () => {
    const romania: NumberingPlan = { national: [{ starts: '07', digits: 10, strip: 1, prepend: '40' }] };
    expect(normaliseMsisdn('0712 345 678', romania)).toEqual({ ok: true, msisdn: '40712345678' });
    expect(normaliseMsisdn('8 916 123 45 67', romania)).toEqual({ ok: true, msisdn: '89161234567' });
  });
});

describe('laws', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 17 });
  const written = fc.string({ unit: fc.constantFrom(...'0123456789897 -()+'), maxLength: 22 });

  test('what it gives is E.164, and stays as it is in international form', () => {
    fc.assert(
      fc.property(fc.oneof(digits, written), (raw) => {
        const found = normaliseMsisdn(raw);
        if (!found.ok) return;
        expect(found.msisdn).toMatch(/^[1-9]\d{6,14}$/);
        expect(normaliseMsisdn(`+${found.msisdn}`)).toEqual(found);
      }),
      { numRuns: 5_000 },
    );
  });

  test('normalising twice is normalising once, for all that was written without +', () => {
    fc.assert(
      fc.property(digits, (raw) => {
        const found = normaliseMsisdn(raw);
        if (found.ok) expect(normaliseMsisdn(found.msisdn)).toEqual(found);
      }),
      { numRuns: 5_000 },
    );
  });

  test('spaces, dashes and brackets never matter', () => {
    fc.assert(
      fc.property(digits, fc.array(fc.tuple(fc.nat(20), fc.constantFrom(...' -()'))), (raw, noise) => {
        const noisy = noise.reduce((text, [at, char]) => text.slice(0, at) + char + text.slice(at), raw);
        if (raw !== '') expect(normaliseMsisdn(noisy)).toEqual(normaliseMsisdn(raw));
      }),
    );
  });

  test('no string makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        expect(normaliseMsisdn(raw).ok).toBeTypeOf('boolean');
      }),
    );
  });
});
