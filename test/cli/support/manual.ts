/** A manual as steps: what it tells its reader to write and to type, in order. */

/** A part of a file changes: `before` stands there once, and becomes `after`. */
export interface Change {
  readonly kind: 'change';
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** What stands in a file already, or is added at its end. */
export interface Part {
  readonly kind: 'stands' | 'added';
  readonly file: string;
  readonly text: string;
}

export interface Typed {
  readonly kind: 'typed';
  readonly command: string;
  /** What is printed; `…` stands for anything, and alone in a line for any lines. */
  readonly printed: string;
}

export type FileStep = Change | Part;
export type ManualStep = FileStep | Typed;

export function isFileStep(step: ManualStep): step is FileStep {
  return step.kind !== 'typed';
}

const MARKED = /^(In|Add to) `([^`]+)`:$|^```(\w+)\n(.*?)^```$/gms;

/** The steps of a manual. A block belongs to the file that was named last. */
export function stepsOf(manual: string): readonly ManualStep[] {
  const steps: ManualStep[] = [];
  let file = '';
  let kind: Part['kind'] = 'stands';
  for (const [, verb, named, language, text = ''] of manual.matchAll(MARKED)) {
    if (named !== undefined) {
      file = named;
      kind = verb === 'In' ? 'stands' : 'added';
    } else if (language === 'console') steps.push(...typedIn(text));
    else if (language === 'diff') steps.push({ kind: 'change', file, ...changeIn(text) });
    else steps.push({ kind, file, text });
  }
  return steps;
}

function typedIn(text: string): readonly Typed[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((one) => {
      const end = one.indexOf('\n');
      return { kind: 'typed', command: one.slice(0, end), printed: one.slice(end + 1) };
    });
}

function changeIn(text: string): { readonly before: string; readonly after: string } {
  const lines = text.match(/.*\n/g) ?? [];
  const without = (sign: string) => lines.filter((line) => !line.startsWith(sign));
  const bare = (kept: readonly string[]) => kept.map((line) => line.slice(1) || '\n').join('');
  return { before: bare(without('+')), after: bare(without('-')) };
}

/** What is printed as a pattern. */
export function patternOf(printed: string): RegExp {
  const literal = printed.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll(/^…\n/gm, '(?:.*\\n)*').replaceAll('…', '.+')}$`);
}
