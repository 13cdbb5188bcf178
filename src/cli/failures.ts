/** The three ways in which a command ends badly, each with its exit code and what it prints. */
import { visible } from '../text/sanitize.ts';

/** Exit code of a check that failed or a call that was refused. */
export const FAILED = 1;
/** Exit code of wrong use: flags, files, definitions. */
export const WRONG_USE = 2;

/** The command was used wrongly: one sentence each, with the way out. */
export class WrongUse extends Error {
  override name = 'WrongUse';
  readonly complaints: readonly string[];
  constructor(...complaints: readonly string[]) {
    super(complaints.join('\n'));
    this.complaints = complaints;
  }
}

/** The command could not do its work, for a reason that a person understands. */
export class Failure extends Error {
  override name = 'Failure';
}

/** Something wrong in a definition: where, what, and how to mend it. */
export interface Issue {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly fix: string;
}

/** `FILE:LINE:COLUMN: what is wrong`, and the fix in the next line. Names of files and fields are from outside: safe to show. */
export function formatIssue({ file, line, column, message, fix }: Issue): string {
  return `${inOneLine(file)}:${line}:${column}: ${inOneLine(message)}${fix === '' ? '' : `\n    fix: ${inOneLine(fix)}`}`;
}

/** A text from outside within a line of ours: no controls, no line breaks. */
export function inOneLine(text: string): string {
  return visible(text).replaceAll('\n', ' ');
}

/** The text of the one file that all issues of an error are in, so that their lines can be shown; null = it carries none. */
export function textOf(error: unknown): string | null {
  const text = error instanceof Error ? (error as { text?: unknown }).text : undefined;
  return typeof text === 'string' ? text : null;
}

/** The issues that an error carries (definitions that do not compile), or null. */
export function issuesOf(error: unknown): readonly Issue[] | null {
  const issues = error instanceof Error ? (error as { issues?: unknown }).issues : undefined;
  return Array.isArray(issues) ? issues : null;
}
