/** What the phone itself shows for a string that never becomes USSD. */
import type { Dial } from './dial.ts';
import { toImei } from './imei.ts';
import { PHONE_WORDS, type PhoneWords } from './phoneWords.ts';
import type { PinEntry, PinOutcome } from './pin.ts';
import { type Language, SUPPLEMENTARY_SERVICES } from './supplementary.ts';

/**
 * Takes what was dialled, the dialling phone's MSISDN and a language (`ru` by default; one that is not known is read as
 * `en`); gives the phone's own answer, or null where there is none: USSD is answered by the gateway, an invalid string
 * by its reason.
 */
export function phoneAnswer(dial: Dial, msisdn: string, language = 'ru'): string | null {
  const spoken = isLanguage(language) ? language : 'en';
  const words = PHONE_WORDS[spoken];
  switch (dial.kind) {
    case 'imei':
      return `IMEI ${toImei(msisdn)}`;
    case 'pin':
      return pinAnswer(words, dial.entry, dial.outcome);
    case 'supplementary':
      return `${serviceName(dial.service, spoken)}: ${words.actions[dial.action]}.`;
    case 'clir':
      return words.clir(dial.number, dial.shown);
    case 'call':
      return words.call(dial.number);
    case 'emergency':
      return words.emergency(dial.number);
    default:
      return null;
  }
}

function pinAnswer(words: PhoneWords, entry: PinEntry, outcome: PinOutcome): string {
  const name = entry.endsWith('2') ? 'PIN2' : 'PIN';
  const byPuk = entry.startsWith('puk');
  return byPuk && outcome === 'done' ? words.unblocked(name) : words.pin[outcome](name);
}

function serviceName(service: string, language: Language): string {
  return SUPPLEMENTARY_SERVICES.get(service)?.names[language] ?? service;
}

function isLanguage(language: string): language is Language {
  return Object.hasOwn(PHONE_WORDS, language);
}
