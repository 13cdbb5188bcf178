/** SMS worth sending to a short code: each keyword, an input, a near misspelling, and something else. */
import type { KeywordRoute, Question, Service, SmsRoute } from '../session/types.ts';
import type { Values } from '../session/values.ts';
import { rightAnswers } from './answers.ts';

/** An SMS, and where the route leads it. */
export interface Text {
  readonly text: string;
  readonly go: string;
  readonly vars: Values;
}

/** One SMS for each way that the route has. */
export function textsTo(service: Service, { keywords, question, suggest, otherwise }: SmsRoute): readonly Text[] {
  const known = keywords.map(({ word, go }) => ({ text: word, go, vars: {} }));
  const read = question === null ? [] : inputs(service, question);
  return [...known, ...read, ...misspelt(keywords, suggest), { text: '?', go: otherwise, vars: {} }];
}

function inputs(service: Service, question: Question): Text[] {
  return rightAnswers(service, question).flatMap((text) => {
    const read = question.parse(text);
    return read.ok ? [{ text, go: question.go, vars: { [question.set]: read.value } }] : [];
  });
}

/** A near misspelling of the longest keyword. */
function misspelt(keywords: readonly KeywordRoute[], suggest: string | null): Text[] {
  const longest = keywords.reduce((most, { word }) => (word.length > most.length ? word : most), '');
  return suggest === null || longest === '' ? [] : [{ text: `${longest}ъ`, go: suggest, vars: { meant: longest } }];
}
