/** programs.md, "Across programs": each subscriber's language, with its plural forms. */
import { awaiting, CODE, type Dialogue, ended, type Pattern, type Step, sms } from '../language.ts';
import { ANNA, at, BORIS } from './people.ts';

type Plurals = readonly (readonly [points: number, shown: RegExp])[];

/** Balances at which the forms of each language turn. */
const PLURALS: Readonly<Record<string, Plurals>> = {
  en: [
    [0, /^You have 0 points\.$/],
    [1, /^You have 1 point\. /],
    [2, /^You have 2 points\. /],
    [21, /^You have 21 points\. /],
  ],
  ro: [
    [0, /^Aveți 0 puncte\.$/],
    [1, /^Aveți 1 punct\. /],
    [2, /^Aveți 2 puncte\. /],
    [19, /^Aveți 19 puncte\. /],
    [20, /^Aveți 20 de puncte\. /],
    [100, /^Aveți 100 de puncte\. /],
    [101, /^Aveți 101 puncte\. /],
    [120, /^Aveți 120 de puncte\. /],
  ],
};

const plurals = Object.entries(PLURALS).flatMap(([language, forms]) =>
  forms.map(([points, shown]): Dialogue => {
    return {
      name: `balance of ${points} in ${language}`,
      given: { [ANNA]: { points, language } },
      steps: [{ sms: 'Бонус', told: [sms(shown)] }],
    };
  }),
);

/** What each language says at the same places. */
interface Voice {
  readonly accepted: Pattern;
  readonly root: Pattern;
  readonly expiring: Pattern;
  readonly registered: Pattern;
  readonly already: Pattern;
  readonly howToJoin: Pattern;
  readonly tooFew: Pattern;
  readonly ordered: Pattern;
  readonly code: Pattern;
  readonly sent: Pattern;
  readonly received: Pattern;
  readonly warning: Pattern;
  readonly left: Pattern;
  readonly help: Pattern;
  readonly meant: Pattern;
}

const VOICES: Readonly<Record<string, Voice>> = {
  ru: {
    accepted: 'Принято. Ответ придёт по SMS.',
    root: /^МТС Бонус\n0 Баланс\n1 Вступить\n2 Подарки \(или код\)\n4 Передать\n5 История\n6 Выйти$/,
    expiring: 'Сгорят 01.01.2019: 281.',
    registered: /Вы в программе .* 0 баллов/,
    already: 'Вы уже участник',
    howToJoin: 'Вы ещё не участник',
    tooFew: /Не хватает 119 баллов\. Цена: 400, у вас: 281/,
    ordered: /30 мин внутри сети \(11\).* 210 баллов, осталось: 71/,
    code: /^\d{4} .*передать 21 балл на.* 5 минут/,
    sent: /передали 21 балл .*: 50/,
    received: /передали 21 балл .*: 21/,
    warning: 'Сгорят 50 баллов.',
    left: 'Сгорело 50 баллов.',
    help: /пустое SMS – вступить; 0 – выйти/,
    meant: 'Возможно, вы имели в виду «Бонус»?',
  },
  en: {
    accepted: 'Accepted. The answer will come by SMS.',
    root: /^MTS Bonus\n0 Balance\n1 Join\n2 Gifts \(or a code\)\n4 Give\n5 History\n6 Leave$/,
    expiring: 'Expiring on 1 Jan 2019: 281.',
    registered: /Welcome.* 0 points/,
    already: 'You are already a member',
    howToJoin: 'You are not a member yet',
    tooFew: /119 points short\. Price: 400, you have: 281/,
    ordered: /30 min on-net \(11\).* 210 points, left: 71/,
    code: /^\d{4} .*give 21 points to.* 5 minutes/,
    sent: /gave 21 points .*: 50/,
    received: /received 21 points .*: 21/,
    warning: 'You will lose 50 points.',
    left: '50 points are lost.',
    help: /empty SMS - join; 0 - leave/,
    meant: 'Did you mean "Бонус"?',
  },
  ro: {
    accepted: 'Am primit cererea. Răspunsul vine prin SMS.',
    root: /^MTS Bonus\n0 Sold\n1 Înscriere\n2 Cadouri \(sau cod\)\n4 Transfer\n5 Istoric\n6 Ieșire$/,
    expiring: 'Expiră la 01.01.2019: 281.',
    registered: /Bine ați venit.* 0 puncte/,
    already: 'Sunteți deja membru',
    howToJoin: 'Nu sunteți încă membru',
    tooFew: /lipsesc 119 puncte\. Preț: 400, aveți: 281/,
    ordered: /30 min în rețea \(11\).* 210 puncte, au rămas: 71/,
    code: /^\d{4} .*21 de puncte numărului.* 5 minute/,
    sent: /dăruit 21 de puncte .*: 50/,
    received: /primit 21 de puncte .*: 21/,
    warning: 'Pierdeți 50 de puncte.',
    left: 'S-au pierdut 50 de puncte.',
    help: /SMS gol – înscriere; 0 – ieșire/,
    meant: 'Ați vrut să scrieți „Бонус”?',
  },
};

