/** programs.md §1: gifts by code on both channels, at the prices of its table. */
import { awaiting, type Dialogue, ended, type Pattern, refused, sms } from '../language.ts';
import { ANNA } from './people.ts';
import { ACCEPTED } from './screens.ts';

interface Gift {
  readonly code: string;
  readonly price: number;
  readonly named: Pattern;
}

function gift(code: string, price: number, named: Pattern): Gift {
  return { code, price, named };
}

/** The categories of the menu, as options of it. Codes that programs.md does not give are the data file's choice. */
export const CATEGORIES: Readonly<Record<string, readonly Gift[]>> = {
  '1': [
    gift('11', 210, '30 мин внутри сети'),
    gift('12', 400, '60 мин внутри сети'),
    gift('141', 80, /АОН.*30 дней/),
    gift('151', 200, /Голосовая почта, 90 дней/),
    gift('152', 290, /Голосовая почта.*90 дней/),
    gift('161', 75, /Гудок.*14 дней.*платно/),
    gift('162', 125, /Гудок.*14 дней.*платно/),
  ],
  '2': [gift('211', 60, '10 MMS'), gift('212', 270, '100 SMS')],
  '3': [
    gift('32', 60, '30 МБ'),
    gift('33', 100, '60 МБ'),
    gift('311', 150, '100 МБ'),
    gift('312', 470, '500 МБ'),
    gift('313', 900, '1024 МБ'),
    gift('314', 1500, '2048 МБ'),
    gift('321', 220, /Соцсети, 14 дней/),
    gift('331', 590, 'БИТ'),
  ],
  '4': [
    gift('411', 500, 'Ноль без границ'),
    gift('421', 500, /как дома, 1 мес/),
    gift('422', 850, /как дома, 2 мес/),
    gift('423', 1200, /как дома, 3 мес/),
  ],
  '5': [gift('511', 5500, /Год обслуживания карты/), gift('512', 550, /SMS-информирование/)],
  '6': [
    gift('611', 150, /Мюзиклы.*10 %/),
    gift('621', 250, /Косметика.* 500 руб/),
    gift('622', 500, /Косметика.* 1000 руб/),
    gift('623', 750, /Косметика.* 1500 руб/),
    gift('631', 150, /Косметика.*25 %/),
    gift('641', 75, /Контент, 7 дней/),
    gift('642', 150, /Контент, 14 дней/),
  ],
};

const GIFTS = Object.values(CATEGORIES).flat();

const EACH: readonly Dialogue[] = GIFTS.map(({ code, price, named }) => {
  const ordered = (left: number) => [
    sms('Подарок подключён', named, `(${code})`, `Списано ${price} балл`, `осталось: ${left}`),
  ];
  const tooFew = (missing: number) => [
    new RegExp(`^Не хватает ${missing} балл`),
    `Цена: ${price}`,
    `у вас: ${price - missing}`,
  ];
  return {
    name: `gift ${code} for ${price}: dialled, texted, and one point short`,
    given: { [ANNA]: { points: 3 * price - 1 } },
    steps: [
      { dial: `*111*455*${code}#`, expect: ACCEPTED, told: ordered(2 * price - 1) },
      { sms: code, told: ordered(price - 1) },
      { dial: `*111*455*${code}#`, expect: ended(...tooFew(1)), told: [sms(...tooFew(1))] },
      { sms: code, told: [sms(...tooFew(1))] },
      { api: { op: 'order', code }, expect: refused('too-few-points', { missing: 1, price, balance: price - 1 }) },
      { balance: price - 1 },
    ],
  };
});

const others: readonly Dialogue[] = [
  {
    name: 'the catalogue of the API: every gift at its price',
    given: { [ANNA]: { points: 0 } },
    steps: [{ catalogue: Object.fromEntries(GIFTS.map(({ code, price }) => [code, price])) }],
  },
  {
    name: 'an order over the API: price and balance, and the SMS',
    given: { [ANNA]: { points: 215 } },
    steps: [
      {
        api: { op: 'order', code: '11' },
        expect: { figures: { code: '11', price: 210, balance: 5 } },
        told: [sms('(11)', 'осталось: 5')],
      },
      { balance: 5 },
    ],
  },
  {
    name: 'a gift code typed at the root of the menu orders at once',
    given: { [ANNA]: { points: 60 } },
    steps: [
      { dial: '*111*455#', expect: awaiting('2 Подарки (или код)') },
      { answer: '32', expect: ACCEPTED, told: [sms('30 МБ (32)', 'осталось: 0')] },
      { balance: 0 },
    ],
  },
  {
    name: 'a gift code with blanks around it is the same code',
    given: { [ANNA]: { points: 120 } },
    steps: [
      { sms: ' 32\n', told: [sms('(32)', 'осталось: 60')] },
      { dial: '*111*455#', expect: awaiting() },
      { answer: ' 32 ', expect: ACCEPTED, told: [sms('(32)', 'осталось: 0')] },
    ],
  },
  {
    name: 'too few points: nothing changes, the answer says how many are missing',
    given: { [ANNA]: { points: 100 } },
    steps: [
      {
        dial: '*111*455*11#',
        expect: ended('Не хватает 110 баллов.', '210', '100'),
        told: [sms('Не хватает 110 баллов.')],
      },
      { sms: '511', told: [sms('Не хватает 5400 баллов.')] },
      { balance: 100 },
    ],
  },
  {
    name: 'no points at all: the whole price is missing; its plural is right',
    given: { [ANNA]: { points: 0 } },
    steps: [
      { sms: '11', told: [sms('Не хватает 210 баллов.')] },
      { api: { op: 'event', kind: 'taxi', values: { rub: 59 } }, expect: { figures: { earned: 59 } } },
      { sms: '32', told: [sms('Не хватает 1 балла.')] },
    ],
  },
  {
    name: 'a code that is no gift: told so on both channels, nothing changes',
    given: { [ANNA]: { points: 6000 } },
    steps: [
      { dial: '*111*455*98#', expect: ended('Такого подарка нет', '*111*455*2#'), told: [sms('Такого подарка нет')] },
      { sms: '98', told: [sms('Такого подарка нет')] },
      { sms: '998', told: [sms('Такого подарка нет')] },
      { api: { op: 'order', code: '98' }, expect: refused('unknown-gift') },
      { balance: 6000 },
    ],
  },
  {
    name: '999 is never a gift',
    given: { [ANNA]: { points: 6000 } },
    steps: [
      { dial: '*111*455*999#', expect: awaiting('Такого ответа нет', 'МТС Бонус') },
      { sms: '999', told: [sms('SMS на 4555:')] },
      { api: { op: 'order', code: '999' }, expect: refused('unknown-gift') },
      { balance: 6000 },
    ],
  },
  {
    name: 'a blocked number orders nothing, on no channel',
    given: { [ANNA]: { points: 500, blocked: true } },
    steps: [
      { dial: '*111*455*11#', expect: ended('Номер заблокирован'), told: [sms('Номер заблокирован')] },
      { sms: '11', told: [sms('Номер заблокирован')] },
      { dial: '*111*455*2*1*11#', expect: awaiting('Заказать?') },
      { answer: '1', expect: ended('Номер заблокирован'), told: [sms('Номер заблокирован')] },
      { api: { op: 'order', code: '11' }, expect: refused('number-blocked') },
      { sms: 'Бонус', told: [sms('У вас 500 баллов.')] },
      { profile: { blocked: false } },
      { sms: '11', told: [sms('(11)', 'осталось: 290')] },
    ],
  },
];

/** Gifts by their codes. */
export const GIFT_CODES: readonly Dialogue[] = [...EACH, ...others];
