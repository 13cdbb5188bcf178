/** What an interlude is: something that happens while points are on their way, and how it must end. With the words to say both. */
import { must } from '../support/phone.ts';
import { asked, type Ending, failed, joined, type Side, type Told } from './transferBooks.ts';
import type { Edition } from './transferEditions.ts';
import { NOON, POINTS, PROGRAM, type Process, type Stage, WEALTH } from './transferStage.ts';

/** The leg after which the process is gone when it happens. */
export const LEGS = ['transfer-reserve', 'transfer-credit'] as const;
export type Leg = (typeof LEGS)[number];

export interface Interlude {
  readonly name: string;
  readonly after: Leg;
  /** Absent = as shipped. */
  readonly edition?: Edition;
  /** When the transfer is accepted; absent = NOON. */
  readonly at?: number;
  happens(stage: Stage, process: Process): Promise<void>;
  ending(stage: Stage): Ending;
  /** Two days later; absent = the same. */
  later?(stage: Stage): Ending;
}

/** When an interlude begins, epoch ms. */
export function beginningOf({ at = NOON }: Interlude): number {
  return at;
}

/** What the giver keeps. */
export const LEFT = WEALTH - POINTS;
const RESERVED = ['earn', 'transfer-reserve'] as const;

/** Leaving, the end of a term and the end of the program, as they are told: so many points burnt, none is left. */
export const left = (burned: number): Told => ['core.left', { burned }];
export const burned = (points: number): Told => ['core.burned', { burned: points, balance: 0 }];
export const closed = (burned: number): Told => ['core.closed', { burned }];

/** Leaves the program over USSD. */
export const leaves =
  (who: 'giver' | 'receiver') =>
  async ({ ground, call }: Stage, { gateway }: Process) =>
    void must(await gateway.bonusWrite(call, PROGRAM, ground[who], { op: 'deactivate', channel: 'ussd' }));
/** The receiver joins: at once over USSD, after a wait on the web. */
export const joins = async ({ ground, call }: Stage, { gateway }: Process, channel: 'ussd' | 'web' = 'ussd') =>
  void must(await gateway.bonusWrite(call, PROGRAM, ground.receiver, { op: 'register', channel }));
/** The operator learns something of a number. */
export const profile =
  (who: 'giver' | 'receiver', change: object) =>
  async ({ ground, call }: Stage, { gateway }: Process) =>
    void must(await gateway.putSubscriber(call, ground[who], change));
/** Time goes on to this instant, and nobody looks. */
export const timePasses = (at: number) => async (stage: Stage) => stage.until(at);

/** A giver whose points were reserved, and what came after. */
export const giver = (stage: Stage, side: Omit<Side, 'told'> & { told: readonly Told[] }): Side => ({
  ...side,
  told: [joined, asked(stage), ...side.told],
  journal: [...RESERVED, ...side.journal],
});
/** A receiver who has joined, and what came after. */
export const receiver = (side: Side): Side => ({ ...side, told: [joined, ...side.told] });
/** The limits of a giver with this transfer on that local day. */
export const counted = (day: string) => [[day, POINTS, 1]] as const;

/** The receiver did not take them: the giver has them back, the limits too. */
export const returned = (stage: Stage, theirs: Side): Ending => ({
  giver: giver(stage, { balance: WEALTH, told: [failed(stage, WEALTH)], journal: ['transfer-release'] }),
  receiver: theirs,
});
