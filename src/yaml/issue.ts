/** What a check of a definition finds: where it is, what is wrong and what to write instead. */

/** A place in a file; line and column count from 1, as editors do. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Lines of a file, the first and the last of them among them. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

export interface Issue extends Place {
  readonly message: string;
  /** What to do about it, as an order: `write …`, `add …`, `did you mean …?`. */
  readonly fix: string;
}

/** Makes an issue of a place and two short sentences. */
export function issueAt({ file, line, column }: Place, message: string, fix: string): Issue {
  return { file, line, column, message, fix };
}

/** A sentence as a clause of an issue: without the full stop. */
export function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

/** Orders places by file, line and column. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

function compareIssues(a: Issue, b: Issue): number {
  return comparePlaces(a, b) || (a.message < b.message ? -1 : 1);
}

/** The issues by file, line and column, each once. */
export function sortIssues(issues: readonly Issue[]): Issue[] {
  const once = new Map(issues.map((issue) => [JSON.stringify(issue), issue]));
  return [...once.values()].sort(compareIssues);
}

/** `file:line:column: message; fix`, the form editors and terminals make clickable. */
export function formatIssue({ file, line, column, message, fix }: Issue): string {
  return `${file}:${line}:${column}: ${message}; ${fix}`;
}
