/** The smallest service that compiles, to be broken by the tests. */
import { compileServices } from '../../../src/session/definition/compile.ts';
import type { DefinitionFile } from '../../../src/session/definition/folder.ts';
import { formatIssue } from '../../../src/yaml/issue.ts';

export const SERVICE = `languages: [ru, en]
tooMany: sorry
routes:
  - ussd: "*200"
    start: root
  - sms: "2000"
    keywords:
      - { word: ИНФО, go: info }
    otherwise: info
states:
  root:
    menu: root.title
    options:
      "1": { label: root.number, go: number }
      "2": { label: root.info, go: info }
  number:
    ask: number.ask
    input: { type: msisdn, set: to, go: done }
  done: { end: done }
  info: { end: info }
  sorry: { end: sorry }
`;

export const RU = `nav: { next: Далее, back: Назад, main: Меню }
invalid: Нет такого ответа.
wrong-code-dialled: Неверный код.
service-changed: Услуга обновилась.
root:
  title: Услуга
  number: Номер
  info: Справка
number:
  ask: "Номер:"
done: Готово, {to}.
info: Справка по услуге.
sorry: Попробуйте позже.
`;

export const EN = `nav: { next: Next, back: Back, main: Menu }
invalid: No such answer.
wrong-code-dialled: Wrong code.
service-changed: The service was updated.
root:
  title: Service
  number: Number
  info: Info
number:
  ask: "Number:"
done: Done, {to}.
info: About the service.
sorry: Please try later.
`;

/** Texts by file name in the folder `mini`. */
export type Folder = Readonly<Record<string, string>>;

export const MINI: Folder = { 'service.yaml': SERVICE, 'texts.ru.yaml': RU, 'texts.en.yaml': EN };

/** The files of a folder, as the compiler takes them. */
export function filesOf(folder: Folder, name = 'mini'): DefinitionFile[] {
  return Object.entries(folder).map(([file, text]) => ({ path: `${name}/${file}`, text }));
}

/** All issues of a folder, one line each, without the folder's name. */
export function issuesOf(folder: Folder): string[] {
  return compileServices(filesOf(folder)).issues.map((issue) => formatIssue(issue).replace(/^mini\//, ''));
}

/** The folder with one piece of one file replaced. Throws where the piece is not there exactly once. */
export function edited(folder: Folder, file: string, piece: string, by: string): Folder {
  const text = folder[file] ?? '';
  if (text.split(piece).length !== 2) throw new Error(`"${piece}" is not exactly once in ${file}`);
  return { ...folder, [file]: text.replace(piece, () => by) };
}
