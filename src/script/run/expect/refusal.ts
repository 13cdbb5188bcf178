/** Whether a step is refused, and how. */
import type { Expected, Refusal, Step } from '../../language/script.ts';
import type { Finding } from '../result.ts';
import type { Acted } from '../stage.ts';
import { type Variables, valuesOf } from '../variables.ts';
import { includes } from './facts.ts';
import { finding, shownValue } from './finding.ts';

type Refused = Extract<Acted['reply'], { readonly ok: false }>;

/** Null where the step is refused as it says, or where it says nothing and is taken. */
export function checkRefusal(
  { place, expect }: Pick<Step, 'place' | 'expect'>,
  acted: Acted,
  variables: Variables,
): Finding | null {
  const { reply } = acted;
  if (expect.refused !== undefined) return checkRefused(expect.refused, acted, variables);
  return reply.ok ? null : finding(place, 'The step is refused.', 'not refused', inWords(reply));
}

function checkRefused(
  { place, value }: Expected<Refusal>,
  { reply, screens }: Acted,
  variables: Variables,
): Finding | null {
  const figures = valuesOf(value.figures, variables);
  const wanted = `refused: ${value.word}${lines(figures)}`;
  if (reply.ok) {
    const seen = screens.map(({ text }) => text).join('\n') || 'not refused';
    return finding(place, 'The step is not refused.', wanted, seen);
  }
  if (reply.word === value.word && includes(reply.figures, figures)) return null;
  return finding(place, 'The step is refused in another way.', wanted, inWords(reply));
}

function inWords({ word, figures, detail }: Refused): string {
  return `refused: ${word}${lines(figures)}${detail === '' ? '' : `\n${detail}`}`;
}

function lines(figures: Readonly<Record<string, unknown>>): string {
  return Object.entries(figures)
    .map(([name, value]) => `\n${name}: ${shownValue(value)}`)
    .join('');
}
