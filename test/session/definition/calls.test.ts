import { describe, expect, test } from 'vitest';
import { edited, type Folder, issuesOf } from './mini.ts';
import { shippedFolder } from './shipped.ts';

const S = 'service.yaml';
const R = 'texts.ru.yaml';
const SHIPPED = shippedFolder('mts-bonus');

/** Where a mark first stands in a file, as issues write it. */
function placeOf(folder: Folder, file: string, mark: string): string {
  const before = (folder[file] ?? '').split(mark, 1)[0]?.split('\n') ?? [];
  return `${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

type Row = readonly [what: string, file: string, piece: string, by: string, mark: string, issue: string];

/** The mark tells where in the broken file the issue must point to. */
const ROWS: readonly Row[] = [
  [
    'unknown operation',
    S,
    'call: deactivate\n    with: { channel: ussd }',
    'call: deactivat\n    with: { channel: ussd }',
    'deactivat\n',
    '"deactivat" is not allowed as "call"; did you mean "deactivate"?',
  ],
  [
    'unknown outcome',
    S,
    'wrong-code: {',
    'wrong-cod: {',
    'wrong-cod:',
    '"wrong-cod" is not a field of the outcomes; did you mean "wrong-code"?',
  ],
  [
    'outcome of another operation',
    S,
    'ok: gift-categories',
    'ok: gift-categories\n      wrong-code: gift-categories',
    'wrong-code: gift',
    `"balance" never answers "wrong-code"; its outcomes are ok, closed, not-a-member`,
  ],
  [
    'outcome without a way',
    S,
    '  frozen: frozen\n',
    '',
    '  join:\n'.trimStart(),
    'nothing says where the outcome "frozen" of "register" leads; add "frozen" under "on", or "otherwise"',
  ],
  [
    'field is missing',
    S,
    'with: { to: $to, points: $points }',
    'with: { to: $to }',
    'give-request:\n',
    '"transfer" needs the field "points"; add "points" under "with"',
  ],
  [
    'unknown field',
    S,
    'with: { to: $to, points: $points }',
    'with: { to: $to, points: $points, note: x }',
    'note: x',
    '"note" is not a field of "transfer"; write one of to, points',
  ],
  [
    'unknown channel',
    S,
    'call: deactivate\n    with: { channel: ussd }',
    'call: deactivate\n    with: { channel: usd }',
    'usd }',
    '"usd" is not a channel; did you mean "ussd"?',
  ],
  [
    'variable is not set',
    S,
    'with: { to: $to, points: $points }',
    'with: { to: $to, points: $pionts }',
    '$pionts',
    'the variable "pionts" is not always set here; did you mean "points"?',
  ],
  [
    'variable is not set on every way',
    S,
    'with: { id: $id, code: $pin }',
    'with: { id: $id, code: $code }',
    '$code }\n    on:\n      ok: accepted\n      wrong',
    'the variable "code" is not always set here; set it on every way here, with "set" or "keep"',
  ],
  [
    'kept field is unknown',
    S,
    'keep: [balance]',
    'keep: [balanse]',
    'balanse',
    '"balanse" is not a field of the outcome "ok" of "balance"; did you mean "balance"?',
  ],
  [
    'row has no such field',
    S,
    'pick: { by: code, keep: [code, nameKey, price]',
    'pick: { by: kode, keep: [code, nameKey, price]',
    'kode',
    'rows of "catalogue" have no field "kode"; did you mean "code"?',
  ],
  [
    'unknown list',
    S,
    'list: history',
    'list: histori',
    'histori\n',
    '"histori" is not allowed as "list"; did you mean "history"?',
  ],
  [
    'condition on no field',
    S,
    'where: { category: $category }',
    'where: { categori: $category }',
    'categori:',
    'rows of "catalogue" have no field "categori"; did you mean "category"?',
  ],
  [
    'row takes a key',
    S,
    'keys: { next: "9", back: "0", main: "00" }',
    'keys: { next: "11", back: "0", main: "00" }',
    'code, keep: [code, nameKey',
    'the row "11" cannot be picked: that is the key "next"; give the key or the row another number',
  ],
  [
    'notice on an end',
    S,
    'too-many-tries: too-many-tries',
    'too-many-tries: { go: too-many-tries, notice: give.to-self }',
    'notice: give.to-self }\n      transfer',
    '"too-many-tries" is an end and shows no notice; say it in the text of "too-many-tries"',
  ],
  [
    'figures do not last',
    S,
    'menu: leave.warning',
    'menu: too-few-points',
    'too-few-points\n    options',
    'the text "too-few-points" uses {missing}, which is not always known here; known here: balance',
  ],
];

describe('calls and lists of the shipped service, broken one by one', () => {
  test('as shipped there is no issue', () => {
    expect(issuesOf(SHIPPED)).toEqual([]);
  });

  test.each(ROWS)('%s', (_what, file, piece, by, mark, issue) => {
    const broken = edited(SHIPPED, file, piece, by);
    expect(issuesOf(broken)).toContain(`${placeOf(broken, file, mark)}: ${issue}`);
  });

  test('a figure that is not always there needs a guard, wherever the text is used', () => {
    const guard = '{expiring,\n  plural, =0 {} other { Сгорят {expiringAt}: {expiring}.}}';
    const broken = edited(SHIPPED, R, guard, ' Сгорят {expiringAt}: {expiring}.');
    const issue =
      'the text "balance" cannot do without {expiringAt}, which is not always there; put it into the "other" of a plural that has an "=0 {}"';
    expect(issuesOf(broken)).toEqual([
      `${placeOf(broken, S, 'balance }\n\n  join')}: ${issue}`,
      `${placeOf(broken, S, 'balance }\n  sms-meant')}: ${issue}`,
    ]);
  });

  test('texts of the core use its figures only', () => {
    const broken = edited(SHIPPED, R, ' осталось: {balance}.', ' осталось: {balanse}.');
    expect(issuesOf(broken)).toContain(
      `${placeOf(broken, R, '>-\n    Подарок')}: "core.ordered" gets no {balanse}; did you mean "balance"?`,
    );
  });

  test('calls in a circle are told once, with the way round', () => {
    const once = edited(SHIPPED, S, 'ok: leave-confirm', 'ok: give');
    const broken = edited(once, S, 'ok: give-to', 'ok: leave');
    expect(issuesOf(broken).filter((issue) => issue.includes('go round'))).toEqual([
      `${placeOf(broken, S, 'give:\n    call')}: calls go round without an answer between: give → leave → give; lead one of them to a menu, a question or an end`,
    ]);
  });

  test('a gift without a name', () => {
    const broken = edited(
      SHIPPED,
      'program.yaml',
      'gifts:\n',
      'gifts:\n  - { code: "99", category: calls, price: 1 }\n',
    );
    expect(issuesOf(broken)).toEqual([
      `${placeOf(broken, 'texts.ru.yaml', 'gift:\n')}: a row of the list "gift-list" has no text "gift.99"; add "gift.99"`,
    ]);
  });

  test('a category without gifts', () => {
    const broken = edited(SHIPPED, S, 'set: { category: calls }', 'set: { category: cals }');
    expect(issuesOf(broken)).toEqual([
      `${placeOf(broken, S, 'cals')}: no row of the list "gift-list" has "cals" as its category; did you mean "calls"?`,
    ]);
  });

  test('figures of the program are checked too', () => {
    const broken = edited(SHIPPED, 'program.yaml', 'perOperation: 3000', 'perOperation: many');
    expect(issuesOf(broken)).toEqual([
      `${placeOf(broken, 'program.yaml', 'many')}: "perOperation" must be a whole number; write a whole number, like 3000`,
    ]);
  });

  test('figures that make no sense are told by the core', () => {
    const broken = edited(SHIPPED, 'program.yaml', 'code: "12"', 'code: "999"');
    expect(issuesOf(broken)).toEqual([
      `${placeOf(broken, 'program.yaml', '"999"')}: 999 is never a gift; give it another code`,
    ]);
  });
});
