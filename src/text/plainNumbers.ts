/** The formatters behind the texts. People type numbers back, so they are written without grouping: 1000, not 1 000. */

import type { Formatters } from 'intl-messageformat';

const byLanguage = new Map<string, Formatters>();

/** The formatters of a language (a BCP 47 tag; throws RangeError on what is none), made once. */
export function plainFormatters(language: string): Formatters {
  const formatters = byLanguage.get(language) ?? createFormatters(language);
  byLanguage.set(language, formatters);
  return formatters;
}

function createFormatters(language: string): Formatters {
  const plain = new Intl.NumberFormat(language, { useGrouping: false });
  const cardinal = new Intl.PluralRules(language, { type: 'cardinal' });
  const ordinal = new Intl.PluralRules(language, { type: 'ordinal' });
  return {
    getNumberFormat: (_, style) =>
      style === undefined ? plain : new Intl.NumberFormat(language, { useGrouping: false, ...style }),
    getPluralRules: (_, options) => (options?.type === 'ordinal' ? ordinal : cardinal),
    getDateTimeFormat: (_, options) => new Intl.DateTimeFormat(language, options),
  };
}
