/** One program, one folder: points of two under one name would be one member's. */
import type { Issue } from '../../../yaml/issue.ts';
import { issueAt } from '../../../yaml/issue.ts';
import type { Draft } from '../draft.ts';

/** Programs whose name another folder has already, told at the later one. */
export function programNameIssues(drafts: readonly Draft[]): Issue[] {
  const first = new Map<string, Draft>();
  return drafts.flatMap((draft) => {
    const name = draft.core?.program;
    if (name === undefined || draft.program === null) return [];
    const other = first.get(name)?.program;
    if (other == null) first.set(name, draft);
    return other == null ? [] : [taken(name, draft.program.place(['program']), other.place(['program']))];
  });
}

type Place = ReturnType<NonNullable<Draft['program']>['place']>;

function taken(name: string, here: Place, there: Place): Issue {
  const message = `the program "${name}" is that of ${there.file}:${there.line}:${there.column}, too`;
  return issueAt(here, message, 'give this one a name of its own');
}
