/** Reads `texts.<language>.yaml`: nested maps make dotted keys. */
import { compileTexts } from '../../text/catalog.ts';
import type { Language } from './draft.ts';
import type { Issue } from './issue.ts';
import { issueAt } from './issue.ts';
import { textsSchema } from './schema/texts.ts';
import type { Source } from './source.ts';
import { validator } from './validate.ts';

const checkShape = validator(textsSchema);

function flatten(data: unknown, prefix: string): [string, string][] {
  if (typeof data === 'string') return [[prefix, data]];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) => flatten(value, prefix === '' ? name : `${prefix}.${name}`));
}

/** The texts of one language, with an issue for each that cannot be used. What can be read is there all the same. */
export function readTexts(
  language: string,
  source: Source,
): { readonly language: Language; readonly issues: readonly Issue[] } {
  const { texts, errors } = compileTexts(language, Object.fromEntries(flatten(source.data, '')));
  const unreadable = errors.map(({ key, message }) =>
    issueAt(source.place(key.split('.')), `the text "${key}" cannot be read: ${message}`, 'correct the text'),
  );
  return {
    language: { language, source, catalog: texts },
    issues: [...checkShape(source, [], source.data), ...unreadable],
  };
}
