import { describe, expect, test } from 'vitest';
import { BAD_SCRIPTS, WITHOUT_PROGRAM } from './support/badScripts.ts';
import { issuesIn, MENU, read } from './support/reading.ts';

describe('scripts that cannot be run: every mistake, where it is, and what to do', () => {
  test.each(BAD_SCRIPTS)('$what', ({ text, issues }) => {
    expect(issuesIn(text)).toEqual(issues);
  });

  test.each(WITHOUT_PROGRAM)('$what, of a service without', ({ text, issues }) => {
    expect(issuesIn(text, MENU)).toEqual(issues);
  });

  test.each(BAD_SCRIPTS)('$what: nothing is there to be run', ({ text }) => {
    expect(read(text).scripts).toEqual([]);
  });
});
