/** From the data of a step to the arguments of a text: times become local dates, text keys become texts. */
import type { Texts } from './catalog.ts';

export type TextArgs = Readonly<Record<string, unknown>>;

const NUMERIC: DateStyle = { locale: null, options: { day: '2-digit', month: '2-digit', year: 'numeric' } };

interface DateStyle {
  /** null = the language itself. */
  readonly locale: string | null;
  readonly options: Intl.DateTimeFormatOptions;
}

/** Languages whose readers would not agree which number is the month. Others: 15.05.2019. */
const DATE_STYLES: Readonly<Record<string, DateStyle>> = {
  en: { locale: 'en-GB', options: { day: 'numeric', month: 'short', year: 'numeric' } },
};

/** Formatters cost some 50 µs to make. There are fewer zones than this; their spellings are without end. */
const MAX_FORMATTERS = 1000;
const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * Arguments ready for `texts.format`. A number named `at` or `…At` (epoch ms) becomes a date in `timeZone` (an IANA name;
 * throws RangeError on another); a string named `…Key` becomes the text under that key, named without `Key`; all else stays.
 */
export function prepareArgs(texts: Texts, args: TextArgs, timeZone: string): TextArgs {
  const ready: Record<string, unknown> = {};
  for (const name of Object.keys(args)) {
    const value = args[name];
    if (isTime(name, value)) ready[name] = localDate(texts.language, timeZone, value);
    else if (isKey(name, value)) ready[name.slice(0, -'Key'.length)] = texts.format(value);
    else ready[name] = value;
  }
  return ready;
}

/** The date of a moment (epoch ms) in a time zone, as readers of the language write it: 15.05.2019, 15 May 2019. */
function localDate(language: string, timeZone: string, at: number): string {
  return dateFormatter(language, timeZone).format(at);
}

function isTime(name: string, value: unknown): value is number {
  return typeof value === 'number' && (name === 'at' || name.endsWith('At'));
}

function isKey(name: string, value: unknown): value is string {
  return typeof value === 'string' && name.endsWith('Key');
}

function dateFormatter(language: string, timeZone: string): Intl.DateTimeFormat {
  const id = `${language} ${timeZone}`;
  const known = formatters.get(id);
  if (known !== undefined) return known;
  const { locale, options } = DATE_STYLES[language] ?? NUMERIC;
  const formatter = new Intl.DateTimeFormat(locale ?? language, { ...options, timeZone });
  if (formatters.size >= MAX_FORMATTERS) formatters.clear();
  formatters.set(id, formatter);
  return formatter;
}
