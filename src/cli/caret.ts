/** An issue with the line of the file that it is about, as compilers show it. */
import { caretOf } from '../script/language/caret.ts';
import { formatIssue, type Issue } from './failures.ts';

/** The place, what is wrong, the line of `text` with a caret under the place, the fix. */
export function showMistake(text: string, issue: Issue): string {
  const [head = '', ...fix] = formatIssue(issue).split('\n');
  const caret = caretOf(text, issue).split('\n');
  return [head, ...caret.map((line) => `    ${line}`), ...fix].join('\n');
}
