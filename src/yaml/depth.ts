/** The guard in front of the YAML parser: what is nested too deeply is refused before it is parsed. */

/** Far above any definition, far below where the parser, which is recursive, would exhaust the stack and end the process. */
export const MAX_DEPTH = 100;

/** Openings of a line's beginning in block style: each level of `- - -` or of indentation is one at least. */
const LINE_START = /^[ \-?:]{101}/m;

/** The offset at which the text may be nested too deeply (braces in texts count too, and close again), or -1. */
export function tooDeepAt(text: string): number {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const sign = text[index];
    if (sign === '{' || sign === '[') depth++;
    if ((sign === '}' || sign === ']') && depth > 0) depth--;
    if (depth > MAX_DEPTH) return index;
  }
  return text.search(LINE_START);
}
