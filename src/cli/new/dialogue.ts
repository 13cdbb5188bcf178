/** The templates of a service that only talks: a menu, a question, an SMS. */
import type { NewFile, NewService } from './newService.ts';

/** `service.yaml`, the texts and a session script. */
export function dialogueFiles(service: NewService): readonly NewFile[] {
  return [
    { name: 'service.yaml', text: definition(service) },
    { name: 'texts.en.yaml', text: english(service) },
    { name: 'texts.ru.yaml', text: russian(service) },
    { name: 'texts.ro.yaml', text: romanian(service) },
    { name: `${service.name}.session.yaml`, text: script(service) },
  ];
}

function definition({ title, ussd, shortCode }: NewService): string {
  return `# ${title}: the menu of ${ussd}# and the word of short code ${shortCode}.

languages: [en, ru, ro] # the first one is for subscribers who speak none of them
tooMany: sorry # where too many wrong answers lead

routes:
  - ussd: "${ussd}"
    start: root
  - sms: "${shortCode}"
    keywords:
      - { word: Hello, aliases: [Привет, Salut], go: greeting }
    otherwise: help

states:
  root:
    menu: root.title
    options:
      "1": { label: root.hello, go: name }
      "2": { label: root.about, go: about }

  name:
    ask: name.ask
    input: { type: text, maxLength: 20, set: name, go: hello }
    invalid: name.invalid

  # Endings: the last screen of a dialogue, or the answer to an SMS.
  hello: { end: hello }
  about: { end: about }
  greeting: { end: greeting }
  help: { end: help }
  sorry: { end: sorry }
`;
}

function english({ title, ussd, shortCode }: NewService): string {
  return `nav: { next: Next, back: Back, main: Menu }
invalid: There is no such answer. Please try again.
wrong-code-dialled: "This code is not right. Menu: ${ussd}#"
service-changed: The service was updated. Please dial the code again.

root:
  title: "${title}"
  hello: Say hello
  about: About
name:
  ask: "What is your name?"
  invalid: "Your name, please: 20 letters at most."

hello: "Hello, {name}!"
about: "${title}: dial ${ussd}#, or text Hello to ${shortCode}."
greeting: "Hello! The menu is at ${ussd}#"
help: "Text Hello to ${shortCode}, or dial ${ussd}#"
sorry: "That did not work. Start again: ${ussd}#"
`;
}

function russian({ title, ussd, shortCode }: NewService): string {
  return `nav: { next: Далее, back: Назад, main: Меню }
invalid: Такого ответа нет. Попробуйте ещё раз.
wrong-code-dialled: "Код набран неверно. Меню: ${ussd}#"
service-changed: Услуга обновилась. Наберите код ещё раз.

root:
  title: "${title}"
  hello: Поздороваться
  about: Об услуге
name:
  ask: "Как вас зовут?"
  invalid: "Ваше имя, не больше 20 букв:"

hello: "Здравствуйте, {name}!"
about: "${title}: наберите ${ussd}# или отправьте Привет на ${shortCode}."
greeting: "Здравствуйте! Меню: ${ussd}#"
help: "Отправьте Привет на ${shortCode} или наберите ${ussd}#"
sorry: "Не получилось. Начните заново: ${ussd}#"
`;
}

function romanian({ title, ussd, shortCode }: NewService): string {
  return `nav: { next: Înainte, back: Înapoi, main: Meniu }
invalid: Nu există acest răspuns. Încercați din nou.
wrong-code-dialled: "Codul nu este corect. Meniu: ${ussd}#"
service-changed: Serviciul a fost actualizat. Formați din nou codul.

root:
  title: "${title}"
  hello: Salutați
  about: Despre serviciu
name:
  ask: "Cum vă numiți?"
  invalid: "Numele, cel mult 20 de litere:"

hello: "Bună ziua, {name}!"
about: "${title}: formați ${ussd}# sau trimiteți Salut la ${shortCode}."
greeting: "Bună ziua! Meniul: ${ussd}#"
help: "Trimiteți Salut la ${shortCode} sau formați ${ussd}#"
sorry: "Nu a reușit. Începeți din nou: ${ussd}#"
`;
}

function script({ title, ussd, shortCode }: NewService): string {
  return `# What ${title} does, step by step. Play it with: starhash test
strict: true
sender: "${shortCode}"

scripts:
  - name: greets by name
    steps:
      - dial: "${ussd}#"
        shows: { contains: "${title}", options: { "1": Say hello, "2": About } }
      - answer: "1"
        shows: What is your name?
      - answer: Ana
        shows: Hello, Ana!
        ends: true

  - name: a code with the answers in it
    steps:
      - dial: "${ussd}*2#"
        shows: text Hello to ${shortCode}
        ends: true

  - name: asks again, three times at most
    steps:
      - dial: "${ussd}*1#"
      - answer: Somebody with a very long name
        shows: Your name, please
      - answer: ""
        shows: Your name, please
      - answer: ""
      - answer: ""
        shows: Start again
        ends: true

  - name: speaks the language of the phone
    given: { language: $language }
    examples:
      - { language: ru, word: привет, shown: Здравствуйте, help: Отправьте }
      - { language: ro, word: salut, shown: Bună ziua, help: Trimiteți }
      - { language: en, word: hello, shown: Hello!, help: Text Hello }
    steps:
      - sms: $word
        gets: $shown
      - sms: "?"
        gets: $help
`;
}
