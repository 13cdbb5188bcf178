/** The language itself: what is not as the table says fails, and the failure shows all that one wants to know. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Definitions } from '../../src/flow/deps.ts';
import { definitionsWith } from './definitions.ts';
import { awaiting, ended, refused, type Step, sms } from './language.ts';
import { ANNA, BORIS } from './mtsBonus/people.ts';
import { MTS_BONUS } from './mtsBonus.ts';
import { openEmbedded, playOn, type Stage } from './stages.ts';

let stage: Stage;
let definitions: Definitions;

beforeAll(async () => {
  stage = await openEmbedded();
  definitions = await definitionsWith([]);
});
afterAll(() => stage.close());

const GIVEN = { [ANNA]: { points: 5 }, [BORIS]: { points: 0 } };

function playSteps(steps: readonly Step[], table = MTS_BONUS): Promise<string> {
  return playOn(stage, definitions, table, { name: 'a trial', given: GIVEN, steps });
}

const BALANCE = sms('У вас 5 баллов.');
const ACCEPTED = ended('Принято');

test.each<[what: string, steps: readonly Step[], where: string]>([
  ['a screen that waits instead of ending', [{ dial: '*111*455#', expect: ended() }], 'step 1'],
  ['a text that is missing on the screen', [{ dial: '*111*455#', expect: awaiting('7 Погода') }], 'step 1'],
  ['a screen instead of a refusal', [{ dial: '*111*455#', expect: refused('bad-code') }], 'step 1'],
  ['a refusal instead of a screen', [{ dial: '*111*455', expect: awaiting() }], 'step 1'],
  ['an SMS that nobody expects', [{ sms: 'Бонус' }], 'step 1'],
  ['an SMS that does not come', [{ sms: 'Бонус', told: [BALANCE, BALANCE] }], 'step 1'],
  ['an SMS that says something else', [{ sms: 'Бонус', told: [sms('6 баллов')] }], 'step 1'],
  ['an SMS at another time', [{ sms: 'Бонус', told: [{ ...BALANCE, at: '2018-03-10T12:00:01+03:00' }] }], 'step 1'],
  ['another balance', [{ balance: 6 }], 'step 1'],
  ['a member where none should be', [{ balance: null }], 'step 1'],
  ['another fact of a membership', [{ membership: { member: false } }], 'step 1'],
  ['other prices', [{ catalogue: { '11': 210 } }], 'step 1'],
  [
    'other figures',
    [{ api: { op: 'event', kind: 'friend', values: {} }, expect: { figures: { earned: 51 } } }],
    'step 1',
  ],
  ['another refusal', [{ api: { op: 'order', code: '11' }, expect: refused('unknown-gift') }], 'step 1'],
  [
    'other figures of a refusal',
    [{ api: { op: 'order', code: '11' }, expect: refused('too-few-points', { missing: 1 }) }],
    'step 1',
  ],
  [
    'a row too few',
    [
      { dial: '*111*455*2*2#', expect: awaiting() },
      { leaf: /^\d{3} /, rows: ['211'] },
    ],
    'step 2',
  ],
  [
    'rows in another order',
    [
      { dial: '*111*455*2*2#', expect: awaiting() },
      { leaf: /^\d{3} /, rows: ['212', '211'] },
    ],
    'step 2',
  ],
  [
    'an SMS left over at the end',
    [
      { sms: 'Бонус', by: BORIS, told: [sms('0 баллов')] },
      { api: { op: 'transfer', to: BORIS, points: 5 }, expect: { figures: {} }, told: [sms(/^\d{4} /)] },
      {
        api: { op: 'confirm', id: '{transfer}', code: '{code}' },
        expect: { figures: { balance: 0 } },
        told: [sms('передали 5')],
      },
    ],
    'the end',
  ],
])('%s fails', async (_, steps, where) => {
  await expect(playSteps(steps)).rejects.toThrow(`Dialogue "a trial", ${where}\n`);
});

test('an SMS from another number fails', async () => {
  await expect(
    playSteps([{ sms: 'Бонус', to: '4555', told: [BALANCE] }], { ...MTS_BONUS, shortCode: '4556' }),
  ).rejects.toThrow('step 1');
});

test('a failure shows the dialogue, the step, what was sent, expected and got, and the transcript so far', async () => {
  const steps: Step[] = [
    { dial: '*111*455*0#', expect: ACCEPTED, told: [BALANCE] },
    { dial: '*111*455*1#', expect: awaiting('Добро') },
  ];
  await expect(playSteps(steps)).rejects.toThrow(
    [
      'Dialogue "a trial", step 2',
      'sent:',
      `  ${ANNA} dials *111*455*1#`,
      'expected:',
      '  awaiting, with "Добро", in 80 units of UCS2 or 182 septets',
      'got:',
      '  ended:',
      '  Вы уже участник. Баланс: *111*455*0#',
      'so far:',
      `  ${ANNA} dials *111*455*0#`,
      '    ended:',
      '    Принято. Ответ придёт по SMS.',
      '    SMS from 4555 at 2018-03-10T09:00:00.000Z, 1: У вас 5 баллов. Сгорят 01.01.2019: 5.',
    ].join('\n'),
  );
});
