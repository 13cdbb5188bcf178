/** Everything that can happen to giver, receiver, program and world while points are on their way. */
import { must } from '../support/phone.ts';
import { DATES } from './transferDates.ts';
import type { Interlude } from './transferInterlude.ts';
import { PEOPLE } from './transferPeople.ts';
import { WEALTH } from './transferStage.ts';

export const INTERLUDES: readonly Interlude[] = [
  ...PEOPLE,
  ...DATES,
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
