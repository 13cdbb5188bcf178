/** Two at once at the same points on their way: drivers, and people who change their minds. In every order of their store calls. */
import { decodeAccount } from '../../src/flow/codec.ts';
import type { Transfer } from '../../src/flow/transfers.ts';
import { type Choose, inEveryOrder, type Turnstile, turnstile } from '../support/everyOrder.ts';
import { must } from '../support/phone.ts';
import { type Ending, failed, given, joined, received, sent, type Told, unlike } from './transferBooks.ts';
import { type Ground, openStage, POINTS, PROGRAM, type Process, type Stage, WEALTH } from './transferStage.ts';
import { API, goUntilDead } from './transferWays.ts';

type Actor = (stage: Stage, process: Process, transfer: Transfer) => Promise<unknown>;

export interface Race {
  readonly name: string;
  readonly actors: readonly [Actor, Actor];
  /** Every ending that some order may have. */
  endings(stage: Stage): readonly Ending[];
}

/** Drives the transfer, as whoever finds it does. */
const drives: Actor = ({ ground }, { deps }, transfer) => ground.flow.driveTransfer(deps, transfer);
/** Works off what is due, as a timer does. */
const sweeps: Actor = (stage, process) => stage.recover(process);
const leaves =
  (who: 'giver' | 'receiver'): Actor =>
  async ({ call, ground }, { gateway }) =>
    must(await gateway.bonusWrite(call, PROGRAM, ground[who], { op: 'deactivate', channel: 'ussd' }));

const left = (burned: number): Told => ['core.left', { burned }];

/** The receiver has gone before, and the points came back; or after, and they burnt. */
const receiverLeft = (stage: Stage): readonly Ending[] => [
  {
    giver: {
      ...given(stage).giver,
      balance: WEALTH,
      told: [...given(stage).giver.told.slice(0, 2), failed(stage, WEALTH)],
      journal: ['earn', 'transfer-reserve', 'transfer-release'],
      limits: [],
    },
    receiver: { balance: 0, told: [joined, left(0)], journal: [] },
  },
  {
    giver: given(stage).giver,
    receiver: {
      balance: 0,
      told: [joined, received(stage, POINTS), left(POINTS)],
      journal: ['transfer-credit', 'burn'],
    },
  },
];

/** The giver has gone before the end of the transfer, or after it. */
const giverLeft = (stage: Stage): readonly Ending[] => {
  const { giver, receiver } = given(stage);
  const burnt = left(WEALTH - POINTS);
  const before = {
    ...giver,
    balance: 0,
    told: [...giver.told.slice(0, 2), burnt, sent(stage, 0)],
    journal: ['earn', 'transfer-reserve', 'burn', 'transfer-post'],
  };
  const after = { ...giver, balance: 0, told: [...giver.told, burnt], journal: [...giver.journal, 'burn'] };
  return [
    { giver: before, receiver },
    { giver: after, receiver },
  ];
};

const always = (stage: Stage): readonly Ending[] => [given(stage)];

export const RACES: readonly Race[] = [
  { name: 'two drivers', actors: [drives, drives], endings: always },
  { name: 'a driver and the receiver, who leaves', actors: [drives, leaves('receiver')], endings: receiverLeft },
  { name: 'a driver and the giver, who leaves', actors: [drives, leaves('giver')], endings: giverLeft },
];

/** Races of more calls: hundreds of orders. */
export const LONG_RACES: readonly Race[] = [
  { name: 'a driver and a timer', actors: [drives, sweeps], endings: always },
];

/** Runs a race in every order. @returns the number of orders, and what is wrong in which */
export async function runRace(
  ground: Ground,
  race: Race,
): Promise<{ readonly orders: number; readonly found: readonly string[] }> {
  const gate = turnstile();
  const gated = { ...ground, store: gate.through(ground.store) };
  const found: string[] = [];
  const orders = await inEveryOrder(async (choose) => {
    const wrong = await runOnce(gated, race, gate, choose);
    found.push(...wrong.map((what) => `${race.name}: ${what}`));
  });
  return { orders, found };
}

async function runOnce(ground: Ground, race: Race, gate: Turnstile, choose: Choose): Promise<readonly string[]> {
  const stage = await openStage(ground);
  await reserve(stage);
  const transfer = await onItsWay(stage);
  const [one, other] = [await stage.start(), await stage.start()];
  const [first, second] = race.actors;
  await gate.run([() => first(stage, one, transfer), () => second(stage, other, transfer)], choose);
  await stage.recover(await stage.start());
  const found = await unlike(stage, ...race.endings(stage));
  await stage.close();
  return found;
}

/** The points are on their way, and the process that sent them is gone. */
async function reserve(stage: Stage): Promise<void> {
  const process = await stage.start();
  process.tap.arm((_, name) => name.endsWith('transfer-reserve'), 'dies after');
  await goUntilDead(stage, API, process);
}

async function onItsWay({ ground, world: read }: Stage): Promise<Transfer> {
  const world = await read();
  const { account } = await ground.store.load(world.id, ground.giver);
  const [reservation] = decodeAccount(account?.value ?? '').account.programs[PROGRAM]?.reservations ?? [];
  if (reservation === undefined) throw new Error('Nothing is on its way.');
  return { world, program: PROGRAM, from: ground.giver, reservation };
}
