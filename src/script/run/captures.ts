/** Variables that a step fills. */
import type { InboxSms } from '../../flow/api.ts';
import type { Capture, Step } from '../language/script.ts';
import { matchOf } from './boundedMatch.ts';
import { finding } from './expect/finding.ts';
import type { Finding } from './result.ts';
import type { Acted, Stage } from './stage.ts';
import { patternOf, type Scalar, showPattern, type Variables } from './variables.ts';

/** Fills them one after the other. @returns the first one that is nowhere to be found */
export function capture(
  { captures }: Step,
  acted: Acted,
  sms: readonly InboxSms[],
  { variables }: Stage,
): Finding | null {
  for (const each of captures) {
    const value = valueIn(each, acted, sms, variables);
    if (value === undefined) return notFound(each, acted, sms, variables);
    variables.set(each.variable, value);
  }
  return null;
}

function valueIn(
  { from }: Capture,
  { screens, returned }: Acted,
  sms: readonly InboxSms[],
  variables: Variables,
): Scalar | undefined {
  if (from.kind === 'returned') return scalar(returned?.[from.field]);
  const pattern = patternOf(from.pattern, variables);
  const onScreen = from.kind === 'sms' ? [] : screens.map(({ text }) => text);
  const inSms = from.kind === 'screen' ? [] : sms.map(({ text }) => text);
  for (const text of [...onScreen, ...inSms]) {
    const match = matchOf(pattern, text);
    if (match !== null) return match[1] ?? match[0];
  }
  return undefined;
}

function scalar(value: unknown): Scalar | undefined {
  return ['string', 'number', 'boolean'].includes(typeof value) ? (value as Scalar) : undefined;
}

function notFound(
  { variable, place, from }: Capture,
  { screens, returned }: Acted,
  sms: readonly InboxSms[],
  variables: Variables,
): Finding {
  if (from.kind === 'returned') {
    return finding(place, `$${variable} cannot be captured.`, `an answer with ${from.field}`, JSON.stringify(returned));
  }
  const texts = [...screens.map(({ text }) => text), ...sms.map(({ text }) => `SMS: ${text}`)];
  return finding(
    place,
    `$${variable} cannot be captured.`,
    showPattern(patternOf(from.pattern, variables)),
    texts.join('\n') || '(nothing)',
  );
}
