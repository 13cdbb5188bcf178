/** What giver and receiver can do while points are on their way. */
import { failed, given, joined, received, sent } from './transferBooks.ts';
import {
  counted,
  giver,
  type Interlude,
  joins,
  LEFT,
  leaves,
  left,
  profile,
  receiver,
  returned,
} from './transferInterlude.ts';
import { POINTS } from './transferStage.ts';

export const PEOPLE: readonly Interlude[] = [
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
    later: (stage) => returned(stage, receiver({ balance: 0, told: [left(0), joined], journal: [] })),
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
        told: [left(LEFT), failed(stage, 0, POINTS)],
        journal: ['burn', 'transfer-release', 'burn'],
      }),
      receiver: receiver({ balance: 0, told: [left(0)], journal: [] }),
    }),
  },
];
