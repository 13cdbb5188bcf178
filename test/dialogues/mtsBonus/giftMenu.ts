/** programs.md §1, the interactive menu: gifts by category and page, with confirmation. */
import { awaiting, type Dialogue, ended, sms } from '../language.ts';
import { CATEGORIES } from './gifts.ts';
import { ANNA } from './people.ts';
import { ACCEPTED, ROOT } from './screens.ts';

const RICH = { [ANNA]: { points: 1000 } };

const GIFT_ROW = /^\d{2,3} .+: \d+$/;

const lists = Object.entries(CATEGORIES).map(([option, gifts]): Dialogue => {
  const rows = gifts.map(({ code, price }) => new RegExp(`^${code} .+: ${price}$`));
  return {
    name: `gifts by page, category ${option}: ${gifts.map(({ code }) => code).join(', ')}`,
    given: RICH,
    steps: [
      { dial: `*111*455*2*${option}#`, expect: awaiting(/^Код подарка:/, '0 Назад') },
      { leaf: GIFT_ROW, rows },
      { balance: 1000 },
    ],
  };
});

const gifts: readonly Dialogue[] = [
  {
    name: 'a gift from the menu: category, page, row, confirmation',
    given: RICH,
    steps: [
      { dial: '*111*455#', expect: ROOT },
      {
        answer: '2',
        expect: awaiting('1 Звонки', '2 SMS и MMS', '3 Интернет', '4 Роуминг', '5 Банк', '6 Партнёры', '0 Назад'),
      },
      { answer: '3', expect: awaiting(/^Код подарка:/, '32 30 МБ: 60', '9 Далее') },
      { answer: '9', expect: awaiting('0 Назад') },
      { answer: '331', expect: awaiting('БИТ: 590 баллов', 'Заказать?', '1 Да', '0 Назад', '00 Меню') },
      { answer: '1', expect: ACCEPTED, told: [sms('БИТ (331)', 'Списано 590 баллов', 'осталось: 410')] },
      { balance: 410 },
    ],
  },
  {
    name: 'nothing is ordered without the confirmation; back goes row, list, categories, root',
    given: RICH,
    steps: [
      { dial: '*111*455#', expect: ROOT },
      { answer: '2', expect: awaiting(/^Подарки/) },
      { answer: '2', expect: awaiting(/^Код подарка:/, '211 10 MMS: 60') },
      { answer: '211', expect: awaiting('10 MMS: 60 баллов', 'Заказать?') },
      { answer: '2', expect: awaiting('Такого ответа нет') },
      { answer: '0', expect: awaiting(/^Код подарка:/, '211 10 MMS: 60') },
      { answer: '0', expect: awaiting(/^Подарки/) },
      { answer: '0', expect: ROOT },
      { balance: 1000 },
    ],
  },
  {
    name: 'the main key leads from the depth to the root',
    given: RICH,
    steps: [
      { dial: '*111*455*2*1*11#', expect: awaiting('30 мин внутри сети: 210 баллов. Заказать?', '00 Меню') },
      { answer: '00', expect: ROOT },
      { answer: '0', expect: ACCEPTED, told: [sms('У вас 1000 баллов.')] },
    ],
  },
  {
    name: 'pages turn back with 0, a page at a time',
    given: RICH,
    steps: [
      { dial: '*111*455*2*3#', expect: awaiting('32 30 МБ: 60', '9 Далее') },
      { answer: '9', expect: awaiting('314 2048 МБ: 1500') },
      { answer: '0', expect: awaiting('32 30 МБ: 60', '9 Далее') },
      { answer: '0', expect: awaiting(/^Подарки/) },
    ],
  },
  {
    name: 'a code of another category is not in the list; a dialled path orders after its confirmation',
    given: RICH,
    steps: [
      { dial: '*111*455*2*2#', expect: awaiting('211 10 MMS: 60') },
      { answer: '11', expect: awaiting('Такого кода в списке нет', /Код подарка:/) },
      { dial: '*111*455*2*2*211*1#', expect: ACCEPTED, told: [sms('10 MMS (211)', 'осталось: 940')] },
      { balance: 940 },
    ],
  },
  {
    name: 'too few points for a gift of the menu: how many are missing',
    given: { [ANNA]: { points: 200 } },
    steps: [
      { dial: '*111*455*2*1*11#', expect: awaiting('210 баллов') },
      { answer: '1', expect: ended('Не хватает 10 баллов.'), told: [sms('Не хватает 10 баллов.')] },
      { balance: 200 },
    ],
  },
];

/** Gifts of the menu. */
export const GIFT_MENU: readonly Dialogue[] = [...lists, ...gifts];
