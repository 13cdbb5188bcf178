/** Programs are data: what the code knows of none of them, it cannot treat in its own way. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));
const NAMES = /mts-?\s?bonus|mts-?\s?cashback|rostelecom|robokassa|cashback/i;

it('names no program of the field under src/', () => {
  const files = readdirSync(SRC, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const found = files.flatMap(({ parentPath, name }) => {
    const path = join(parentPath, name);
    const lines = readFileSync(path, 'utf8').split('\n');
    return lines.flatMap((line, index) => (NAMES.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : []));
  });
  expect(files.length).toBeGreaterThan(100);
  expect(found).toEqual([]);
});
