/** Warnings about keywords that a slip of the finger, or a phone without Cyrillic, makes into each other. */
import { fold, loosen } from '../../../code/fold.ts';
import { generateForms, isStrict } from '../../../code/keywordForms.ts';
import { findNearest } from '../../../code/nearest.ts';
import type { Issue } from '../../../yaml/issue.ts';
import { issueAt } from '../../../yaml/issue.ts';
import type { Check, Draft } from '../draft.ts';
import type { RawSmsRoute } from '../raw.ts';

/** One way to write a command. */
interface Written {
  readonly text: string;
  readonly go: string;
  /** Place of its keyword in the list. */
  readonly at: number;
  /** Every form in which it is understood, loosened. */
  readonly forms: readonly string[];
}

function writtenIn({ keywords }: RawSmsRoute): Written[] {
  return keywords.flatMap(({ word = '', aliases = [], go }, at) =>
    [word, ...aliases].filter((text) => !isStrict(fold(text))).map((text) => ({ text, go, at, forms: formsOf(text) })),
  );
}

function formsOf(text: string): string[] {
  return [fold(text), ...generateForms(text)].filter((form) => !isStrict(form)).map(loosen);
}

/** The first command of another meaning that this one nearly spells. */
function nearOf(one: Written, earlier: readonly Written[]): Written | undefined {
  const typed = loosen(fold(one.text));
  return earlier.find((other) => {
    const forms = new Map(other.forms.map((form) => [form, other]));
    return other.go !== one.go && findNearest(forms, typed) !== null;
  });
}

function nearIssues({ source }: Draft, route: RawSmsRoute, index: number): Issue[] {
  const written = writtenIn(route);
  return written.flatMap((one, position) => {
    const near = nearOf(one, written.slice(0, position));
    if (near === undefined) return [];
    const path = ['routes', index, 'keywords'];
    const { line } = source.place([...path, near.at], 'key');
    const message = `"${one.text}" is nearly "${near.text}" of line ${line}, which does something else`;
    return [issueAt(source.place([...path, one.at], 'key'), message, 'choose a word that a slip does not make of it')];
  });
}

/** Keywords of one short code that are near to each other and lead to different states. */
export const checkNearKeywords: Check = (draft) =>
  draft.raw.routes.flatMap(({ route, index }) => ('sms' in route ? nearIssues(draft, route, index) : []));
