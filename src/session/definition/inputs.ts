/** The input types of questions: what each needs in the definition, and how it reads an answer. */
import { normaliseMsisdn } from '../../code/msisdn.ts';
import type { Parse } from '../types.ts';
import { compilePattern } from './pattern.ts';
import type { RawInput } from './raw.ts';

/** Longest answer to `text`, in UTF-16 units: it is kept with the session. */
const TEXT_MAX = 160;
/** Longest answer to `pattern`: keeps matching cheap. */
const PATTERN_MAX = 32;

const REFUSED = { ok: false } as const;

function accept(matches: (text: string) => boolean, read: (text: string) => string | number = String): Parse {
  return (raw) => {
    const text = raw.normalize('NFKC').trim();
    return matches(text) ? { ok: true, value: read(text) } : REFUSED;
  };
}

const msisdn: Parse = (raw) => {
  const result = normaliseMsisdn(raw.normalize('NFKC').trim());
  return result.ok ? { ok: true, value: result.msisdn } : REFUSED;
};

/** Zero and negative amounts are numbers too: the core names the reason why they are refused. */
const amount = accept(
  (text) => /^[-−]?\d{1,9}$/.test(text),
  (text) => Number(text.replace('−', '-')),
);

const giftCode = accept((text) => /^\d{2,3}$/.test(text) && text !== '999');

export interface InputType {
  /** Parameters that it needs, and those that it may have beside them. */
  readonly needs: readonly ('length' | 'pattern')[];
  readonly may: readonly 'maxLength'[];
  readonly parse: (input: RawInput) => Parse;
}

function patternParse({ pattern = '', maxLength = PATTERN_MAX }: RawInput): Parse {
  const compiled = compilePattern(pattern, maxLength);
  return accept((text) => compiled.ok && compiled.matches(text));
}

export const INPUT_TYPES: Readonly<Record<string, InputType>> = {
  msisdn: { needs: [], may: [], parse: () => msisdn },
  amount: { needs: [], may: [], parse: () => amount },
  'gift-code': { needs: [], may: [], parse: () => giftCode },
  digits: {
    needs: ['length'],
    may: [],
    parse: ({ length }) => accept((text) => /^\d+$/.test(text) && text.length === length),
  },
  text: {
    needs: [],
    may: ['maxLength'],
    parse: ({ maxLength = TEXT_MAX }) => accept((text) => text !== '' && text.length <= maxLength),
  },
  pattern: { needs: ['pattern'], may: ['maxLength'], parse: patternParse },
};
