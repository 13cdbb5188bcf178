/** Definitions broken on purpose, and who finds out: `lint`, `explore`, or the scripts that are shipped. */
import { explore } from '../../src/explore/explore.ts';
import { isSound } from '../../src/explore/show.ts';
import { compileServices } from '../../src/session/definition/compile.ts';
import { edited, type Folder, filesOf } from '../session/definition/mini.ts';
import { shippedFolder } from '../session/definition/shipped.ts';

/** Who finds it first; `scripts`: nothing but a test of what the dialogue says. */
export type Finder = 'lint' | 'explore' | 'scripts';

export interface Mutant {
  readonly kind: 'option' | 'text' | 'limit' | 'state' | 'plural' | 'keyword';
  readonly what: string;
  readonly file: string;
  readonly piece: string;
  readonly by: string;
  readonly finder: Finder;
}

const S = 'service.yaml';
const P = 'program.yaml';
const RU = 'texts.ru.yaml';
const EN = 'texts.en.yaml';

type Row = readonly [what: string, file: string, piece: string, by: string, finder: Finder];

function of(kind: Mutant['kind'], rows: readonly Row[]): Mutant[] {
  return rows.map(([what, file, piece, by, finder]) => ({ kind, what, file, piece, by, finder }));
}

const OPTIONS: readonly Row[] = [
  ['0 is not the balance', S, 'root.balance, go: balance', 'root.balance, go: join', 'lint'],
  ['history leads to leaving', S, 'root.history, go: history', 'root.history, go: leave', 'lint'],
  ['leaving has another key', S, '"6": { label: root.leave', '"7": { label: root.leave', 'scripts'],
  ['roaming shows the bank', S, 'set: { category: roaming }', 'set: { category: bank }', 'scripts'],
  ['a category that no gift has', S, 'set: { category: roaming }', 'set: { category: roamnig }', 'lint'],
  ['giving is called gifts', S, 'label: root.give, go: give', 'label: root.gifts, go: give', 'lint'],
  ['leaving does nothing', S, 'label: leave.yes, go: leave-now', 'label: leave.yes, go: accepted', 'lint'],
  ['yes stands on the key that leads back', S, '"1": { label: gifts.yes', '"0": { label: gifts.yes', 'lint'],
  ['yes leads round', S, 'label: gifts.yes, go: order', 'label: gifts.yes, go: gift-categories', 'lint'],
];

const TEXTS: readonly Row[] = [
  ['half of what is said', RU, 'Принято. Ответ придёт по SMS.', 'Принято.', 'scripts'],
  ['the code of joining misspelt', RU, 'Вступить: *111*455*1#', 'Вступить: *111*445*1#', 'scripts'],
  ['a figure is not told', EN, 'Left today: {left} of {limit}.', 'Left today: {left}.', 'lint'],
  ['an argument that nothing gives', EN, 'No more than {limit}', 'No more than {limits}', 'lint'],
  ['a text is gone', RU, '  not-a-code: В коде 4 цифры.\n', '', 'lint'],
  [
    'labels under screens leave no room',
    RU,
    'next: Далее',
    'next: Показать следующую страницу этого замечательного экрана',
    'lint',
  ],
  ['another gift has this name', RU, '"11": 30 мин внутри сети', '"11": 60 мин внутри сети', 'scripts'],
];

const LIMITS: readonly Row[] = [
  ['a tenth for each transfer', P, 'perOperation: 3000', 'perOperation: 300', 'scripts'],
  ['a day allows less than one transfer', P, 'perDay: 3000', 'perDay: 2999', 'lint'],
  ['one transfer a month less', P, 'perMonth: 10', 'perMonth: 9', 'scripts'],
  ['more tries for a code', P, 'tries: 3 #', 'tries: 4 #', 'scripts'],
  ['codes for longer', P, 'codeLifetime: PT5M', 'codeLifetime: PT50M', 'scripts'],
  ['a cheap gift', P, 'code: "11", category: calls, price: 210', 'code: "11", category: calls, price: 21', 'scripts'],
  ['codes that no answer fits', P, 'codeDigits: 4', 'codeDigits: 6', 'scripts'],
  ['less time to think', S, 'timeout: PT3M', 'timeout: PT3S', 'scripts'],
];

const STATES: readonly Row[] = [
  ['an end is gone', S, '  frozen: { end: frozen, refusal: true }\n', '', 'lint'],
  ['an outcome leads nowhere', S, '      too-many-tries: too-many-tries\n', '', 'lint'],
  ['the code is never looked at', S, 'set: pin, go: give-confirm', 'set: pin, go: give-request', 'lint'],
  ['a wrong code begins anew', S, 'wrong-code: { go: give-code', 'wrong-code: { go: give-to', 'scripts'],
  ['an end says nothing', S, 'accepted: { end: accepted }', 'accepted: { end: null }', 'lint'],
  [
    'a number that nobody has',
    S,
    '{ type: msisdn, set: to',
    '{ type: pattern, pattern: "\\\\d{40}", set: to',
    'explore',
  ],
];

const PLURALS: readonly Row[] = [
  ['a form is missing', RU, 'few {{limit} передач} ', '', 'lint'],
  [
    'a form has the words of another',
    RU,
    '>-\n  У вас {balance, plural, one {{balance} балл} few {{balance} балла}',
    '>-\n  У вас {balance, plural, one {{balance} балл} few {{balance} баллов}',
    'scripts',
  ],
  ['a form that the language has not', EN, 'plural, one {once}', 'plural, few {once}', 'lint'],
  ['a figure is misspelt in one form', RU, 'one {{limit} передачи}', 'one {{limt} передачи}', 'lint'],
];

const KEYWORDS: readonly Row[] = [
  ['0 is the balance by SMS, too', S, 'word: "0", go: sms-leave', 'word: "0", go: sms-balance', 'lint'],
  ['two commands are one', S, 'word: "0", go', 'word: БOНУС, go', 'lint'],
  ['a slip makes one command of the other', S, 'word: "0", go', 'word: Бонуз, go', 'lint'],
];

export const MUTANTS: readonly Mutant[] = [
  ...of('option', OPTIONS),
  ...of('text', TEXTS),
  ...of('limit', LIMITS),
  ...of('state', STATES),
  ...of('plural', PLURALS),
  ...of('keyword', KEYWORDS),
];

/** The shipped service, whole. */
export const SOUND: Folder = shippedFolder('mts-bonus');

/** The folder of a mutant. Throws where the piece is not there exactly once. */
export function folderOf({ file, piece, by }: Mutant): Folder {
  return edited(SOUND, file, piece, by);
}

/** Plays the shipped scripts on a folder of definitions: whether all of them pass. */
export type PlayScripts = (folder: Folder) => Promise<boolean>;

/** Who finds a folder wrong; scripts are asked where they are given, and only of what can be used. */
export async function findersOf(folder: Folder, scripts?: PlayScripts): Promise<readonly Finder[]> {
  const { services, issues, warnings } = compileServices(filesOf(folder, 'mts-bonus'));
  const found: Finder[] = issues.length + warnings.length > 0 ? ['lint'] : [];
  if (issues.length > 0) return found;
  if (!services.every((service) => isSound(explore(service)))) found.push('explore');
  if (scripts !== undefined && !(await scripts(folder))) found.push('scripts');
  return found;
}
