/** The forms of names, codes and durations: each a pattern, and the words that tell people what it asks for. */

export const FORMS = {
  state: { pattern: '^[a-z][a-z0-9-]{0,31}$', words: 'the name of a state: small letters, digits, dashes' },
  textKey: {
    pattern: '^[a-z][a-z0-9-]*(\\.[a-z0-9-]+)*$',
    words: 'the key of a text: small letters, digits, dashes, dots',
  },
  textKeyPart: { pattern: '^[a-z0-9][a-z0-9-]*$', words: 'part of the key of a text: small letters, digits, dashes' },
  variable: {
    pattern: '^(?!meant$|msisdn$)[a-z][A-Za-z0-9]{0,15}$',
    words: 'the name of a variable: letters and digits, but not "msisdn" or "meant"',
  },
  field: { pattern: '^[a-z][A-Za-z0-9]{0,31}$', words: 'the name of a field: letters and digits' },
  option: { pattern: '^[0-9]{1,3}$', words: 'the key of an option: 1 to 3 digits' },
  key: { pattern: '^[0-9*]{1,3}$', words: 'a key: 1 to 3 digits or stars' },
  ussd: { pattern: '^[*#]{1,3}\\d+(\\*\\d+)*#?$', words: 'a USSD code: * in front, then digits with * between' },
  shortCode: { pattern: '^\\d{3,6}$', words: 'a short code: 3 to 6 digits' },
  language: { pattern: '^[a-z]{2}$', words: 'a language: two small letters (ISO 639-1)' },
  duration: {
    pattern: '^PT(?=\\d)(\\d{1,3}H)?(\\d{1,4}M)?(\\d{1,5}S)?$',
    words: 'a duration in hours, minutes and seconds (ISO 8601)',
  },
} as const;

/** The name of small letters, digits and dashes that another is most likely meant to be: `too-few` for `Too_few`. */
export function likelyName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
