/** The line by which editors find the JSON Schema of a file. */
import { isAbsolute, relative } from 'node:path';
import type { NewFile } from './newService.ts';

const SCHEMAS: readonly (readonly [RegExp, string])[] = [
  [/^service\.yaml$/, 'service.schema.json'],
  [/^texts\.[a-z]+\.yaml$/, 'texts.schema.json'],
  [/^program\.yaml$/, 'program.schema.json'],
  [/\.session\.yaml$/, 'session.schema.json'],
];

/**
 * The same files, with that line on top; as they are where the schemas lie outside the working directory: others who get
 * the folder would not have them there.
 * @param folder where the files will be
 * @param schemas the folder of the schemas; both from the working directory
 */
export function withEditorHints(files: readonly NewFile[], folder: string, schemas: string): readonly NewFile[] {
  if (isAbsolute(schemas) || schemas.startsWith('..')) return files;
  const way = relative(folder, schemas).replaceAll('\\', '/');
  return files.map(({ name, text }) => {
    const schema = SCHEMAS.find(([kind]) => kind.test(name))?.[1];
    return {
      name,
      text: schema === undefined ? text : `# yaml-language-server: $schema=${way}/${schema}\n\n${text}`,
    };
  });
}
