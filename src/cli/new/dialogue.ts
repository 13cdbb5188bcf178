/** The templates of a service that only talks: a menu, a question, an SMS. */
import type { NewFile, NewService } from './newService.ts';
import { opening, usualTexts } from './usual.ts';

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

function definition(service: NewService): string {
  const { title, ussd, shortCode } = service;
  return `${opening(service, `${title}: the menu of ${ussd}# and the word of short code ${shortCode}.`)}      - { word: Hello, aliases: [Привет, Salut], go: greeting }
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

function english(service: NewService): string {
  const { title, ussd, shortCode } = service;
  return `${usualTexts('en', service)}
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

function russian(service: NewService): string {
  const { title, ussd, shortCode } = service;
  return `${usualTexts('ru', service)}
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

function romanian(service: NewService): string {
  const { title, ussd, shortCode } = service;
  return `${usualTexts('ro', service)}
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
sorry: "Nu s-a reușit. Începeți din nou: ${ussd}#"
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
