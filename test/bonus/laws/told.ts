/** People are told: an SMS for each thing of which there is one, with the figures of what was written. */
import { postedTo } from '../../../src/bonus/ledger.ts';
import type { Gift } from '../../../src/bonus/programFile.ts';
import type { JournalEntry } from '../../../src/bonus/types.ts';
import { acceptedEvent, byClock, differ, horizon, type Law, type Step, was } from './step.ts';

/** Which SMS goes with which entries, one for one. */
const ONE_FOR_ONE: readonly { readonly entry: (entry: JournalEntry) => boolean; readonly key: RegExp }[] = [
  { entry: ({ kind, note = '' }) => kind === 'order' && !note.startsWith('certificate.'), key: /^core\.ordered/ },
  { entry: ({ kind, note = '' }) => kind === 'order' && note.startsWith('certificate.'), key: /^core\.certificate$/ },
  { entry: ({ kind, note }) => kind === 'write-off' && note === 'bill', key: /^core\.bill-paid$/ },
  { entry: ({ kind, note }) => kind === 'write-off' && note !== 'bill', key: /^core\.topped-up$/ },
  { entry: ({ kind }) => kind === 'transfer-credit', key: /^core\.transfer-received$/ },
  { entry: ({ kind }) => kind === 'transfer-post', key: /^core\.transfer-sent$/ },
  { entry: ({ kind }) => kind === 'transfer-release', key: /^core\.transfer-failed$/ },
];

/** See the head of the file. */
export const told: Law = (step) => [
  ...ONE_FOR_ONE.flatMap(({ entry, key }) => {
    const sent = step.messages.filter((message) => key.test(message.key)).length;
    return differ(`the number of SMS ${key.source}`, sent, step.entries.filter(entry).length);
  }),
  ...differ(
    'the points of SMS about credits',
    credited(step),
    sum(byClock(step).filter(({ kind }) => kind === 'earn')),
  ),
  ...differ('the points of SMS about burning', figures(step, 'core.burned', 'burned'), -sum(burnt(step))),
  ...differ('the number of SMS about rejected claims', count(step, 'core.claim-rejected'), rejectedByClock(step)),
  ...differ('the number of SMS about new claims', count(step, 'core.claimed'), claimedBy(step)),
  ...giftsTold(step),
];

function credited(step: Step): number {
  return figures(step, 'core.credited', 'points');
}

function figures({ messages }: Step, key: string, name: string): number {
  return messages.filter((one) => one.key === key).reduce((total, { args }) => total + Number(args[name]), 0);
}

function sum(entries: readonly JournalEntry[]): number {
  return entries.reduce((total, entry) => total + postedTo(entry, 'points'), 0);
}

function burnt(step: Step): readonly JournalEntry[] {
  return byClock(step).filter(({ kind, note }) => kind === 'burn' && note === 'expired');
}

function count({ messages }: Step, key: string): number {
  return messages.filter((one) => one.key === key).length;
}

/** Claims that ran out, whatever became of them since. */
function rejectedByClock(step: Step): number {
  const { claims = [], status } = was(step);
  if (status === 'left') return 0;
  return claims.filter(({ dueAt = Infinity, confirmed }) => dueAt <= horizon(step) && !confirmed).length;
}

function claimedBy(step: Step): number {
  const event = acceptedEvent(step);
  return event !== null && step.program.earning.get(event.kind)?.rule === 'claim' ? 1 : 0;
}

/** Which SMS tells of a gift: what it says depends on how the gift runs. */
function giftsTold({ program, messages }: Step): readonly string[] {
  return messages.flatMap(({ key, args }) => {
    if (!key.startsWith('core.ordered')) return [];
    const gift = program.giftsByCode.get(String(args.code));
    const lawful = gift === undefined ? 'none' : keyOf(gift);
    return differ(`the SMS of ${gift?.code}`, key, lawful);
  });
}

function keyOf({ promoCode, runs, thenPaid }: Gift): string {
  if (promoCode !== undefined) return 'core.ordered-promo';
  if (runs === undefined) return 'core.ordered';
  if (runs === 'next-month') return 'core.ordered-next-month';
  return thenPaid ? 'core.ordered-then-paid' : 'core.ordered-until';
}
