/** The fake core speaks with the words of the program that it stands for. */
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { compileProgram } from '../../src/bonus/program.ts';
import type { Account, Core, CoreContext, Operation } from '../../src/bonus/types.ts';
import { vocabularyOf } from '../../src/bonus/vocabulary.ts';
import { explore } from '../../src/explore/explore.ts';
import { fakeCore } from '../../src/explore/fakeCore.ts';
import { CASTS, type Cast } from '../../src/explore/figures.ts';
import { compileServices } from '../../src/session/definition/compile.ts';
import { EVERY_PART } from '../../src/session/definition/schema/everyPart.ts';
import type { Service } from '../../src/session/types.ts';
import { RU } from '../session/definition/mini.ts';

const SOMEBODY: Account = { msisdn: '79161234567', profile: {}, smsCount: 0, programs: {} };
const CONTEXT: CoreContext = {
  now: 0,
  by: 'ussd',
  request: 'r',
  peers: {},
  newCode: (digits) => '9'.repeat(digits),
  newId: () => 'id',
};
const [NOTHING, ONE, , MOST] = CASTS as readonly [Cast, Cast, Cast, Cast];

const NAMES = {
  gift: { '11': 'Подарок', '12': 'Самый большой подарок', '13': 'Малый', '14': 'Другой' },
  status: { first: 'Первый' },
  entry: { pending: 'ждёт', accrued: 'начислено', rejected: 'отклонено', 'written-off': 'списано' },
  goal: { bill: 'счёт', certificate: 'сертификат', number: 'номер' },
};

const STATES = `
  root:
    menu: root.title
    options:
      "1": { label: root.info, go: entries, set: { state: "*" } }
      "2": { label: root.info, go: entries, set: { state: pending } }
      "3": { label: root.info, go: entries, set: { state: rejected } }
      "4": { label: root.info, go: goals }
      "5": { label: root.info, go: save }
      "6": { label: root.info, go: order }
  entries: { list: entries, where: { state: $state }, text: info, item: row.entry, empty: info }
  goals: { list: goals, text: info, item: row.goal, empty: info }
  save: { ask: info, input: { type: amount, set: rub, go: saved } }
  saved: { call: event, with: { kind: goal, goal: certificate, rub: $rub }, on: { ok: info }, otherwise: sorry }
  order: { call: order, with: { code: "11" }, on: { ok: info }, otherwise: sorry }`;

/** A service of the program with every part. Throws where it does not compile. */
function made(): Service {
  const compiled = compileProgram(EVERY_PART);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.errors));
  const figures = Object.entries(vocabularyOf(compiled.program).texts);
  const core = figures.map(([key, names]) => [
    key.slice(5),
    names.map((name) => `{${name.replace(/Key$/, '')}}`).join(' '),
  ]);
  const row = { entry: '{partner} {points} {state}', goal: '{goal} {rub} {to}' };
  const texts = `${RU}${stringify({ ...NAMES, row, core: Object.fromEntries(core) })}`;
  const service = `languages: [ru]\ntooMany: sorry\nroutes: [{ ussd: "*200", start: root }]\nstates:${STATES}
  info: { end: info }\n  sorry: { end: sorry }\n`;
  const program = stringify(EVERY_PART, { aliasDuplicateObjects: false });
  const { services, issues } = compileServices([
    { path: 'made-up/service.yaml', text: service },
    { path: 'made-up/texts.ru.yaml', text: texts },
    { path: 'made-up/program.yaml', text: program },
  ]);
  const [only] = services;
  if (only === undefined) throw new Error(JSON.stringify(issues));
  return only;
}

const SERVICE = made();

function coreOf(cast: Cast, outcomes: readonly string[] = []): Core {
  if (SERVICE.core === null) throw new Error('no core');
  return fakeCore(SERVICE, SERVICE.core, cast, () => ({ had: [], outcomes }));
}

function decided(operation: Operation, outcomes: readonly string[] = []) {
  return coreOf(MOST, outcomes).decide(SOMEBODY, operation, CONTEXT);
}

test('a service of the program with every part is explored whole, and nothing is wrong', () => {
  const { coverage, findings, stoppedShort } = explore(SERVICE);
  expect({ findings, stoppedShort }).toEqual({ findings: [], stoppedShort: false });
  expect(coverage.transitions.missed).toEqual([]);
});

describe('SMS', () => {
  const keys = (operation: Operation, outcomes?: readonly string[]) =>
    decided(operation, outcomes).messages.map(({ key }) => key);

  test('of an order: each kind that the program has', () => {
    const all = Object.keys(SERVICE.core?.vocabulary.texts ?? {}).filter((key) => key.startsWith('core.ordered'));
    expect(all.length).toBeGreaterThanOrEqual(4);
    expect(keys({ op: 'order', codes: ['11'] })).toEqual(all);
  });

  test('of an event: those that come at once', () => {
    expect(keys({ op: 'event', kind: 'claim', values: {} })).toEqual(['core.claimed', 'core.certificate']);
  });

  test('of a refusal: none', () => {
    expect(keys({ op: 'order', codes: ['11'] }, ['in-debt'])).toEqual([]);
  });

  test('with all their figures', () => {
    for (const { key, args } of decided({ op: 'order', codes: ['11'] }).messages)
      expect([key, Object.keys(args)]).toEqual([key, SERVICE.core?.vocabulary.texts[key]]);
  });
});

test('figures name the longest texts of their kind', () => {
  const { statusKey } = decided({ op: 'balance' }).outcome.data;
  const { nameKey } = decided({ op: 'order', codes: ['11'] }).outcome.data;
  const [entry] = coreOf(MOST).list(SOMEBODY, 'entries', 0);
  const [goal] = coreOf(MOST).list(SOMEBODY, 'goals', 0);
  expect([statusKey, nameKey, goal?.goalKey]).toEqual(['status.first', 'gift.12', 'goal.certificate']);
  expect(['entry.accrued', 'entry.rejected']).toContain(entry?.stateKey);
});

describe('rows', () => {
  const states = (cast: Cast) =>
    coreOf(cast)
      .list(SOMEBODY, 'entries', 0)
      .map(({ state }) => state);

  test('some meet each condition that an option sets', () => {
    expect(states(NOTHING)).toEqual([]);
    expect(states(ONE)).toEqual(['pending', 'rejected']);
    expect(new Set(states(MOST))).toEqual(new Set(['pending', 'rejected']));
    expect(states(MOST).length).toBe(10);
  });

  test('a list without conditions has as many as an account keeps', () => {
    expect(coreOf(MOST).list(SOMEBODY, 'goals', 0)).toHaveLength(10);
    expect(coreOf(ONE).list(SOMEBODY, 'goals', 0)).toHaveLength(1);
  });
});
