/** programs.md §1: a non-member who asks for anything but joining is told how to join. */
import { awaiting, type Dialogue, ended, refused, type Step, sms } from '../language.ts';
import { ANNA, BORIS } from './people.ts';

const HOW_TO_JOIN = ['не участник', '*111*455*1#', 'пустое SMS', '4555'] as const;
const ON_SCREEN = ended(...HOW_TO_JOIN);
const BY_SMS = [sms(...HOW_TO_JOIN)];

function stranger(what: string, ...steps: readonly Step[]): Dialogue {
  return {
    name: `a stranger ${what}: told how to join`,
    given: { [ANNA]: {}, [BORIS]: { points: 0 } },
    steps: [...steps, { balance: null }],
  };
}

const MENU: Step = { dial: '*111*455#', expect: awaiting('МТС Бонус') };

/** Those who have not joined, at every door. */
export const STRANGERS: readonly Dialogue[] = [
  stranger('dials the balance', { dial: '*111*455*0#', expect: ON_SCREEN }),
  stranger('texts Бонус', { sms: 'Бонус', told: BY_SMS }),
  stranger('dials a gift code', { dial: '*111*455*11#', expect: ON_SCREEN, told: BY_SMS }),
  stranger('texts a gift code', { sms: '11', told: BY_SMS }),
  stranger('texts 0', { sms: '0', told: BY_SMS }),
  ...['0', '2', '4', '5', '6'].map((option) =>
    stranger(`chooses ${option} in the menu`, MENU, { answer: option, expect: ON_SCREEN }),
  ),
  stranger('types a gift code in the menu', MENU, { answer: '11', expect: ON_SCREEN, told: BY_SMS }),
  stranger('dials a whole transfer', { dial: `*111*455*4*${BORIS}*500#`, expect: ON_SCREEN }),
  {
    name: 'a stranger at the API: not a member',
    given: { [ANNA]: {}, [BORIS]: { points: 0 } },
    steps: [
      { api: { op: 'event', kind: 'taxi', values: { rub: 10 } }, expect: refused('not-a-member') },
      { api: { op: 'order', code: '11' }, expect: refused('not-a-member') },
      { api: { op: 'transfer', to: BORIS, points: 1 }, expect: refused('not-a-member') },
      { api: { op: 'deactivate', channel: 'web' }, expect: refused('not-a-member') },
      { balance: null },
    ],
  },
];
