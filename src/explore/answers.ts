/** What a person could answer to a screen: each option, right and wrong answers, and the keys that turn pages and lead back. */

import { emptyAccount } from '../bonus/core.ts';
import type { Item } from '../bonus/types.ts';
import { rowsOf } from '../session/rows.ts';
import type { ListState, Question, Service, Session, State, StepContext } from '../session/types.ts';
import { LONGEST_MSISDN } from './figures.ts';
import { sampleOf } from './patternSample.ts';

/** Longest answer that is tried, in UTF-16 units; no input type takes a longer one. */
const LONGEST = 160;

/** Answers that hardly any question takes; of those that a question does take, the next one is wrong. */
const WRONG = ['?', '-', '0'.repeat(40), '?'.repeat(LONGEST + 1)];

const FIXED: Readonly<Record<string, readonly string[]>> = {
  msisdn: [`+${LONGEST_MSISDN}`],
  amount: ['999999999', '0'],
};

/** Answers worth trying at a state of a session, each once. A list gives its first, last and longest row. */
export function answersAt(ctx: StepContext, session: Session, state: State): readonly string[] {
  if (state.kind === 'call') return [];
  const { next, back, main } = ctx.service.keys;
  if (state.kind === 'end') return [next];
  const question = state.kind === 'list' ? null : state.question;
  const choices =
    state.kind === 'menu'
      ? state.options.map(({ key }) => key)
      : state.kind === 'list'
        ? rows(ctx, session, state)
        : [];
  const right = question === null ? [] : rightAnswers(ctx.service, question);
  return [...new Set([...choices, ...right, next, back, main, ...wrongAnswers(question)])];
}

/** Right answers to a question, at most three; none where we cannot make one up. */
export function rightAnswers(service: Service, question: Question): readonly string[] {
  return candidates(service, question)
    .filter((answer) => question.parse(answer).ok)
    .slice(0, 3);
}

function candidates({ core }: Service, { input, pattern }: Question): readonly string[] {
  const lengths = Array.from({ length: LONGEST }, (_, index) => LONGEST - index);
  switch (input) {
    case 'digits':
      return lengths.map((length) => '9'.repeat(length));
    case 'text':
      return [...lengths.map((length) => 'Ж'.repeat(length)).slice(0, LONGEST)];
    case 'pattern':
      return pattern === undefined ? [] : [sampleOf(pattern, 'more'), sampleOf(pattern, 'least')];
    case 'gift-code':
      return [...giftCodes(core?.list(emptyAccount(''), 'catalogue', 0) ?? []), '998'];
    default:
      return FIXED[input] ?? [];
  }
}

function giftCodes(rows: readonly Item[]): string[] {
  return rows.slice(0, 1).map(({ code }) => String(code));
}

function wrongAnswers(question: Question | null): readonly string[] {
  return WRONG.filter((answer) => question === null || !question.parse(answer).ok).slice(0, 1);
}

function rows(ctx: StepContext, session: Session, state: ListState): string[] {
  if (state.pick === null) return [];
  const { by } = state.pick;
  const shown = rowsOf(ctx, emptyAccount(''), state, session.vars ?? {});
  const length = (row: Item) => JSON.stringify(row).length;
  const longest = shown.reduce<Item | undefined>(
    (most, row) => (most && length(most) >= length(row) ? most : row),
    undefined,
  );
  return [shown[0], shown.at(-1), longest].flatMap((row) => (row?.[by] === undefined ? [] : [String(row[by])]));
}
