/** What every new service has, whatever it is about. */
import type { NewService } from './newService.ts';

/** The texts that the machine itself shows, in the languages of the templates. `ussd` without its `#`. */
const USUAL = {
  en: (ussd: string) => `nav: { next: Next, back: Back, main: Menu }
invalid: There is no such answer. Please try again.
wrong-code-dialled: "This code is not right. Menu: ${ussd}#"
service-changed: The service was updated. Please dial the code again.
`,
  ru: (ussd: string) => `nav: { next: Далее, back: Назад, main: Меню }
invalid: Такого ответа нет. Попробуйте ещё раз.
wrong-code-dialled: "Код набран неверно. Меню: ${ussd}#"
service-changed: Услуга обновилась. Наберите код ещё раз.
`,
  ro: (ussd: string) => `nav: { next: Înainte, back: Înapoi, main: Meniu }
invalid: Nu există acest răspuns. Încercați din nou.
wrong-code-dialled: "Codul nu este corect. Meniu: ${ussd}#"
service-changed: Serviciul a fost actualizat. Formați din nou codul.
`,
} as const;

/** The beginning of a file of texts. */
export function usualTexts(language: keyof typeof USUAL, { ussd }: NewService): string {
  return USUAL[language](ussd);
}

/**
 * The beginning of `service.yaml`, up to the words of its short code.
 * @param about what the head of the file says of it
 */
export function opening({ ussd, shortCode }: NewService, about: string): string {
  return `# ${about}

languages: [en, ru, ro] # the first one is for subscribers who speak none of them
tooMany: sorry # where too many wrong answers lead

routes:
  - ussd: "${ussd}"
    start: root
  - sms: "${shortCode}"
    keywords:
`;
}
