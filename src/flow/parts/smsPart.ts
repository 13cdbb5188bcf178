/**
 * A part of a long SMS is kept in the store, and then acknowledged. The part that makes the SMS whole is kept nowhere: the SMS is taken,
 * and only then what was kept is replaced by what is remembered of it. Whoever dies in between leaves the other parts where they are, and
 * the last one, acknowledged to nobody, comes again: a double at worst, never a loss.
 */
import { StoreUnavailable, UnknownWorld } from '../../store/port.ts';
import type { Call, JoinPieces, Result, SmsPart, Submission } from '../api.ts';
import type { FlowDeps } from '../deps.ts';
import type { Plan } from '../plan.ts';
import { ok, problem } from '../results.ts';
import { sms } from '../sms.ts';
import { phoneOf } from '../submissions/message.ts';
import { addressed, receiverOf } from '../submissions/receivers.ts';
import { timesOf } from '../submissions/times.ts';
import { transact } from '../transact.ts';
import type { View } from '../view.ts';
import { tellAbandoned } from './expiry.ts';
import { type Arrival, addPart, emptySet, type Held, type Outcome, takenAs } from './partSet.ts';
import {
  type Abandoned,
  LONGEST_SMS,
  lengthOf,
  PARTS,
  PATIENCE,
  type Place,
  recordOf,
  type Shelf,
  shelfIn,
  withPlace,
} from './shelf.ts';

type Answer = Promise<Result<{ messageId: string }>>;

/** A part on its way into its phone's record. */
interface Coming {
  readonly call: Call;
  readonly part: SmsPart;
  /** The phone that it goes to, or comes from. */
  readonly phone: string;
  /** See `Place.name`. */
  readonly name: string;
  readonly arrival: Arrival;
}

/**
 * See `Gateway.smsPart`. Parts for nobody are refused from the first one on. A sink swallows each part for itself.
 * @returns the id, or `bad-msisdn`, `unknown-short-code`, `bad-sms`, `parts-full`
 */
export async function smsPart(deps: FlowDeps, call: Call, part: SmsPart, join: JoinPieces): Answer {
  const receiver = receiverOf(deps, part.to);
  if (receiver?.kind === 'sink') return sms(deps, call, { ...part, ...join([part.piece]) });
  const read = addressed(receiver, { ...part, text: '' });
  if (!read.ok) return read;
  const { from, to } = read.value;
  const phone = phoneOf(read.value);
  const { number, piece, receipt = null } = part;
  const arrival = { number, piece, id: deps.random.messageId(), receipt };
  const name = `${call.wire} ${part.reference} ${part.total} ${to} ${from}`;
  const coming = { call, part, phone, name, arrival };
  // One after the other, so that a part that is sent again while its SMS is being taken finds it taken.
  return new Promise((resolve, reject) => {
    deps.queue.run(`parts ${call.world} ${phone}`, () => take(deps, coming, join, resolve)).catch(reject);
  });
}

/** The answer does not wait for what is remembered: a receipt may be on its way already, and should not overtake it. */
async function take(
  deps: FlowDeps,
  coming: Coming,
  join: JoinPieces,
  answer: (answer: Awaited<Answer>) => void,
): Promise<void> {
  const outcome = await keep(deps, coming);
  if (!outcome.ok) return answer(outcome);
  if (outcome.value.kind === 'kept') return answer(ok({ messageId: outcome.value.id }));
  const taken = await sms(deps, coming.call, wholeOf(coming, outcome.value.parts, join));
  answer(taken);
  if (taken.ok) await remember(deps, coming, taken.value.messageId);
}

/** What is told of a step once it is committed. */
interface Kept {
  readonly outcome: Result<Outcome>;
  readonly abandoned: readonly Abandoned[];
  readonly now: number;
}

async function keep(deps: FlowDeps, coming: Coming): Promise<Result<Outcome>> {
  const { call, phone } = coming;
  const step = (view: View) => keptIn(view, coming);
  const { outcome, abandoned, now } = await transact(deps, call.world, phone, step, { records: [PARTS] });
  tellAbandoned(deps, call.world, now, phone, abandoned);
  return outcome;
}

