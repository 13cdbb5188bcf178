/** What a phone reads when its dialogue cannot go on for reasons of ours. */

const BROKEN_OFF: Readonly<Record<string, string>> = {
  ru: 'Нет связи с сетью. Наберите код ещё раз.',
  en: 'The connection was lost. Please dial again.',
  ro: 'Conexiunea s-a întrerupt. Formați din nou codul.',
};

/** In the language of the last screen; of a phone that has seen none, in that of the network. */
export function brokenOff(language: string): string {
  return BROKEN_OFF[language === '' ? 'ru' : language] ?? (BROKEN_OFF.en as string);
}
