/** In whose language, and by whose calendar, a subscriber is spoken to. */
import type { Account } from '../bonus/types.ts';
import { prepareArgs } from '../text/args.ts';
import type { Service, Texts } from './types.ts';
import type { Values } from './values.ts';

export interface Voice {
  readonly texts: Texts;
  readonly timeZone: string;
}

/** Zone of a subscriber of whom no other is known, where no program says otherwise. */
export const HOME_ZONE = 'Europe/Moscow';

/** The service's voice for this subscriber: in their language if the service speaks it, else in its first one. */
export function voiceOf(service: Service, { profile }: Account): Voice {
  return {
    texts: textsIn(service, profile.language),
    timeZone: profile.timeZone ?? service.core?.timeZone ?? HOME_ZONE,
  };
}

/** The text of a key with these values, dates and named texts among them made readable. Throws if one is missing. */
export function say({ texts, timeZone }: Voice, key: string, values: Values): string {
  return texts.format(key, prepareArgs(texts, values, timeZone));
}

function textsIn(service: Service, wanted: string | undefined): Texts {
  const language = wanted !== undefined && Object.hasOwn(service.texts, wanted) ? wanted : service.languages[0];
  const texts = language === undefined ? undefined : service.texts[language];
  if (texts === undefined) throw new Error(`Service "${service.id}" has no texts.`);
  return texts;
}
