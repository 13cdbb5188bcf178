/** Reads what a membership of a seed has behind it. */
import type { Channel, Operation } from '../../bonus/types.ts';
import { isoTime } from '../clock.ts';
import { at, type Mistake } from '../shapes/mistakes.ts';
import { instantOf, MOMENT, type Moment, readMoment } from './moment.ts';
import { DEED_NAMES } from './pastShape.ts';
import type { PastOperation, SeedMembership } from './seed.ts';

/** A membership as the shape has it. */
export interface WrittenMembership {
  readonly points?: number;
  readonly since?: string;
  readonly history?: readonly WrittenPast[];
}

interface WrittenPast {
  readonly at: string;
  readonly as?: string;
  readonly register?: { readonly channel: Channel; readonly email?: string; readonly questionnaire?: boolean };
  readonly event?: { readonly kind: string; readonly [value: string]: string | number | boolean };
  readonly order?: { readonly code?: string; readonly codes?: readonly string[] };
  readonly deactivate?: { readonly channel: Channel };
}

interface Read<T> {
  readonly value: T;
  readonly mistakes: readonly Mistake[];
}

/** Whether there is more to it than being there from the beginning. */
export function hasPast({ since, history }: WrittenMembership): boolean {
  return since !== undefined || history !== undefined;
}

/**
 * Reads one membership. What its program makes of it is not looked at here.
 * @param path where it stands
 * @param beginning epoch ms: nothing of the past is later
 */
export function readMembership(written: WrittenMembership, path: string, beginning: number): Read<SeedMembership> {
  const { since, history } = written;
  const opened = since === undefined ? null : readTime(since, at(path, 'since'), beginning);
  const past = (history ?? []).map((one, place) => readPast(one, at(at(path, 'history'), place), beginning));
  const mistakes = [opened, ...past].flatMap((read) => read?.mistakes ?? []);
  return {
    value: {
      ...(isOpened(written) && { points: written.points ?? 0 }),
      ...(opened && { since: opened.value }),
      ...(history && { history: past.map(({ value }) => value) }),
    },
    mistakes: [...mistakes, ...undated(written, path)],
  };
}

function isOpened({ points, since, history }: WrittenMembership): boolean {
  return points !== undefined || since !== undefined || history === undefined;
}

/** Points of the beginning itself would come after all of the history. */
function undated({ points, since, history }: WrittenMembership, path: string): readonly Mistake[] {
  if (points === undefined || since !== undefined || history === undefined) return [];
  return [wrong(at(path, 'points'), 'beside since, which says when they were there: a history comes after them')];
}

function readTime(text: string, field: string, beginning: number): Read<Moment> {
  const moment = readMoment(text);
  if (moment === null) return { value: 0, mistakes: [wrong(field, MOMENT)] };
  if (instantOf(moment, beginning) <= beginning) return { value: moment, mistakes: [] };
  return { value: moment, mistakes: [wrong(field, `in the past: the world begins at ${isoTime(beginning)}`)] };
}

/** Later events and callers of the API name it. */
const NAME = /^[A-Za-z0-9_-]{1,64}$/;

function readPast(written: WrittenPast, path: string, beginning: number): Read<PastOperation> {
  const { as } = written;
  const time = readTime(written.at, at(path, 'at'), beginning);
  const operation = operationOf(written);
  const isNamed = as === undefined || NAME.test(as);
  return {
    value: { at: time.value, operation: operation ?? { op: 'balance' }, ...(as !== undefined && { as }) },
    mistakes: [
      ...time.mistakes,
      ...(operation === null ? [wrongDeed(written, path)] : []),
      ...(isNamed ? [] : [wrong(at(path, 'as'), 'a name of up to 64 letters, digits, - and _')]),
    ],
  };
}

/** What is wrong with a deed as a whole. */
function wrongDeed({ order }: WrittenPast, path: string): Mistake {
  if (order !== undefined) return wrong(path, 'with one deed, an order having either code or codes');
  return wrong(path, `with exactly one of ${DEED_NAMES.join(', ')}`);
}

/** Null where there is no deed, or more than one. */
function operationOf(written: WrittenPast): Operation | null {
  const { register, event, order, deactivate } = written;
  if (DEED_NAMES.filter((name) => written[name] !== undefined).length !== 1) return null;
  if (register !== undefined) return { op: 'register', ...register };
  if (deactivate !== undefined) return { op: 'deactivate', ...deactivate };
  if (order !== undefined) return orderOf(order);
  if (event === undefined) return null;
  const { kind, ...values } = event;
  return { op: 'event', kind, values };
}

function orderOf({ code, codes }: NonNullable<WrittenPast['order']>): Operation | null {
  if ((code === undefined) === (codes === undefined)) return null;
  return { op: 'order', codes: codes ?? [code as string] };
}

function wrong(field: string, expected: string): Mistake {
  return { type: 'bad-value', field, expected };
}
