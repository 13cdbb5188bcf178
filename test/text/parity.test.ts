import { expect, test } from 'vitest';
import { compileTexts } from '../../src/text/catalog.ts';
import { parity } from '../../src/text/parity.ts';

const ru = compileTexts('ru', { only: 'только', b: '{x} {y}', broken: '{x}', a: 'а' }).texts;
const en = compileTexts('en', { a: 'a', b: '{x} {z}', broken: '{x' }).texts;
const ro = compileTexts('ro', { b: '{x} {y, plural, =0 {} other {{z}}}', broken: '{x}' }).texts;

test('gaps come by key and language', () => {
  expect(parity([ru, en, ro])).toEqual([
    { kind: 'text', language: 'ro', key: 'a' },
    { kind: 'argument', language: 'ru', key: 'b', argument: 'z' },
    { kind: 'argument', language: 'en', key: 'b', argument: 'y' },
    { kind: 'text', language: 'en', key: 'only' },
    { kind: 'text', language: 'ro', key: 'only' },
  ]);
});

test.each([[[]], [[ru]], [[ru, ru]]])('nothing is missing (case %#)', (catalogs) => {
  expect(parity(catalogs)).toEqual([]);
});
