/** Rostelecom Bonus: what must fit, fits, in every language and for every gift. */
import { describe, expect, test } from 'vitest';
import type { Account } from '../../src/bonus/types.ts';
import { smsSize, ussdSize } from '../../src/text/size.ts';
import { moscow, type Subscriber, subscriber } from '../bonus/support.ts';
import { NOON, talk } from '../session/machine/support/step.ts';
import { CORE, DEFINITIONS, PROGRAM } from './rostelecomBonus.ts';

const SERVICE = DEFINITIONS.services.get(PROGRAM);
if (SERVICE === undefined) throw new Error(`There is no service ${PROGRAM}.`);
const service = SERVICE;

const CATEGORIES = ['video', 'tv', 'internet', 'antivirus', 'minutes', 'services', 'partners'];
const JOINED = moscow('2018-12-01T12:00');

/** A member in a language, with points by the thousand that count for the status, or 10 000 that do not. */
function member(language: string, surveys: number): Account {
  const one: Subscriber = subscriber(CORE, { language });
  one.ask(JOINED, { op: 'open', points: surveys === 0 ? 10_000 : 0 });
  for (let n = 0; n < surveys; n += 1) one.event(JOINED, 'survey', { points: 1000 });
  return one.account;
}

/** The dialled answers that lead to the confirmation of each gift. */
function waysToGifts(account: Account): readonly (readonly string[])[] {
  return CORE.list(account, 'catalogue', NOON).map(({ code, category }) => [
    '1',
    String(CATEGORIES.indexOf(String(category)) + 1),
    String(code),
  ]);
}

function shown(account: Account, inputs: readonly string[], answers: readonly string[] = []) {
  const last = talk(service, account, inputs, answers).at(-1);
  if (last === undefined) throw new Error('Nothing was shown.');
  return last;
}

/** Whether a text is one whole screen: it fits, and no next page is offered. */
function isOneScreen(text: string): boolean {
  return ussdSize(text).fits && !/^9 /m.test(text);
}

describe.each(['ru', 'en', 'ro'])('in %s', (language) => {
  test.each([
    ['without a discount', 0],
    ['as Standard', 4],
    ['as VIP', 20],
  ])('every gift is confirmed on one screen, %s', (_, surveys) => {
    const account = member(language, surveys);
    const texts = waysToGifts(account).map((way) => shown(account, way).screen.text);
    expect(texts).toHaveLength(34);
    expect(texts.filter((text) => !isOneScreen(text))).toEqual([]);
  });

  test.each([
    ['the first screen', []],
    ['the categories', ['1']],
    ['the lots', ['2']],
    ['the status', ['4']],
  ])('%s is one screen', (_, inputs) => {
    const { text } = shown(member(language, 9), inputs).screen;
    expect([text, isOneScreen(text)]).toEqual([text, true]);
  });

  test('an order takes one screen and two parts of an SMS at most', () => {
    const account = member(language, 0);
    for (const way of waysToGifts(account)) {
      const { screen, messages } = shown(account, way, ['1']);
      expect([screen.text, isOneScreen(screen.text), screen.awaiting]).toEqual([screen.text, true, false]);
      expect(messages.map(({ text }) => smsSize(text).parts)).toEqual([expect.toSatisfy((parts) => parts <= 2, '≤ 2')]);
    }
  });

  test.each([
    ['one point too few', 79, 0],
    ['too few points by far', 0, 0],
    ['a debt', 10_000, 99_999],
  ])('the refusal of %s names 2011, on one screen', (_, points, debt) => {
    const one = subscriber(CORE, { language, debt });
    one.ask(JOINED, { op: 'open', points });
    for (const way of waysToGifts(one.account)) {
      const { text } = shown(one.account, way, ['1']).screen;
      expect([text, text.includes('2011'), isOneScreen(text)]).toEqual([text, true, true]);
    }
  });

  test.each(['41', '42', '43'])('the refusal of antivirus %s ordered before names 2011, on one screen', (code) => {
    const before = shown(member(language, 0), ['1', '4', code], ['1']).account;
    const { text } = shown(before, ['1', '4', code], ['1']).screen;
    expect([text, text.includes('2011'), isOneScreen(text)]).toEqual([text, true, true]);
  });
});
