/** What the network itself says on a phone's screen, where no service has the word. */
import type { Account } from '../bonus/types.ts';

const TEXTS = {
  'unknown-application': {
    ru: 'Неизвестный код. Проверьте его и наберите ещё раз.',
    en: 'Unknown application. Check the code and dial again.',
    ro: 'Cod necunoscut. Verificați-l și formați din nou.',
  },
  'connection-lost': {
    ru: 'Нет связи с сетью. Наберите код ещё раз.',
    en: 'The connection was lost. Please dial again.',
    ro: 'Conexiunea s-a întrerupt. Formați din nou codul.',
  },
  'no-answer': {
    ru: 'Сервис не отвечает. Попробуйте позже.',
    en: 'The service does not answer. Please try later.',
    ro: 'Serviciul nu răspunde. Încercați mai târziu.',
  },
  'answer-by-sms': {
    ru: 'Запрос принят. Ответ придёт по SMS.',
    en: 'Your request is being processed. The answer will come by SMS.',
    ro: 'Cererea este în lucru. Răspunsul va veni prin SMS.',
  },
  'timed-out': {
    ru: 'Время сеанса истекло. Наберите код ещё раз.',
    en: 'The session timed out. Please dial again.',
    ro: 'Sesiunea a expirat. Formați din nou codul.',
  },
  'reply-sent': {
    ru: 'Ответ отправлен.',
    en: 'Your reply was sent.',
    ro: 'Răspunsul a fost trimis.',
  },
} as const;

export type NetworkText = keyof typeof TEXTS;

const LANGUAGES = ['ru', 'en', 'ro'] as const;
type Language = (typeof LANGUAGES)[number];

/** Language of a subscriber of whom nothing is known. */
const DEFAULT_LANGUAGE: Language = 'ru';

/** The language in which the network speaks to a phone. */
export function phoneLanguage({ account }: { readonly account: Account }): string {
  return account.profile.language ?? DEFAULT_LANGUAGE;
}

/** The sentence in the subscriber's language; in English where the network does not speak it. */
export function networkText(key: NetworkText, language: string): string {
  const known = LANGUAGES.find((candidate) => candidate === language) ?? 'en';
  return TEXTS[key][known];
}
