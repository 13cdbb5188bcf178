/** What time can do to points that are on their way: a month, a year, the program ends. */
import { must } from '../support/phone.ts';
import { type Ending, failed, received, sent } from './transferBooks.ts';
import {
  burned,
  closed,
  counted,
  giver,
  type Interlude,
  LEFT,
  leaves,
  left,
  receiver,
  returned,
  timePasses,
} from './transferInterlude.ts';
import { POINTS, type Stage } from './transferStage.ts';

const moscow = (local: string) => Date.parse(`${local}+03:00`);

const MARCH_ENDS = moscow('2018-03-31T23:59:59.999');
const APRIL = moscow('2018-04-01T00:00');
const YEAR_ENDS = moscow('2018-12-31T23:59:59.999');
const NEW_YEAR = moscow('2019-01-01T00:00');
const LAST_DAY = moscow('2019-05-14T23:59:59.999');
const CLOSED = moscow('2019-05-15T00:00');

export const DATES: readonly Interlude[] = [
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
          told: [burned(LEFT), failed(stage, 0, POINTS)],
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
          told: [closed(LEFT), failed(stage, 0, POINTS)],
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
