/** How wide a text will be, about: fonts differ, so that it is guessed on the wide side. */

/** Widths in em of letters in the widest of the usual sans-serif fonts. */
function emOf(character: string): number {
  if (/[iljtfr.,:;'|!()[\]]/.test(character)) return 0.42;
  if (/[\u1100-\uffdc]|\p{Emoji_Presentation}/u.test(character)) return 1.15;
  if (/[mwMWЖШЩЮМЫФжшщюмыф@%]/.test(character)) return 0.95;
  if (/\p{Lu}/u.test(character)) return 0.74;
  return character === ' ' ? 0.34 : 0.63;
}

/** Width of a text in px at a size of font in px. */
export function widthOf(text: string, size: number): number {
  let em = 0;
  for (const character of text) em += emOf(character);
  return em * size;
}

/** The text, cut with … to be no wider than this. */
export function shortened(text: string, size: number, most: number): string {
  if (widthOf(text, size) <= most) return text;
  const characters = [...text];
  while (characters.length > 0 && widthOf(`${characters.join('')}…`, size) > most) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

/** The words on as many lines as they need, none wider than this unless a word is. `between`: what parts two words of a line. */
export function wrapped(words: readonly string[], between: string, size: number, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last}${between}${word}`;
    if (last !== undefined && widthOf(longer, size) <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