/** One life with the program, in one language. */
function life(voice: Voice): readonly Step[] {
  return [
    { sms: 'Бонус', told: [sms(voice.howToJoin)] },
    { dial: '*111*455*1#', expect: ended(voice.accepted), told: [sms(voice.registered)] },
    { sms: '', told: [sms(voice.already)] },
    { dial: '*111*455#', expect: awaiting(voice.root) },
    { api: { op: 'event', kind: 'taxi', values: { rub: 281 } }, expect: { figures: { balance: 281 } } },
    { answer: '0', expect: ended(voice.accepted), told: [sms('281', voice.expiring)] },
    { sms: '12', told: [sms(voice.tooFew)] },
    { sms: '11', told: [sms(voice.ordered)] },
    { dial: `*111*455*4*${BORIS}*21#`, expect: awaiting(), told: [sms(voice.code)] },
    { answer: CODE, expect: ended(voice.accepted), told: [sms(voice.sent)] },
    { inbox: [sms(voice.received)], of: BORIS },
    { sms: 'Бонсу', told: [sms(voice.meant)] },
    { sms: '?', told: [sms(voice.help)] },
    { dial: '*111*455*6#', expect: awaiting(voice.warning) },
    { answer: '1', expect: ended(voice.accepted), told: [sms(voice.left)] },
  ];
}

const lives = Object.entries(VOICES).map(([language, voice]): Dialogue => {
  return {
    name: `a whole life with the program in ${language}`,
    given: { [ANNA]: { language }, [BORIS]: { points: 0, language } },
    steps: life(voice),
  };
});

const others: readonly Dialogue[] = [
  {
    name: 'giver and receiver each read their own language',
    given: { [ANNA]: { points: 100, language: 'ro' }, [BORIS]: { points: 0, language: 'en' } },
    steps: [
      { dial: `*111*455*4*${BORIS}*1#`, expect: awaiting('Codul din SMS:'), told: [sms(/1 punct numărului/)] },
      { answer: CODE, expect: ended('Am primit cererea'), told: [sms('Ați dăruit 1 punct')] },
      { inbox: [sms('You received 1 point')], of: BORIS },
    ],
  },
  {
    name: 'a change of language shows on the next screen; an unset one is Russian',
    given: { [ANNA]: { points: 0 } },
    steps: [
      { dial: '*111*455#', expect: awaiting('0 Баланс') },
      { profile: { language: 'en' } },
      { answer: '2', expect: awaiting('1 Calls', '0 Back') },
      { profile: { language: 'ro' } },
      { answer: '1', expect: awaiting('Codul cadoului:') },
      { profile: { language: null } },
      { answer: '0', expect: awaiting('1 Звонки') },
    ],
  },
  {
    name: 'the network and the end of the program speak the subscriber’s language, too',
    dated: true,
    clock: '2019-05-14T12:00:00+03:00',
    given: { [ANNA]: { points: 20, language: 'ro' }, [BORIS]: { points: 1, language: 'en' } },
    steps: [
      { dial: '*999#', expect: ended('Cod necunoscut') },
      { dial: '*999#', by: BORIS, expect: ended('Unknown application') },
      at('2019-05-15T00:00:00'),
      { inbox: [sms('S-au pierdut 20 de puncte.', 'MTS Cashback')], of: ANNA },
      { inbox: [sms('1 point is lost.', 'MTS Cashback')], of: BORIS },
      { dial: '*111*455*0#', expect: ended('s-a închis la 15.05.2019', '*101*2#') },
    ],
  },
];

/** Three languages. */
export const LANGUAGES: readonly Dialogue[] = [...plurals, ...lives, ...others];
