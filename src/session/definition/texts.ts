/** Reads `texts.<language>.yaml`: nested maps make dotted keys. */
import { compileTexts } from '../../text/catalog.ts';
import type { Issue } from '../../yaml/issue.ts';
import { issueAt } from '../../yaml/issue.ts';
import type { Path } from '../../yaml/path.ts';
import type { Source } from '../../yaml/source.ts';
import { unreadAt } from '../../yaml/unread.ts';
import { validator } from '../../yaml/validate.ts';
import { ANY_KEY } from '../../yaml/yamlData.ts';
import type { Language } from './draft.ts';
import { FORMS, likelyName } from './schema/forms.ts';
import { textsSchema } from './schema/texts.ts';

const checkShape = validator(textsSchema);

const KEY_PART = new RegExp(FORMS.textKeyPart.pattern);

interface Flat {
  readonly texts: readonly (readonly [key: string, text: string])[];
  /** Keys of what is no text. */
  readonly unread: readonly Path[];
}

/** A number or a flag is read as it is shown. */
function flatten(data: unknown, path: Path): Flat {
  if (typeof data === 'object' && data !== null && !Array.isArray(data) && Object.keys(data).length > 0) {
    const parts = Object.entries(data).map(([name, value]): Flat => {
      return KEY_PART.test(name)
        ? flatten(value, [...path, name])
        : { texts: [], unread: [[...path, likelyName(name)]] };
    });
    return { texts: parts.flatMap(({ texts }) => texts), unread: parts.flatMap(({ unread }) => unread) };
  }
  const isText = ['string', 'number', 'boolean'].includes(typeof data) && data !== '';
  return isText ? { texts: [[path.join('.'), String(data)]], unread: [] } : { texts: [], unread: [path] };
}

/** A merge key may bring any text into its map. */
function holesOf({ holes }: Source): Path[] {
  return holes.map((hole) => (hole.at(-1) === ANY_KEY ? hole.slice(0, -1) : hole));
}

export interface ReadTexts {
  readonly language: Language;
  readonly issues: readonly Issue[];
}

/** The texts of one language, with an issue for each that cannot be used. What can be read is there all the same. */
export function readTexts(language: string, source: Source): ReadTexts {
  const shape = checkShape(source, [], source.data).flatMap(({ issue }) => issue ?? []);
  const flat = flatten(source.data, []);
  const { texts, errors } = compileTexts(language, Object.fromEntries(flat.texts));
  const unreadable = errors.map(({ key, message }) =>
    issueAt(source.place(key.split('.')), `the text "${key}" cannot be read: ${message}`, 'correct the text'),
  );
  const unread = unreadAt([...holesOf(source), ...flat.unread]);
  const lacks = (key: string): boolean => !texts.has(key) && !unread.touches(key.split('.'));
  return { language: { language, source, catalog: texts, lacks }, issues: [...shape, ...unreadable] };
}
