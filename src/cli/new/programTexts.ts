/** The templates of the texts of a service with a bonus program, in three languages. */
import type { NewFile, NewService } from './newService.ts';
import { usualTexts } from './usual.ts';

/** One file for each language. */
export function programTexts(service: NewService): readonly NewFile[] {
  return [
    { name: 'texts.en.yaml', text: english(service) },
    { name: 'texts.ru.yaml', text: russian(service) },
    { name: 'texts.ro.yaml', text: romanian(service) },
  ];
}

function english(service: NewService): string {
  const { title, ussd, shortCode } = service;
  return `${usualTexts('en', service)}accepted: Accepted. The answer will come by SMS.
sorry: "That did not work. Start again: ${ussd}#"
help: "SMS to ${shortCode}: Join, Points or Leave (your points are lost). Menu: ${ussd}#"

root:
  title: "${title}"
  balance: Balance
  join: Join
  gifts: Gifts
gifts:
  choose: "Gift code:"
  row: "{code} {name}: {price}"
  none: There is nothing here yet.
  not-listed: This code is not in the list.

balance: "You have {balance, plural, one {{balance} point} other {{balance} points}}."
how-to-join: "You are not a member yet. To join: ${ussd}*2#"
already-a-member: "You are already a member. Balance: ${ussd}*1#"
too-few-points: "You are {missing, plural, one {{missing} point} other {{missing} points}} short."
not-now: This is not possible now.

gift:
  "11": Tea
  "12": Coffee
  "21": Cake

# SMS of the program itself.
core:
  registered: >-
    You have joined ${title}. You have {balance, plural, one {{balance} point} other {{balance} points}}. Menu: ${ussd}#
  left: "You have left ${title}. {burned, plural, =0 {You had no points.} one {{burned} point is lost.} other {{burned} points are lost.}}"
  burned: "${title}: {burned, plural, one {{burned} point has} other {{burned} points have}} expired. You have: {balance}."
  ordered: "{name} ({code}) is yours. Points left: {balance}."
`;
}

function russian(service: NewService): string {
  const { title, ussd, shortCode } = service;
  return `${usualTexts('ru', service)}accepted: Принято. Ответ придёт по SMS.
sorry: "Не получилось. Начните заново: ${ussd}#"
help: "SMS на ${shortCode}: Вступить, Баллы или Выйти (баллы сгорят). Меню: ${ussd}#"

root:
  title: "${title}"
  balance: Баланс
  join: Вступить
  gifts: Подарки
gifts:
  choose: "Код подарка:"
  row: "{code} {name}: {price}"
  none: Здесь пока пусто.
  not-listed: Такого кода в списке нет.

balance: "У вас {balance, plural, one {{balance} балл} few {{balance} балла} many {{balance} баллов} other {{balance} балла}}."
how-to-join: "Вы ещё не участник. Вступить: ${ussd}*2#"
already-a-member: "Вы уже участник. Баланс: ${ussd}*1#"
too-few-points: >-
  Не хватает {missing, plural, one {{missing} балла} few {{missing} баллов} many {{missing} баллов} other {{missing} балла}}.
not-now: Сейчас это невозможно.

gift:
  "11": Чай
  "12": Кофе
  "21": Пирожное

# SMS самой программы.
core:
  registered: >-
    Вы в программе ${title}. У вас {balance, plural, one {{balance} балл} few {{balance} балла} many {{balance} баллов} other {{balance} балла}}.
    Меню: ${ussd}#
  left: "Вы вышли из программы ${title}. {burned, plural, =0 {Баллов у вас не было.} other {Сгорело баллов: {burned}.}}"
  burned: "${title}: истёк срок баллов, сгорело {burned}. Осталось: {balance}."
  ordered: "{name} ({code}) – ваш подарок. Осталось баллов: {balance}."
`;
}

function romanian(service: NewService): string {
  const { title, ussd, shortCode } = service;
  return `${usualTexts('ro', service)}accepted: Am primit cererea. Răspunsul vine prin SMS.
sorry: "Nu s-a reușit. Începeți din nou: ${ussd}#"
help: "SMS la ${shortCode}: Membru, Puncte sau Plec (pierdeți punctele). Meniu: ${ussd}#"

root:
  title: "${title}"
  balance: Sold
  join: Înscriere
  gifts: Cadouri
gifts:
  choose: "Codul cadoului:"
  row: "{code} {name}: {price}"
  none: Aici nu este încă nimic.
  not-listed: Codul nu este în listă.

balance: "Aveți {balance, plural, one {{balance} punct} few {{balance} puncte} other {{balance} de puncte}}."
how-to-join: "Nu sunteți încă membru. Înscriere: ${ussd}*2#"
already-a-member: "Sunteți deja membru. Sold: ${ussd}*1#"
too-few-points: >-
  Vă {missing, plural, one {lipsește {missing} punct} few {lipsesc {missing} puncte} other {lipsesc {missing} de puncte}}.
not-now: Acum nu este posibil.

gift:
  "11": Ceai
  "12": Cafea
  "21": Prăjitură

# SMS-urile programului.
core:
  registered: >-
    V-ați înscris în ${title}. Aveți {balance, plural, one {{balance} punct} few {{balance} puncte} other {{balance} de puncte}}. Meniu: ${ussd}#
  left: "Ați ieșit din ${title}. {burned, plural, =0 {Nu aveați puncte.} other {Puncte pierdute: {burned}.}}"
  burned: "${title}: puncte expirate: {burned}. Aveți: {balance}."
  ordered: "{name} ({code}) este cadoul dvs. Puncte rămase: {balance}."
`;
}
