/** What the core of a program can say: its SMS and the outcomes of its operations, each with its figures. */
import { outcomesOf } from './outcomes.ts';
import type { Program } from './program.ts';
import type { Vocabulary } from './types.ts';

interface Text {
  readonly when: (program: Program) => boolean;
  readonly figures: readonly string[];
}

const ORDERED = ['code', 'nameKey', 'price', 'balance'];

const TEXTS: Readonly<Record<string, Text>> = {
  'core.registered': { when: () => true, figures: ['balance'] },
  'core.password': { when: hasPasswords, figures: ['password'] },
  'core.left': { when: ({ mayLeave }) => mayLeave, figures: ['burned'] },
  'core.closed': { when: ({ hasClosing }) => hasClosing, figures: ['burned'] },
  'core.burned': { when: ({ expiry }) => expiry.rule !== 'never', figures: ['burned', 'balance'] },
  'core.credited': { when: creditsLater, figures: ['points', 'balance'] },
  'core.status': { when: ({ tiers }) => tiers !== null, figures: ['statusKey', 'statusUntilAt'] },
  'core.claimed': { when: ({ hasClaims }) => hasClaims, figures: ['points', 'partner', 'rub'] },
  'core.claim-rejected': { when: ({ hasClaims }) => hasClaims, figures: ['points', 'partner', 'rub'] },
  'core.bill-paid': { when: has('bill'), figures: ['points', 'rub', 'rest', 'balance'] },
  'core.topped-up': { when: toppedUp, figures: ['to', 'points', 'balance'] },
  'core.certificate': { when: has('certificate'), figures: ['rub', 'code', 'balance'] },
  'core.ordered': { when: givesGift(({ runs, promoCode }) => !runs && !promoCode), figures: ORDERED },
  'core.ordered-next-month': {
    when: givesGift(({ runs }) => runs === 'next-month'),
    figures: [...ORDERED, 'startsAt'],
  },
  'core.ordered-until': { when: givesGift(runsUntil), figures: [...ORDERED, 'endsAt'] },
  'core.ordered-then-paid': { when: givesGift(({ thenPaid }) => thenPaid === true), figures: [...ORDERED, 'endsAt'] },
  'core.ordered-promo': { when: givesGift(({ promoCode }) => promoCode !== undefined), figures: [...ORDERED, 'promo'] },
  'core.transfer-code': { when: hasTransfers, figures: ['code', 'to', 'points', 'minutes'] },
  'core.transfer-sent': { when: hasTransfers, figures: ['to', 'points', 'balance'] },
  'core.transfer-received': { when: hasTransfers, figures: ['from', 'points', 'balance'] },
  'core.transfer-failed': { when: hasTransfers, figures: ['to', 'points', 'balance', 'burned'] },
};

const known = new WeakMap<Program, Vocabulary>();

/** What a program can say. */
export function vocabularyOf(program: Program): Vocabulary {
  const words = known.get(program) ?? wordsOf(program);
  known.set(program, words);
  return words;
}

function wordsOf(program: Program): Vocabulary {
  const texts = Object.entries(TEXTS).filter(([, { when }]) => when(program));
  return {
    texts: Object.fromEntries(texts.map(([key, { figures }]) => [key, figures])),
    outcomes: outcomesOf(program),
  };
}

function hasPasswords({ joining }: Program): boolean {
  return [...joining.values()].some(({ password }) => password > 0);
}

function hasTransfers({ transfers }: Program): boolean {
  return transfers !== null;
}

function creditsLater({ earning, joining }: Program): boolean {
  const rules = [...earning.values()];
  const isLate = rules.some((rule) => 'credited' in rule || ('byItself' in rule && rule.byItself !== undefined));
  return isLate || [...joining.values()].some(({ welcome }) => welcome !== null && welcome.after > 0);
}

function has(rule: string): (program: Program) => boolean {
  return ({ events }) => [...events.values()].some((one) => one.rule === rule);
}

function toppedUp({ events }: Program): boolean {
  return [...events.values()].some((one) => one.rule === 'goal' && one.number !== undefined);
}

function givesGift(which: (gift: Program['gifts'][number]) => boolean): (program: Program) => boolean {
  return ({ gifts }) => gifts.some(which);
}

function runsUntil({ runs, thenPaid }: Program['gifts'][number]): boolean {
  return runs !== undefined && runs !== 'next-month' && thenPaid !== true;
}
