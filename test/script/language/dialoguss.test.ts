import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromDialoguss } from '../../../src/script/language/dialoguss.ts';
import { damaged } from '../../support/damaged.ts';
import { BAD_SCRIPTS } from './support/badScripts.ts';
import { scriptsIn } from './support/reading.ts';

/** In the format of dialoguss; the texts are ours. */
const FILE = `# ours
url: http://localhost:7654/ussd
dial: "*384*77#"
phoneNumber: 79161234567
timeout: 21
components:
  - namespace: menu
    component:
      - { id: main, expect: "1. Balance\\n2. Leave" }
  - component:
      - { id: bye, expect: Bye }
sessions:
  - id: 1001
    phoneNumber: "+7 916 000-00-01"
    description: Balance of Anna
    steps:
      # the first one is the dialling
      - expect: "Your name?"
      - userInput: "Anna"
        componentId: menu/main
      - userInput: "00"
        expect: |
          It is $5.
          Bye
      - text: "2"
        componentId: bye
  - id: 1002
    description: Balance of Anna
    steps:
      - { userInput: "*384*77#", expect: Your name? }
      - { text: 1 }
  - id: 1003
    steps:
      - { userInput: "1*2", expect: none }
`;

function issuesIn(text: string): string[] {
  return fromDialoguss(text).issues.map(({ line, column, message, fix }) => `${line}:${column}: ${message}; ${fix}`);
}

describe('files of dialoguss', () => {
  const { text, issues } = fromDialoguss(FILE);

  test('become scripts', () => {
    expect(issues).toEqual([]);
    expect(text).toBe(`# From a file of dialoguss.
# Run it with: starhash test --via callback:http://localhost:7654/ussd
# Each answer was waited for 21 s; write within: beside a step where it matters.
given: { number: "79161234567" }
scripts:
  - name: Balance of Anna
    given: { number: "79160000001" }
    steps:
      - dial: "*384*77#"
        shows: { exact: "Your name?" }
      - answer: "Anna"
        shows: { exact: "1. Balance\\n2. Leave" }
      - answer: "00"
        shows: { exact: "It is $$5.\\nBye\\n\\n" }
      - answer: "2"
        shows: { exact: Bye }
  - name: Balance of Anna (1002)
    steps:
      - dial: "*384*77#"
        shows: { exact: "Your name?" }
      - answer: "1"
  - name: "1003"
    steps:
      - dial: "*384*77*1*2#"
        shows: { exact: none }
`);
  });

  test('that do what the sessions did', () => {
    const scripts = scriptsIn(text, null);
    expect(scripts.map(({ name, given }) => [name, given.phones[0]?.msisdn])).toEqual([
      ['Balance of Anna', '79160000001'],
      ['Balance of Anna (1002)', '79161234567'],
      ['1003', '79161234567'],
    ]);
    expect(scripts[0]?.steps[2]).toMatchObject({
      act: { input: ['00'] },
      expect: { shows: { value: [{ rule: 'exact', text: ['It is $5.\nBye\n'] }] } },
    });
  });

  test('without sessions it dials', () => {
    const alone = fromDialoguss('url: http://localhost:9000\ndial: "*123#"\nphoneNumber: 265888123456\n');
    expect([scriptsIn(alone.text, null)[0]?.steps[0]?.act, alone.issues]).toEqual([
      { verb: 'dial', code: ['*123#'] },
      [],
    ]);
  });

  test.each([
    ['an empty file', '', ['1:1: this is no file of dialoguss; it has the fields url, dial and sessions']],
    [
      'a code without quotes',
      'url: x\ndial: *123#\n',
      ['2:7: aliases (*123#) are not allowed; put the code in quotes: "*123#"'],
    ],
    ['no code', 'url: x\n', ['1:1: the file does not say what is dialled; add dial: "*123#"']],
    [
      'a field of a file',
      'dail: "*1#"\n',
      [
        '1:1: "dail" is not a field of a file of dialoguss; did you mean "dial"?',
        '1:1: the file does not say what is dialled; add dial: "*123#"',
      ],
    ],
    [
      'a field of a step',
      'dial: "*1#"\nsessions: [{ steps: [{ userinput: x }] }]\n',
      ['2:24: "userinput" is not a field of a step of dialoguss; did you mean "userInput"?'],
    ],
    [
      'a session without steps',
      'dial: "*1#"\nsessions: [{ id: 1 }]\n',
      ['2:12: nothing is done in this session; write its steps'],
    ],
    [
      'an unknown component',
      'dial: "*1#"\ncomponents: [{ component: [{ id: main, expect: x }] }]\nsessions: [{ steps: [{ componentId: mian }] }]\n',
      ['3:37: there is no component "mian"; did you mean "main"?'],
    ],
    [
      'a number that is none',
      'dial: "*1#"\nphoneNumber: "12"\n',
      ['2:14: A phone number has at least 7 digits; write it like 79161234567'],
    ],
  ])('%s', (_what, file, found) => {
    expect(issuesIn(file)).toEqual(found);
  });

  test('whatever the file, what comes of it is a script, or there are issues', () => {
    fc.assert(
      fc.property(damaged([FILE, ...BAD_SCRIPTS.map((bad) => bad.text)], ['steps:', '1']), (file) => {
        const changed = fromDialoguss(file);
        expect(changed.issues.length > 0 || scriptsIn(changed.text, null).length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
