/** The line in which a person types an answer, as a pure function of keys. */
import { charactersOf } from '../../text/width.ts';

/** A key as `node:readline` names it. */
export interface Key {
  /** What it types; undefined for keys that type nothing. */
  readonly text?: string | undefined;
  readonly name?: string | undefined;
  readonly ctrl?: boolean | undefined;
  readonly meta?: boolean | undefined;
}

export type Edit =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'send' }
  | { readonly kind: 'hangUp' }
  | { readonly kind: 'escape' };

/** More than a phone takes (182 septets); the rest of a paste is dropped. */
const LONGEST = 200;

/** What a key does to a line. */
export function edit(line: string, key: Key): Edit {
  if (key.ctrl) return editByControl(line, key.name);
  switch (key.name) {
    case 'return':
    case 'enter':
      return { kind: 'send' };
    case 'escape':
      return { kind: 'escape' };
    case 'backspace':
      return { kind: 'line', line: charactersOf(line).slice(0, -1).join('') };
    default:
      return { kind: 'line', line: typed(line, key) };
  }
}

function editByControl(line: string, name: string | undefined): Edit {
  if (name === 'c' || (name === 'd' && line === '')) return { kind: 'hangUp' };
  if (name === 'u') return { kind: 'line', line: '' };
  if (name === 'h') return { kind: 'line', line: charactersOf(line).slice(0, -1).join('') };
  return { kind: 'line', line };
}

function typed(line: string, { text, meta }: Key): string {
  const printable = text !== undefined && !meta && !/\p{Cc}/u.test(text);
  return printable && line.length + text.length <= LONGEST ? line + text : line;
}
