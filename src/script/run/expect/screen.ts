/** What the screen of a step must show, and whether the dialogue goes on. */
import type { Expected, TextExpect } from '../../language/script.ts';
import type { Reply, Shown } from '../../wire.ts';
import type { Finding } from '../result.ts';
import type { Variables } from '../variables.ts';
import { finding } from './finding.ts';
import { checkText, describeRule } from './text.ts';

/** @param screens what the step showed, of pages several, in their order */
export function checkShows(
  { value, place }: TextExpect,
  screens: readonly Shown[],
  variables: Variables,
): Finding | null {
  const pages = screens.map(({ text }) => text);
  if (pages.length > 0) return checkText(value, { subject: 'The screen', pages, text: pages.join('\n') }, variables);
  const wanted = value.map((rule) => describeRule(rule, variables)).join('\n');
  return finding(place, 'The phone shows no screen.', wanted, '(no screen)');
}

/** Whether the dialogue is over after the last screen. */
export function checkEnds({ value, place }: Expected<boolean>, screens: readonly Shown[]): Finding | null {
  const last = screens.at(-1);
  if (last === undefined) return finding(place, 'The phone shows no screen.', inWords(value), '(no screen)');
  if (last.awaiting !== value) return null;
  const what = value ? 'The dialogue goes on.' : 'The dialogue is over.';
  return finding(place, what, inWords(value), `${inWords(!value)}:\n${last.text}`, { place, value: !value });
}

/** The same of a phone that does nothing. @param dialogue whether it is in one by now */
export function checkOver({ value, place }: Expected<boolean>, dialogue: Reply<boolean>): Finding | null {
  if (!dialogue.ok) {
    return finding(place, 'Whether the dialogue goes on cannot be read.', inWords(value), `refused: ${dialogue.word}`);
  }
  if (dialogue.value !== value) return null;
  const what = value ? 'The dialogue goes on.' : 'The dialogue is over.';
  return finding(place, what, inWords(value), inWords(!value), { place, value: !value });
}

function inWords(ends: boolean): string {
  return ends ? 'the dialogue ends' : 'the dialogue goes on';
}
