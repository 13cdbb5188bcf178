/** The forms under which a keyword is known: as written, by its aliases, and as people mistype it. */
import { fold } from './fold.ts';
import { inOtherLayout } from './layout.ts';
import { transliterate } from './transliterate.ts';

/**
 * Takes a folded form; true if it must be typed exactly. A command of one character or of digits alone is too easily
 * hit by accident (`0` may burn all points at once: `O`, `00`, `0.` must not do it), so it gets no generated alias, no
 * tolerance for punctuation and no suggestion.
 */
export function isStrict(folded: string): boolean {
  return folded.length <= 1 || /^\d+$/.test(folded);
}

/** Takes a word as written; gives its generated forms, folded: transliterations and the wrong keyboard layout. */
export function generateForms(word: string): readonly string[] {
  if (isStrict(fold(word))) return [];
  const forms = [...transliterate(word.normalize('NFKC').toUpperCase()), ...inOtherLayout(word)].map(fold);
  return [...new Set(forms)].filter((form) => !isStrict(form));
}
