/** What can happen to giver, receiver, program and world while points are on their way, and how each must end. */
import { must } from '../support/phone.ts';
import { asked, type Ending, failed, given, joined, received, type Side, sent, type Told } from './transferBooks.ts';
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
}

const moscow = (local: string) => Date.parse(`${local}+03:00`);

const MARCH_ENDS = moscow('2018-03-31T23:59:59.999');
const APRIL = moscow('2018-04-01T00:00');
const YEAR_ENDS = moscow('2018-12-31T23:59:59.999');
const NEW_YEAR = moscow('2019-01-01T00:00');
const LAST_DAY = moscow('2019-05-14T23:59:59.999');
const CLOSED = moscow('2019-05-15T00:00');

const LEFT = WEALTH - POINTS;
const RESERVED = ['earn', 'transfer-reserve'] as const;
const left = (burned: number): Told => ['core.left', { burned }];
const burned = (points: number): Told => ['core.burned', { burned: points, balance: 0 }];
const closed = (burned: number): Told => ['core.closed', { burned }];

const leaves =
  (who: 'giver' | 'receiver') =>
  async ({ ground, call }: Stage, { gateway }: Process) =>
    void must(await gateway.bonusWrite(call, PROGRAM, ground[who], { op: 'deactivate', channel: 'ussd' }));
const joins = async ({ ground, call }: Stage, { gateway }: Process, channel: 'ussd' | 'web' = 'ussd') =>
  void must(await gateway.bonusWrite(call, PROGRAM, ground.receiver, { op: 'register', channel }));
const profile =
  (who: 'giver' | 'receiver', change: object) =>
  async ({ ground, call }: Stage, { gateway }: Process) =>
    void must(await gateway.putSubscriber(call, ground[who], change));
const timePasses = (at: number) => async (stage: Stage) => stage.until(at);

const giver = (stage: Stage, side: Omit<Side, 'told'> & { told: readonly Told[] }): Side => ({
  ...side,
  told: [joined, asked(stage), ...side.told],
  journal: [...RESERVED, ...side.journal],
});
const receiver = (side: Side): Side => ({ ...side, told: [joined, ...side.told] });
const counted = (day: string) => [[day, POINTS, 1]] as const;

/** The receiver did not take them: the giver has them back, the limits too. */
const returned = (stage: Stage, theirs: Side): Ending => ({
  giver: giver(stage, { balance: WEALTH, told: [failed(stage, WEALTH)], journal: ['transfer-release'] }),
  receiver: theirs,
});

export const INTERLUDES: readonly Interlude[] = [
  { name: 'nothing', after: 'transfer-reserve', happens: async () => {}, ending: given },
  { name: 'nothing', after: 'transfer-credit', happens: async () => {}, ending: given },
  {
    name: 'the receiver leaves',
    after: 'transfer-reserve',
    happens: leaves('receiver'),
    ending: (stage) => returned(stage, receiver({ balance: 0, told: [left(0)], journal: [] })),
  },
  {
    name: 'the receiver leaves, and the points burn there',
    after: 'transfer-credit',
    happens: leaves('receiver'),
    ending: (stage) => ({
      giver: given(stage).giver,
      receiver: receiver({
        balance: 0,
        told: [received(stage, POINTS), left(POINTS)],
        journal: ['transfer-credit', 'burn'],
      }),
    }),
  },
  {
    name: 'the receiver leaves and joins again',
    after: 'transfer-reserve',
    happens: async (stage, process) => {
      await leaves('receiver')(stage, process);
      await joins(stage, process);
    },
    ending: (stage) => ({
      giver: given(stage).giver,
      receiver: receiver({
        balance: POINTS,
        told: [left(0), joined, received(stage, POINTS)],
        journal: ['transfer-credit'],
      }),
    }),
  },
  {
    name: 'the receiver leaves and waits for a new membership',
    after: 'transfer-reserve',
    happens: async (stage, process) => {
      await leaves('receiver')(stage, process);
      await joins(stage, process, 'web');
    },
    ending: (stage) => returned(stage, receiver({ balance: 0, told: [left(0)], journal: [] })),
  },
  {
    name: 'the receiver is blocked: points arrive all the same',
    after: 'transfer-reserve',
    happens: profile('receiver', { blocked: true }),
    ending: given,
  },
  {
    name: 'the giver is blocked: what was accepted is done',
    after: 'transfer-reserve',
    happens: profile('giver', { blocked: true }),
    ending: given,
  },
  {
    name: 'the number of the receiver has another owner: a member still',
    after: 'transfer-reserve',
    happens: profile('receiver', { owner: 'somebody else' }),
    ending: given,
  },
  {
    name: 'the giver leaves: what is on the way arrives',
    after: 'transfer-reserve',
    happens: leaves('giver'),
    ending: (stage) => ({
      giver: giver(stage, {
        balance: 0,
        told: [left(LEFT), sent(stage, 0)],
        journal: ['burn', 'transfer-post'],
        limits: counted('2018-03-10'),
      }),
      receiver: given(stage).receiver,
    }),
  },
  {
    name: 'receiver and giver leave: what comes back burns',
    after: 'transfer-reserve',
    happens: async (stage, process) => {
      await leaves('receiver')(stage, process);
      await leaves('giver')(stage, process);
    },
    ending: (stage) => ({
      giver: giver(stage, {
        balance: 0,
        told: [left(LEFT), failed(stage, 0)],
        journal: ['burn', 'transfer-release', 'burn'],
      }),
      receiver: receiver({ balance: 0, told: [left(0)], journal: [] }),
    }),
  },
  {
    name: 'the receiver leaves and the month ends: March gets its limits back',
    after: 'transfer-reserve',
    at: MARCH_ENDS,
    happens: async (stage, process) => {
      await leaves('receiver')(stage, process);
      stage.until(APRIL);
    },
    ending: (stage) => returned(stage, receiver({ balance: 0, told: [left(0)], journal: [] })),
  },
  ...yearsEnd(),
  ...endOfTheProgram(),
  {
    name: 'the world is reset: nothing is on the way in its next life',
    after: 'transfer-reserve',
    happens: async ({ call }, { gateway }) => void must(await gateway.reset(call)),
    ending: () => ({
      giver: { balance: WEALTH, told: [], journal: ['opening'] },
      receiver: { balance: 0, told: [], journal: [] },
    }),
  },
];

