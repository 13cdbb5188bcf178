/** The dialogues of MTS Bonus: every row and figure of programs.md §1. */
import type { Table } from './language.ts';
import { JOINING } from './mtsBonus/joining.ts';
import { ANNA, moscow } from './mtsBonus/people.ts';

export const MTS_BONUS: Table = {
  program: 'mts-bonus',
  shortCode: '4555',
  nextKey: '9',
  earnedByRub: 'taxi',
  somebody: ANNA,
  clock: moscow('2018-03-10T12:00:00'),
  dialogues: [...JOINING],
};
