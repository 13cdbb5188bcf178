/** Words typed with the keyboard in the other layout: `бонус` comes out as `,jyec`, `bonus` as `ищтгы`. */

const LATIN = '`qwertyuiop[]asdfghjkl;\'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?';
const RUSSIAN = 'ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,';

const TO_LATIN = toMap(RUSSIAN, LATIN);
const TO_RUSSIAN = toMap(LATIN, RUSSIAN);

/**
 * Takes a word; gives what appears when its keys are pressed in the other layout, in small letters, with a capital in
 * front and in capitals, since Shift changes signs (`,` and `<` are both the key of Б). Same length as the word.
 */
export function inOtherLayout(word: string): readonly string[] {
  const map = /[а-яё]/i.test(word) ? TO_LATIN : TO_RUSSIAN;
  const small = word.toLowerCase();
  const capitals = word.toUpperCase();
  const forms = [small, capitals.slice(0, 1) + small.slice(1), capitals];
  return forms.map((form) => Array.from(form, (char) => map.get(char) ?? char).join(''));
}

function toMap(from: string, to: string): ReadonlyMap<string, string> {
  return new Map(Array.from(from, (char, index) => [char, to.charAt(index)]));
}
