/** `${name|other}`: a value of the same form that is not the one of the variable, such as a wrong code. */

const DIGITS = '0123456789';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

function next(sign: string, signs: string): string {
  return signs[(signs.indexOf(sign) + 1) % signs.length] ?? sign;
}

/** Takes a text, gives another one of the same length and form: its last digit (or else its last letter) is another one; of any other text twice the text. */
export function otherOf(value: string): string {
  const digit = value.search(/\d(?!.*\d)/s);
  if (digit >= 0) return value.slice(0, digit) + next(value[digit] ?? '', DIGITS) + value.slice(digit + 1);
  const letter = value.search(/[a-z](?!.*[a-z])/is);
  if (letter < 0) return `${value}${value}x`;
  return value.slice(0, letter) + next((value[letter] ?? '').toLowerCase(), LETTERS) + value.slice(letter + 1);
}