function keptIn(view: View, { part, name, call, arrival }: Coming): Plan<Kept> {
  const { now } = view;
  const unwritten = (outcome: Result<Outcome>) => ({ result: { outcome, abandoned: [], now } });
  const times = timesOf(part, now);
  if (!times.ok) return unwritten(times);
  const { shelf, abandoned } = shelfIn(view);
  const before = placeIn(shelf, name) ?? { ...emptySet(part.total), name, wire: call.wire, until: now + PATIENCE };
  const { set, outcome, overtaken } = addPart(before, arrival);
  if (lengthOf(set) > LONGEST_SMS) return unwritten(tooLong());
  if (outcome.kind === 'whole' || set === before) return unwritten(ok(outcome));
  const goesOn = set.last === null && before.last === null && overtaken.length === 0;
  const next = withPlace(shelf, { ...before, ...set, until: goesOn ? before.until : now + PATIENCE });
  if (next === null) return unwritten(full());
  const lost: readonly Abandoned[] = overtaken.length === 0 ? [] : [{ ...before, why: 'overtaken', ids: overtaken }];
  return {
    result: { outcome: ok(outcome), abandoned: [...abandoned, ...lost], now },
    records: [recordOf(view, next)],
  };
}

/** The SMS was taken: its parts are known from now on. If that cannot be written, they wait for one that comes again: a double at worst. */
async function remember(deps: FlowDeps, coming: Coming, messageId: string): Promise<void> {
  const { call, phone } = coming;
  const step = (view: View) => rememberedIn(view, coming, messageId);
  try {
    const abandoned = await transact(deps, call.world, phone, step, { records: [PARTS] });
    tellAbandoned(deps, call.world, abandoned.now, phone, abandoned.all);
  } catch (error) {
    if (error instanceof StoreUnavailable || error instanceof UnknownWorld) return;
    deps.onError(error, 'the parts of an SMS that was taken could not be put away');
  }
}

function rememberedIn(
  view: View,
  { name, arrival }: Coming,
  messageId: string,
): Plan<{ readonly all: readonly Abandoned[]; readonly now: number }> {
  const { now } = view;
  const { shelf, abandoned } = shelfIn(view);
  const before = placeIn(shelf, name);
  const set = before && takenAs(before, arrival, messageId);
  if (before === null || set === null) return { result: { all: [], now } };
  const others = shelf.filter((place) => place !== before);
  const next = withPlace(others, { ...before, ...set, until: now + PATIENCE }) ?? others;
  return { result: { all: abandoned, now }, records: [recordOf(view, next)] };
}

function placeIn(shelf: Shelf, name: string): Place | null {
  return shelf.find((place) => place.name === name) ?? null;
}

/** The SMS with all that its last part says of it, and the receipts that all of them wish. */
function wholeOf({ part }: Coming, parts: readonly Held[], join: JoinPieces): Submission {
  const { reference: _, total: __, number, piece: ___, receipt: ____, ...rest } = part;
  return { ...rest, ...join(parts.map(({ piece }) => piece)), ...receiptsOf(parts, number) };
}

/** Where the wishes differ, that of the last part that has one. The part that made the SMS whole is acknowledged as the SMS. */
function receiptsOf(parts: readonly Held[], number: number): Pick<Submission, 'receipt' | 'receiptIds'> {
  const wishing = parts.map(({ id, receipt }, index) => ({ receipt, id: index === number - 1 ? null : id }));
  const wishes = wishing.flatMap(({ id, receipt }) => (receipt === null ? [] : [{ id, receipt }]));
  const last = wishes.at(-1);
  return last === undefined ? {} : { receipt: last.receipt, receiptIds: wishes.map(({ id }) => id) };
}

function tooLong(): Result<never> {
  return problem('bad-sms', 'The parts of this SMS are too long together.', { field: 'text' });
}

function full(): Result<never> {
  return problem(
    'parts-full',
    'Too many long SMS of this phone wait for the rest of their parts. Send the part again later.',
  );
}
