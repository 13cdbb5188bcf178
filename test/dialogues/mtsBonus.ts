/** The dialogues of MTS Bonus: every row and figure of programs.md §1. */
import type { Table } from './language.ts';
import { BALANCE } from './mtsBonus/balance.ts';
import { CODE_QUESTION } from './mtsBonus/codeQuestion.ts';
import { EARNING } from './mtsBonus/earning.ts';
import { ENDINGS } from './mtsBonus/endings.ts';
import { GIFT_MENU } from './mtsBonus/giftMenu.ts';
import { GIFT_CODES } from './mtsBonus/gifts.ts';
import { HISTORY_AND_LEAVING } from './mtsBonus/historyAndLeaving.ts';
import { JOINING } from './mtsBonus/joining.ts';
import { LANGUAGES } from './mtsBonus/languages.ts';
import { ANNA, moscow } from './mtsBonus/people.ts';
import { STRANGERS } from './mtsBonus/strangers.ts';
import { TRANSFER_CODES } from './mtsBonus/transferCodes.ts';
import { TRANSFER_LIMITS } from './mtsBonus/transferLimits.ts';
import { TRANSFERS_IN_MENU } from './mtsBonus/transfersInMenu.ts';
import { WRONG_INPUTS } from './mtsBonus/wrongInputs.ts';

export const MTS_BONUS: Table = {
  program: 'mts-bonus',
  shortCode: '4555',
  nextKey: '9',
  earnedByRub: 'taxi',
  somebody: ANNA,
  clock: moscow('2018-03-10T12:00:00'),
  dialogues: [
    ...JOINING,
    ...STRANGERS,
    ...BALANCE,
    ...GIFT_CODES,
    ...GIFT_MENU,
    ...HISTORY_AND_LEAVING,
    ...EARNING,
    ...TRANSFERS_IN_MENU,
    ...CODE_QUESTION,
    ...TRANSFER_CODES,
    ...TRANSFER_LIMITS,
    ...ENDINGS,
    ...LANGUAGES,
    ...WRONG_INPUTS,
  ],
};
