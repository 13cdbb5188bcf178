/** Texts that only put values in, without plurals or choices: most rows and screens. */
import { isArgument, isLiteral, type Tree } from './messageTree.ts';

export type Fill = (args: Readonly<Record<string, unknown>>) => string | null;

/**
 * Fills in a plain text some ten times as fast as the library does; null where the text is not plain. The filler itself
 * gives null where a value is neither text nor number, or missing: that is the library's business.
 */
export function plainFill(tree: Tree): Fill | null {
  if (!tree.every((element) => isLiteral(element) || isArgument(element))) return null;
  const pieces = tree.map((element) => ({
    given: isArgument(element),
    value: 'value' in element ? element.value : '',
  }));
  return (args) => {
    let text = '';
    for (const { given, value } of pieces) {
      const piece = given ? args[value] : value;
      if (typeof piece !== 'string' && typeof piece !== 'number') return null;
      text += piece;
    }
    return text;
  };
}
