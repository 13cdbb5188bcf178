import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INPUT_TYPES } from '../../../src/session/definition/inputs.ts';
import type { RawInput } from '../../../src/session/definition/raw.ts';

function read(input: Partial<RawInput> & { type: string }, raw: string): unknown {
  const result = INPUT_TYPES[input.type]?.parse({ set: 'x', go: 'y', ...input })(raw);
  return result?.ok ? result.value : 'refused';
}

describe('input types', () => {
  test.each([
    ['msisdn', '79161234567', '79161234567'],
    ['msisdn', ' +7 (916) 123-45-67 ', '79161234567'],
    ['msisdn', '89161234567', '79161234567'],
    ['msisdn', '9161234567', '79161234567'],
    ['msisdn', '４４７９１１１２３４５６', '447911123456'],
    ['msisdn', '4555', 'refused'],
    ['msisdn', 'Маша', 'refused'],
    ['amount', '500', 500],
    ['amount', ' 007 ', 7],
    ['amount', '0', 0],
    ['amount', '-5', -5],
    ['amount', '−5', -5],
    ['amount', '999999999', 999_999_999],
    ['amount', '1000000000', 'refused'],
    ['amount', '1.5', 'refused'],
    ['amount', '1e3', 'refused'],
    ['amount', '', 'refused'],
    ['gift-code', '11', '11'],
    ['gift-code', ' 313 ', '313'],
    ['gift-code', '1', 'refused'],
    ['gift-code', '999', 'refused'],
    ['gift-code', '1234', 'refused'],
    ['gift-code', '1a', 'refused'],
    ['text', ' да ', 'да'],
    ['text', '  ', 'refused'],
    ['text', 'я'.repeat(160), 'я'.repeat(160)],
    ['text', 'я'.repeat(161), 'refused'],
  ])('%s reads %j as %j', (type, raw, value) => {
    expect(read({ type }, raw)).toBe(value);
  });

  test.each([
    [{ type: 'digits', length: 4 }, '0123', '0123'],
    [{ type: 'digits', length: 4 }, '٠123', 'refused'],
    [{ type: 'digits', length: 4 }, '012', 'refused'],
    [{ type: 'digits', length: 4 }, '01234', 'refused'],
    [{ type: 'digits', length: 4 }, '01a3', 'refused'],
    [{ type: 'text', maxLength: 2 }, 'аб', 'аб'],
    [{ type: 'text', maxLength: 2 }, 'абв', 'refused'],
    [{ type: 'pattern', pattern: '[AB]\\d+' }, 'A12', 'A12'],
    [{ type: 'pattern', pattern: '[AB]\\d+' }, 'C12', 'refused'],
    [{ type: 'pattern', pattern: '\\d+' }, '1'.repeat(33), 'refused'],
    [{ type: 'pattern', pattern: '\\d+', maxLength: 3 }, '1234', 'refused'],
  ])('%j reads %j as %j', (input, raw, value) => {
    expect(read(input, raw)).toBe(value);
  });

  test('no answer makes any of them throw', () => {
    const inputs = Object.keys(INPUT_TYPES).map((type) => ({ type, length: 4, pattern: '\\d+' }));
    fc.assert(
      fc.property(fc.constantFrom(...inputs), fc.string({ unit: 'binary' }), (input, raw) => {
        expect(['string', 'number']).toContain(typeof read(input, raw));
      }),
    );
  });
});
