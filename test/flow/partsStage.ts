/** Parts of long SMS for a gateway: what each says is its text, and an SMS reads as its parts with `|` between. */
import type { Call, JoinPieces, Result, SmsPart } from '../../src/flow/api.ts';
import { destinationsOf } from '../../src/flow/destinations.ts';
import type { Store } from '../../src/store/port.ts';
import { BOB, openStage, type Stage, type StageOptions } from './outboxStage.ts';

/** The wire that brings the parts. */
export const WIRE = 'smpp:harness';
/** An application that reads 7777. */
export const QUIZ = 'smpp:quiz';

export const join: JoinPieces = (pieces) => ({ text: pieces.join('|') });

/** The part of an SMS of two from BOB to 7777, unless `more` says otherwise. */
export function partOf(number: number, piece: string, more: Partial<SmsPart> = {}): SmsPart {
  return { from: BOB, to: '7777', reference: 'udh8 7', total: 2, number, piece, ...more };
}

/** A gateway with the application and a sink on 9999. */
export function openPartsStage(store: Store, options: StageOptions = {}): Promise<Stage> {
  const destinations = destinationsOf([{ application: 'quiz', codes: ['7777'] }], ['9999']);
  return openStage(store, { destinations, ...options });
}

type Answer = Promise<Result<{ messageId: string }>>;

/** Sends a part. */
export function send({ gateway, on }: Stage, part: SmsPart, call: Call = on(WIRE)): Answer {
  return gateway.smsPart(call, part, join);
}
