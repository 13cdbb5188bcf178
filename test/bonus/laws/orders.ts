/** An exchange: each gift at the price of the status, rounded up; nothing for who is in debt; each `once` gift once. */
import { postedTo } from '../../../src/bonus/ledger.ts';
import type { Gift } from '../../../src/bonus/programFile.ts';
import type { Operation } from '../../../src/bonus/types.ts';
import { acceptedEvent, differ, is, type Law, type Step, was } from './step.ts';

type Order = Extract<Operation, { op: 'order' }>;

/** See the head of the file. */
export const exchanges: Law = (step) => {
  const { operation, outcome } = step;
  const written = ordersIn(step);
  if (operation.op !== 'order' || outcome.name !== 'ok') return differ('gifts without an order', written.length, 0);
  const lawful = giftsOf(step, operation).map((gift) => [gift.code, priceOf(step, gift)]);
  const price = lawful.reduce((sum, [, one]) => sum + Number(one), 0);
  return [
    ...differ('what was exchanged', written, lawful),
    ...differ('the price of all', outcome.data.price, price),
    ...mayNot(step, operation),
  ];
};

/** A certificate costs its sum, and one that somebody saved for is reached. */
export const certificates: Law = (step) => {
  const event = acceptedEvent(step);
  const isOne = event !== null && step.program.events.get(event.kind)?.rule === 'certificate';
  const written = step.entries.filter(({ kind, note }) => kind === 'order' && isCertificate(note));
  const lawful = isOne ? [[`certificate.${event.values.rub}`, event.values.rub]] : [];
  return differ(
    'what certificates cost',
    written.map((entry) => [entry.note, -postedTo(entry, 'points')]),
    lawful,
  );
};

function isCertificate(note = ''): boolean {
  return note.startsWith('certificate.');
}

/** Orders of gifts, without those of certificates: code and price. */
function ordersIn({ entries }: Step): readonly (readonly [string, number])[] {
  return entries
    .filter(({ kind, note }) => kind === 'order' && !isCertificate(note))
    .map((entry) => [entry.note ?? '', -postedTo(entry, 'points')]);
}

function giftsOf({ program }: Step, { codes }: Order): readonly Gift[] {
  return codes.flatMap((code) => program.gifts.filter((gift) => gift.code === code));
}

function priceOf(step: Step, { price }: Gift): number {
  const { name } = is(step).tier ?? {};
  const discount = step.program.tiers?.levels.find((level) => level.name === name)?.discount ?? 0;
  // The discount rounded down is the price rounded up.
  return price - Number((BigInt(price) * BigInt(discount)) / 100n);
}

function mayNot(step: Step, order: Order): readonly string[] {
  const { most = 1, refusedInDebt } = step.program.orders;
  const again = giftsOf(step, order).filter(
    ({ code, once }) => once && was(step).granted[`gift.${code}`] !== undefined,
  );
  return [
    ...(refusedInDebt && (step.before.profile.debt ?? 0) > 0 ? ['somebody in debt has exchanged points'] : []),
    ...(order.codes.length > most ? [`${order.codes.length} gifts in one exchange`] : []),
    ...(new Set(order.codes).size < order.codes.length ? ['one gift twice in one exchange'] : []),
    ...again.map(({ code }) => `${code} was ordered again`),
  ];
}
