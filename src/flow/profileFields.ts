/** Fields of a profile as callers give them → as accounts have them. What a schema cannot check is checked here. */
import { isTimeZone } from '../bonus/calendar.ts';
import type { ProfilePatch } from '../bonus/profile.ts';
import type { ProfileChange } from './api.ts';
import { parseInstant } from './clock.ts';
import type { Definitions } from './deps.ts';
import type { Mistake } from './shapes/mistakes.ts';

export interface ReadProfile {
  readonly patch: ProfilePatch;
  readonly mistakes: readonly Mistake[];
}

/** All languages that any service speaks. */
export function languagesOf({ services }: Definitions): readonly string[] {
  return [...new Set([...services.values()].flatMap(({ languages }) => languages))];
}

/**
 * Reads the fields that are given; null stays null.
 * @param languages see `languagesOf`
 * @returns fields without a path
 */
export function readProfile(languages: readonly string[], change: ProfileChange): ReadProfile {
  const { language, timeZone, memberSince, debt, ...rest } = change;
  const since = memberSince == null ? memberSince : (parseInstant(memberSince) ?? undefined);
  const wrong: readonly (readonly [isWrong: boolean, field: string, expected: string])[] = [
    [language != null && !languages.includes(language), 'language', `one of ${languages.join(', ')}`],
    [timeZone != null && !isTimeZone(timeZone), 'timeZone', 'a name such as Europe/Moscow'],
    [debt != null && debt < 0, 'debt', '0 or more roubles'],
    [memberSince != null && since === undefined, 'memberSince', INSTANT],
  ];
  return {
    patch: { ...rest, ...given({ language, timeZone, debt, memberSince: since }) },
    mistakes: wrong.flatMap(([isWrong, field, expected]) => (isWrong ? [{ type: 'bad-value', field, expected }] : [])),
  };
}

const INSTANT = 'an instant with an offset from 1900 on, such as 2010-05-15T00:00:00+03:00';

function given<T extends Record<string, unknown>>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
