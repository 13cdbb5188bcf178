/** `docs/scripts.md`: every block is a whole script. (That each passes is shown where scripts are run.) */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EXPECT_SCHEMAS } from '../../../src/script/language/schema/expectations.ts';
import { sessionSchema } from '../../../src/script/language/schema/session.ts';
import { VERB_SCHEMAS } from '../../../src/script/language/schema/steps.ts';
import { issuesIn } from './support/reading.ts';

const TEXT = readFileSync(new URL('../../../docs/scripts.md', import.meta.url), 'utf8');
const BLOCKS = [...TEXT.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block = '']) => block);

describe('the page about scripts', () => {
  test.each(BLOCKS)('a block without mistakes: %j', (block) => {
    expect(issuesIn(block)).toEqual([]);
  });

  test('begins with a script of four lines', () => {
    expect(BLOCKS[0]?.trimEnd().split('\n')).toHaveLength(4);
  });

  test.each([...Object.keys(VERB_SCHEMAS), ...Object.keys(EXPECT_SCHEMAS).filter((name) => name !== 'catalogue')])(
    'shows "%s" in a block',
    (name) => {
      expect(BLOCKS.some((block) => new RegExp(`^ +(?:- )?(?:\\{ )?${name}: `, 'm').test(block))).toBe(true);
    },
  );

  test.each(Object.keys(sessionSchema.properties as object))('speaks of the field "%s" of a file', (name) => {
    expect(TEXT).toMatch(new RegExp(`\`${name}[\`:]|^${name}:`, 'm'));
  });
});
