/** Rules of texts, as simply as can be: enough to check what is written against what was recorded. */
import type { Template, TextRule } from '../../../../src/script/language/script.ts';

/** What every variable holds. */
const HELD = '4821';

function filled(template: Template): string {
  return template.map((piece) => (typeof piece === 'string' ? piece : HELD)).join('');
}

/** Whether a text is as a rule asks for, where all variables hold 4821. */
export function isMatch(rule: TextRule, text: string): boolean {
  if (rule.rule === 'contains') return text.includes(filled(rule.text));
  if (rule.rule === 'exact') return text === filled(rule.text);
  if (rule.rule === 'matches') return new RegExp(filled(rule.pattern.source), rule.pattern.flags).test(text);
  throw new Error(`the rule ${rule.rule} is not written`);
}
