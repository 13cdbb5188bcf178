/** Reads `texts.<language>.yaml`: nested maps make dotted keys. */
import { compileTexts } from '../../text/catalog.ts';
import type { Language } from './draft.ts';
import type { Issue } from './issue.ts';
import { issueAt } from './issue.ts';
import { FORMS } from './schema/forms.ts';
import { textsSchema } from './schema/texts.ts';
import type { Source } from './source.ts';
import { validator } from './validate.ts';

const checkShape = validator(textsSchema);

const KEY_PART = new RegExp(FORMS.textKeyPart.pattern);

/** What is no text counts as one here, so that it is not reported as missing too. */
function flatten(data: unknown, prefix: string): [string, string][] {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return [[prefix, String(data)]];
  return Object.entries(data).flatMap(([name, value]) =>
    KEY_PART.test(name) ? flatten(value, prefix === '' ? name : `${prefix}.${name}`) : [],
  );
}

export interface ReadTexts {
  /** Null where the file holds no map of texts at all. */
  readonly language: Language | null;
  readonly issues: readonly Issue[];
}

function isMap(data: unknown): boolean {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

/** The texts of one language, with an issue for each that cannot be used. What can be read is there all the same. */
export function readTexts(language: string, source: Source): ReadTexts {
  const shape = checkShape(source, [], source.data);
  if (!isMap(source.data)) return { language: null, issues: shape };
  const { texts, errors } = compileTexts(language, Object.fromEntries(flatten(source.data, '')));
  const unreadable = errors.map(({ key, message }) =>
    issueAt(source.place(key.split('.')), `the text "${key}" cannot be read: ${message}`, 'correct the text'),
  );
  return { language: { language, source, catalog: texts }, issues: [...shape, ...unreadable] };
}