function yearsEnd(): readonly Interlude[] {
  const burnt = (stage: Stage): Ending['giver'] =>
    giver(stage, {
      balance: 0,
      told: [burned(LEFT), sent(stage, 0)],
      journal: ['burn', 'transfer-post'],
      limits: counted('2018-12-31'),
    });
  return [
    {
      name: 'the year ends: points on the way burn where they arrive',
      after: 'transfer-reserve',
      at: YEAR_ENDS,
      happens: timePasses(NEW_YEAR),
      ending: (stage) => ({
        giver: burnt(stage),
        receiver: receiver({ balance: 0, told: [received(stage, 0)], journal: ['transfer-credit', 'burn'] }),
      }),
    },
    {
      name: 'the year ends: points that arrived before burn on time',
      after: 'transfer-credit',
      at: YEAR_ENDS,
      happens: timePasses(NEW_YEAR),
      ending: (stage) => ({
        giver: burnt(stage),
        receiver: receiver({
          balance: 0,
          told: [received(stage, POINTS), burned(POINTS)],
          journal: ['transfer-credit', 'burn'],
        }),
      }),
    },
    {
      name: 'the receiver leaves and the year ends: what comes back burns, December gets its limits back',
      after: 'transfer-reserve',
      at: YEAR_ENDS,
      happens: async (stage, process) => {
        await leaves('receiver')(stage, process);
        stage.until(NEW_YEAR);
      },
      ending: (stage) => ({
        giver: giver(stage, {
          balance: 0,
          told: [burned(LEFT), failed(stage, 0)],
          journal: ['burn', 'transfer-release', 'burn'],
        }),
        receiver: receiver({ balance: 0, told: [left(0)], journal: [] }),
      }),
    },
    {
      name: 'somebody sets the clock past the end of the year: what is on the way arrives first',
      after: 'transfer-reserve',
      at: YEAR_ENDS,
      happens: async ({ call }, { gateway }) => void must(await gateway.changeClock(call, { advance: 'PT1S' })),
      ending: (stage) => ({
        giver: giver(stage, {
          balance: 0,
          told: [sent(stage, LEFT), burned(LEFT)],
          journal: ['transfer-post', 'burn'],
          limits: counted('2018-12-31'),
        }),
        receiver: receiver({
          balance: 0,
          told: [received(stage, POINTS), burned(POINTS)],
          journal: ['transfer-credit', 'burn'],
        }),
      }),
    },
  ];
}

function endOfTheProgram(): readonly Interlude[] {
  return [
    {
      name: 'the program closes: what comes back burns',
      after: 'transfer-reserve',
      edition: 'closing',
      at: LAST_DAY,
      happens: timePasses(CLOSED),
      ending: (stage) => ({
        giver: giver(stage, {
          balance: 0,
          told: [closed(LEFT), failed(stage, 0)],
          journal: ['burn', 'transfer-release', 'burn'],
        }),
        receiver: receiver({ balance: 0, told: [closed(0)], journal: [] }),
      }),
    },
    {
      name: 'the program closes when the points have arrived: they burn there',
      after: 'transfer-credit',
      edition: 'closing',
      at: LAST_DAY,
      happens: timePasses(CLOSED),
      ending: (stage) => ({
        giver: giver(stage, {
          balance: 0,
          told: [closed(LEFT), sent(stage, 0)],
          journal: ['burn', 'transfer-post'],
          limits: counted('2019-05-14'),
        }),
        receiver: receiver({
          balance: 0,
          told: [received(stage, POINTS), closed(POINTS)],
          journal: ['transfer-credit', 'burn'],
        }),
      }),
    },
    {
      name: 'the program freezes: the points come back, and stay',
      after: 'transfer-reserve',
      edition: 'freezing',
      at: LAST_DAY,
      happens: timePasses(CLOSED),
      ending: (stage) => returned(stage, receiver({ balance: 0, told: [], journal: [] })),
    },
  ];
}

/** When an interlude begins, epoch ms. */
export function beginningOf({ at = NOON }: Interlude): number {
  return at;
}
