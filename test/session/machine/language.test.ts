import { expect, test } from 'vitest';
import type { Core } from '../../../src/bonus/types.ts';
import { startUssd } from '../../../src/session/machine.ts';
import { compileTexts } from '../../../src/text/catalog.ts';
import { STRANGER, toyCore } from './support/core.ts';
import { branch, call, list, menu, NAVIGATION, serviceOf } from './support/service.ts';
import { contextOf } from './support/step.ts';

const NEW_YEAR = Date.UTC(2019, 0, 1);

const dated: Core = {
  ...toyCore,
  decide: (account) => ({
    account,
    outcome: { name: 'ok', data: { expiringAt: NEW_YEAR, expiring: 21, nameKey: 'gift' } },
    messages: [],
    entries: [],
  }),
  list: () => [{ at: NEW_YEAR - 1, delta: -60, kind: 'order' }],
};

const RU = compileTexts('ru', {
  ...NAVIGATION,
  fixed: 'Меню',
  gift: 'Минуты',
  shown:
    '{name}: {expiring, plural, one {{expiring} балл} few {{expiring} балла} many {{expiring} баллов} other {{expiring} балла}} до {expiringAt}',
  row: '{at} {delta}',
  label: 'Да',
});
const EN = compileTexts('en', {
  ...NAVIGATION,
  fixed: 'Menu',
  gift: 'Minutes',
  shown: '{name}: {expiring, plural, one {{expiring} point} other {{expiring} points}} until {expiringAt}',
  row: '{at} {delta}',
  label: 'Yes',
});

const service = serviceOf(
  {
    root: menu('fixed', { '1': ['label', 'show'], '2': ['label', 'rows'] }),
    show: call('balance', { ok: branch('shown') }, { keep: ['expiringAt', 'expiring', 'nameKey'] }),
    shown: menu('shown', {}),
    rows: list('fixed', 'row', { list: 'history' }),
  },
  {},
  { languages: ['ru', 'en'], texts: { ru: RU.texts, en: EN.texts }, core: dated },
);

test.each([
  ['the first language of the service', {}, 'Меню\n1 Да\n2 Да'],
  ['the language of the subscriber', { language: 'en' }, 'Menu\n1 Yes\n2 Yes'],
  ['the first one where the service lacks theirs', { language: 'ro' }, 'Меню\n1 Да\n2 Да'],
  ['a name that every object has is no language', { language: 'constructor' }, 'Меню\n1 Да\n2 Да'],
])('%s', (_name, profile, text) => {
  expect(startUssd(contextOf(service), { ...STRANGER, profile }, 'root', []).screen.text).toBe(text);
});

test.each([
  ['ru', {}, '1', 'Минуты: 21 балл до 01.01.2019'],
  ['en', {}, '1', 'Minutes: 21 points until 1 Jan 2019'],
  ['ru', { timeZone: 'America/New_York' }, '1', 'Минуты: 21 балл до 31.12.2018'],
  ['ru', {}, '2', 'Меню\n01.01.2019 -60'],
  ['ru', { timeZone: 'UTC' }, '2', 'Меню\n31.12.2018 -60'],
])('names, plurals and local dates: %s %o', (language, profile, input, text) => {
  const account = { ...STRANGER, profile: { language, ...profile } };
  expect(startUssd(contextOf(service), account, 'root', [input]).screen.text).toBe(`${text}\n0 Back`);
});
