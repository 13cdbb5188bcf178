/** Content for the tests of parts and their assembly. */
import fc from 'fast-check';
import type { Content } from '../../../src/smpp/message/pieces.ts';

/** An SMS of text. */
export function sms(text: string, flash = false): Content {
  return { kind: 'text', text, flash };
}

const latin = fc.constantFrom('a', 'Z', '1', ' ', '\n', '@', 'ü', '€', '{', '\\');
const any = fc.constantFrom('a', 'я', 'ș', '👍', '€', '\ud83d', '\udc4d');

const joined = (characters: readonly string[]) => characters.join('');

/** Texts of one to some six parts, in GSM-7 and in UCS2. */
export const texts = fc.oneof(textsOf(latin, 0, 800), textsOf(any, 0, 400));

/** Texts of two parts and more. */
export const longTexts = fc.oneof(textsOf(latin, 161, 800), textsOf(any, 161, 400));

function textsOf(character: fc.Arbitrary<string>, minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc.array(character, { minLength, maxLength, size: 'max' }).map(joined);
}
