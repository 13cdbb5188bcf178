/** Fields of a profile as callers give them → as accounts have them. What a schema cannot check is checked here. */
import { isBirthday, isTimeZone } from '../bonus/calendar.ts';
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

/** What is slow to read. Whoever reads many profiles may hand in what remembers. */
export interface SlowWords {
  isTimeZone(zone: string): boolean;
  /** Epoch ms, or null. */
  parseInstant(text: string): number | null;
}

const ONE_BY_ONE: SlowWords = { isTimeZone, parseInstant };

/** The same for many profiles, of which most name the same few zones and instants. It grows with each other one. */
export function rememberingWords(): SlowWords {
  return { isTimeZone: remembering(isTimeZone), parseInstant: remembering(parseInstant) };
}

function remembering<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const value = known.has(text) ? (known.get(text) as T) : read(text);
    known.set(text, value);
    return value;
  };
}

/**
 * Reads the fields that are given; null stays null.
 * @param languages see `languagesOf`
 * @returns fields without a path
 */
export function readProfile(
  languages: readonly string[],
  change: ProfileChange,
  words: SlowWords = ONE_BY_ONE,
): ReadProfile {
  const { language, timeZone, memberSince, birthday, debt, ...rest } = change;
  const since = memberSince == null ? memberSince : (words.parseInstant(memberSince) ?? undefined);
  const wrong: readonly (readonly [isWrong: boolean, field: string, expected: string])[] = [
    [language != null && !languages.includes(language), 'language', `one of ${languages.join(', ')}`],
    [timeZone != null && !words.isTimeZone(timeZone), 'timeZone', 'a name such as Europe/Moscow'],
    [debt != null && debt < 0, 'debt', '0 or more roubles'],
    [memberSince != null && since === undefined, 'memberSince', INSTANT],
    [birthday != null && !isBirthday(birthday), 'birthday', 'a month and a day such as 05-15'],
  ];
  return {
    patch: { ...rest, ...given({ language, timeZone, debt, birthday, memberSince: since }) },
    mistakes: wrong.flatMap(([isWrong, field, expected]) => (isWrong ? [{ type: 'bad-value', field, expected }] : [])),
  };
}

const INSTANT = 'an instant with an offset from 1900 on, such as 2010-05-15T00:00:00+03:00';

function given<T extends Record<string, unknown>>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
