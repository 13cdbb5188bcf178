/** programs.md §1, rows 1 and 2 of the table, and "Joining". */
import { awaiting, type Dialogue, ended, refused, type Sms, sms } from '../language.ts';
import { ANNA, after, at, moscow, VERA } from './people.ts';
import { ACCEPTED } from './screens.ts';

const WELCOME = sms('МТС Бонус', 'У вас 0 баллов.', '*111*455*0#');
const ALREADY = ['уже участник'] as const;
const PENDING = 'Заявка рассматривается';

const MEMBER = { [ANNA]: { points: 5 } };
const BLOCKED = { [ANNA]: { blocked: true } };

const joining: readonly Dialogue[] = [
  {
    name: 'dials *111*455*1#: joins with 0 points; accepted on the screen, registered by SMS',
    steps: [
      { balance: null },
      { dial: '*111*455*1#', expect: ACCEPTED, told: [WELCOME] },
      { balance: 0 },
      { membership: { member: true, lots: [] } },
    ],
  },
  {
    name: 'sends an empty SMS to 4555: joins with 0 points; the SMS comes within 5 s',
    steps: [{ sms: '', told: [{ ...WELCOME, at: moscow('2018-03-10T12:00:00') }] }, { balance: 0 }],
  },
  {
    name: 'an SMS of blanks is an empty one',
    steps: [{ sms: ' \n\u200b ', told: [WELCOME] }, { balance: 0 }],
  },
  {
    name: 'joins from the menu',
    steps: [
      { dial: '*111*455#', expect: awaiting('1 Вступить') },
      { answer: '1', expect: ACCEPTED, told: [WELCOME] },
      { balance: 0 },
    ],
  },
  {
    name: 'a blocked number joins by USSD and asks its balance',
    given: BLOCKED,
    steps: [
      { dial: '*111*455*1#', expect: ACCEPTED, told: [WELCOME] },
      { dial: '*111*455*0#', expect: ACCEPTED, told: [sms('У вас 0 баллов.')] },
      { balance: 0 },
    ],
  },
  {
    name: 'a blocked number joins by SMS and asks its balance',
    given: BLOCKED,
    steps: [{ sms: '', told: [WELCOME] }, { sms: 'Бонус', told: [sms('У вас 0 баллов.')] }, { balance: 0 }],
  },
  {
    name: 'joining twice: "already a member", nothing changes',
    given: MEMBER,
    steps: [
      { dial: '*111*455*1#', expect: ended(...ALREADY) },
      { sms: '', told: [sms(...ALREADY)] },
      { dial: '*111*455#', expect: awaiting() },
      { answer: '1', expect: ended(...ALREADY) },
      { api: { op: 'register', channel: 'web', questionnaire: true }, expect: refused('already-a-member') },
      { balance: 5 },
    ],
  },
  {
    name: 'over USSD and SMS joining earns nothing, whatever is filled in',
    given: { [ANNA]: {}, [VERA]: {} },
    steps: [
      {
        api: { op: 'register', channel: 'ussd', questionnaire: true, email: 'anna@example.org' },
        expect: { figures: { balance: 0, status: 'member' } },
        told: [WELCOME],
      },
      {
        api: { op: 'register', channel: 'sms', questionnaire: true },
        by: VERA,
        expect: { figures: { balance: 0, status: 'member' } },
        told: [WELCOME],
      },
    ],
  },
];

const web = (
  application: { questionnaire?: boolean; email?: string },
  points: number,
  welcome: Sms,
): readonly Dialogue['steps'][number][] => [
  {
    api: { op: 'register', channel: 'web', ...application },
    expect: { figures: { balance: points, status: 'pending', activeAt: '2018-03-10T11:00:00.000Z' } },
  },
  { membership: { member: false, status: 'pending', balance: points } },
  after('PT1H59M59.999S'),
  { membership: { member: false, status: 'pending' } },
  after('PT0.001S'),
  { inbox: [{ ...welcome, at: moscow('2018-03-10T14:00:00') }], of: ANNA },
  { membership: { member: true, balance: points } },
];

const joiningOnTheWeb: readonly Dialogue[] = [
  {
    name: 'web: +100 at once for the questionnaire, a member after 2 hours, then an SMS',
    steps: web({ questionnaire: true }, 100, sms('У вас 100 баллов.')),
  },
  { name: 'web: +10 for an e-mail', steps: web({ email: 'anna@example.org' }, 10, sms('У вас 10 баллов.')) },
  {
    name: 'web: +110 for both',
    steps: web({ questionnaire: true, email: 'anna@example.org' }, 110, sms('У вас 110 баллов.')),
  },
  { name: 'web: nothing filled in, no points', steps: web({ questionnaire: false }, 0, WELCOME) },
  {
    name: 'web: while the application is pending, it is said so on both channels and nothing is ordered',
    steps: [
      { api: { op: 'register', channel: 'web', questionnaire: true }, expect: { figures: { balance: 100 } } },
      { dial: '*111*455*1#', expect: ended(PENDING) },
      { sms: '', told: [sms(PENDING)] },
      { dial: '*111*455*32#', expect: ended(PENDING), told: [sms(PENDING)] },
      { sms: '32', told: [sms(PENDING)] },
      { api: { op: 'order', code: '32' }, expect: refused('pending') },
      { api: { op: 'event', kind: 'friend', values: {} }, expect: refused('pending') },
      { balance: 100 },
      at('2018-03-10T14:00:00'),
      { inbox: [sms('У вас 100 баллов.')], of: ANNA },
      { sms: '32', told: [sms('30 МБ', 'осталось: 40')] },
      { balance: 40 },
    ],
  },
];

/** Every way in. */
export const JOINING: readonly Dialogue[] = [...joining, ...joiningOnTheWeb];
