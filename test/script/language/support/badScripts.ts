/** Scripts that cannot be run, with every issue that is told of each. */

export interface Bad {
  readonly what: string;
  readonly text: string;
  readonly issues: readonly string[];
}

function bad(what: string, text: string, ...issues: readonly string[]): Bad {
  return { what, text, issues };
}

/** One step in a file of its own: it begins in line 2, column 5. */
function step(what: string, fields: string, ...issues: readonly string[]): Bad {
  return bad(what, `steps:\n  - ${fields}\n`, ...issues);
}

const YAML: readonly Bad[] = [
  bad('an unclosed quote', 'steps:\n  - dial: "*100#\n', '3:1: a closing sign is missing; close the quote or bracket'),
  bad(
    'a code without quotes',
    'steps:\n  - dial: *100#\n',
    '2:11: aliases (*100#) are not allowed; put the code in quotes: "*100#"',
  ),
  bad(
    'an alias',
    'steps:\n  - dial: &code "*100#"\n  - dial: *code\n',
    '3:11: aliases (*code) are not allowed; write the value out here',
  ),
  bad(
    'a merge key',
    'given:\n  <<: { points: 40 }\nsteps:\n  - dial: "*100#"\n',
    '2:3: merge keys (<<) are not allowed; write the fields out here',
  ),
  bad(
    'a tag',
    'steps:\n  - dial: !code "*100#"\n',
    '2:17: tags (!code) are not allowed; remove the tag; quote what must be text',
  ),
  bad(
    'a field twice',
    'steps:\n  - dial: "*100#"\n    dial: "*101#"\n',
    '3:5: the key "dial" stands here twice; keep one of the two',
  ),
  bad('a tab', 'steps:\n\t- dial: "*100#"\n', '2:1: a tab indents this line; indent with spaces'),
  bad(
    'two documents',
    'steps:\n  - dial: "*100#"\n---\nsteps: []\n',
    '3:1: a second document begins here; remove the line "---"',
  ),
];

const FILES: readonly Bad[] = [
  bad(
    'an empty file',
    '',
    '1:1: the file must be a map of fields; write a map of fields, like {"steps":[{"dial":"*100#","shows":"Баланс"}]}',
  ),
  bad(
    'a list',
    '- dial: "*100#"\n',
    '1:1: the file must be a map of fields; write a map of fields, like {"steps":[{"dial":"*100#","shows":"Баланс"}]}',
  ),
  bad('nothing to do', 'name: Balance\n', '1:1: nothing is done in this file; add steps: or scripts:'),
  bad('no steps', 'steps: []\n', '1:8: "steps" is empty; fill it, or remove it'),
  bad(
    'a misspelt field',
    'stesp:\n  - dail: "*100#"\n',
    '1:1: "stesp" is not a field of the file; did you mean "steps"?',
    '2:5: "dail" is not a field of a step; did you mean "dial"?',
  ),
  bad(
    'a field of nothing',
    'steps:\n  - dial: "*100#"\nauthor: Anna\n',
    '3:1: "author" is not a field of the file; remove it, or write one of service, tags, strict, sender, given, fragments, name, examples, scripts',
  ),
  bad(
    'both steps and scripts',
    'steps:\n  - dial: "*100#"\nscripts:\n  - name: A\n    steps: [{ dial: "*100#" }]\n',
    '1:1: "steps" stands beside "scripts"; move it into one of the scripts',
  ),
  bad(
    'a script without a name',
    'scripts:\n  - steps: [{ dial: "*100#" }]\n',
    '2:5: a script lacks the field "name"; add "name:"',
  ),
  bad(
    'a name twice',
    'scripts:\n  - { name: A, steps: [{ dial: "*100#" }] }\n  - { name: A, steps: [{ dial: "*1#" }] }\n',
    '3:5: there are two scripts "A"; the first one is in line 2; give each a name, or a row, of its own',
  ),
  bad(
    'a service that is none',
    'service: mts-bonsu\nsteps:\n  - sms: Бонус\n',
    '1:10: there is no service "mts-bonsu"; did you mean "mts-bonus"?',
  ),
  bad(
    'a service far from any',
    'service: water\nsteps:\n  - dial: "*100#"\n',
    '1:10: there is no service "water"; write one of mts-bonus, menu',
  ),
  bad(
    'flags that are none',
    'strict: yes\nsteps:\n  - dial: "*100#"\n',
    '1:9: "yes" is not true, false or a variable; write it like true',
  ),
];

const VERBS: readonly Bad[] = [
  step(
    'an unknown verb',
    '{ call: "*100#" }',
    '2:7: "call" is not a field of a step; remove it, or write one of as, dial, answer, hangup, pages, sms, push, wait, clock, event, bonus, subscriber, faults, do, repeat, with, steps, shows, ends, refused, gets, returns, balance, member, catalogue, journal, within, capture',
  ),
  step('a misspelt verb', '{ awnser: "1" }', '2:7: "awnser" is not a field of a step; did you mean "answer"?'),
  step(
    'two verbs',
    '{ dial: "*100#", answer: "1" }',
    '2:22: a step does one thing; here are "dial" and "answer"; write a step for each',
  ),
  step(
    'no verb',
    '{ as: phone }',
    '2:5: nothing is done in this step; write what is done, like dial: "*100#", or take it out',
  ),
  step(
    'nothing at all',
    '{}',
    '2:5: nothing is done in this step; write what is done, like dial: "*100#", or take it out',
  ),
  step(
    'no map',
    'dial',
    '2:5: item 1 must be a map of fields; write a map of fields, like {"dial":"*111*455*0#","gets":"У вас 40 баллов"}',
  ),
  step('a code that is a number', '{ dial: 100 }', '2:13: "dial" must be text; put it in quotes: "100"'),
  step('hanging up is done or not', '{ hangup: maybe }', '2:15: "hangup" can only be true; write that, or remove it'),
  step(
    'a screen of the clock',
    '{ clock: 2020-02-01T00:00:00+03:00, shows: Баланс }',
    '2:41: "shows" cannot stand beside "clock"; write it in the step after this one',
  ),
  step(
    'an answer of the core to a screen',
    '{ dial: "*100#", returns: { balance: 1 } }',
    '2:22: "returns" cannot stand beside "dial"; write it beside "event" or "bonus"',
  ),
  step(
    'a refusal of nothing',
    '{ refused: ussd-busy }',
    '2:7: "refused" stands here without its verb; write it beside "dial", "answer", "hangup", "pages", "sms", "push", "clock", "event", "bonus", "subscriber" or "faults"',
  ),
  step(
    'expectations of a fragment',
    '{ do: join, gets: x }',
    '2:11: there is no fragment "join"; write it: fragments: {join: […]}',
    '2:17: "gets" cannot stand beside "do"; write it in the step after this one',
  ),
  step(
    'values for no fragment',
    '{ dial: "*100#", with: { a: 1 } }',
    '2:22: "with" cannot stand beside "dial"; write it beside "do"',
  ),
  step('a length of time without unit', '{ wait: 5 }', '2:13: "5" is no length of time; add the unit, like 5s'),
  step(
    'a length of time that is none',
    '{ wait: soon }',
    '2:13: "soon" is no length of time; write it like 500ms, 2s, 5m, 1h30m, 7d or PT5M',
  ),
  step(
    'a length of time beyond all clocks',
    '{ wait: 100000d }',
    '2:13: "100000d" is longer than a hundred years; write 36600d at most',
  ),
  step(
    'months have no length',
    '{ wait: P1M }',
    '2:13: "P1M" is no length of time; write it like 500ms, 2s, 5m, 1h30m, 7d or PT5M',
  ),
  step(
    'no time backwards',
    '{ wait: -PT5M }',
    '2:13: "-PT5M" is no length of time; write it like 500ms, 2s, 5m, 1h30m, 7d or PT5M',
  ),
  step(
    'an instant without offset',
    '{ clock: 2020-02-01T00:00:00 }',
    '2:14: "2020-02-01T00:00:00" is no instant of the clock; write one from 1970 to 2199 with its offset, like 2020-01-15T12:00:00+03:00',
  ),
  step(
    'a day that is none',
    '{ clock: { set: 2020-02-30T00:00:00Z } }',
    '2:21: "2020-02-30T00:00:00Z" is no instant of the clock; write one from 1970 to 2199 with its offset, like 2020-01-15T12:00:00+03:00',
  ),
  step(
    'two changes of the clock',
    '{ clock: { freeze: true, advance: 1h } }',
    '2:16: a change of the clock is one thing; here are "advance" and "freeze"; write a step for each',
  ),
  step(
    'no change of the clock',
    '{ clock: {} }',
    '2:14: a change of the clock says nothing; write one of set, advance, freeze, resume',
  ),
  step(
    'an unknown operation',
    '{ bonus: { jion: {} } }',
    '2:16: "jion" is not a field of a bonus operation; remove it, or write one of register, deactivate, order, transfer, confirm, program',
  ),
  step(
    'no operation',
    '{ bonus: { program: x } }',
    '2:14: a bonus operation says nothing; write one of register, deactivate, order, transfer, confirm',
  ),
  step(
    'two operations',
    '{ bonus: { order: { code: "11" }, deactivate: {} } }',
    '2:16: a bonus operation is one thing; here are "deactivate" and "order"; write a step for each',
  ),
  step('an event without a kind', '{ event: { rub: 100 } }', '2:7: an event lacks the field "kind"; add "kind:"'),
  step(
    'a field of an operation',
    '{ bonus: { transfer: { too: $phone, points: 1 } } }',
    '2:28: "too" is not a field of a point transfer; did you mean "to"?',
  ),
];

const EXPECTATIONS: readonly Bad[] = [
  step(
    'a rule that is none',
    '{ dial: "*1#", shows: { contain: x } }',
    '2:29: "contain" is not a field of a text expectation; did you mean "contains"?',
  ),
  step(
    'an empty text',
    '{ dial: "*1#", shows: "" }',
    '2:27: an empty text is in every text; write what must be there, or {exact: ""}',
  ),
  step('an empty list', '{ dial: "*1#", shows: [] }', '2:27: "shows" is empty; fill it, or remove it'),
  step(
    'units in words',
    '{ dial: "*1#", shows: { units: few } }',
    '2:36: "few" is not a number of units; write it like 80',
  ),
  step(
    'a field of an SMS',
    '{ sms: x, gets: { form: "4555" } }',
    '2:23: "form" is not a field of an SMS; did you mean "from"?',
  ),
  step(
    'SMS within a word',
    '{ sms: x, gets: [{ text: x, within: soon }] }',
    '2:41: "soon" is no length of time; write it like 500ms, 2s, 5m, 1h30m, 7d or PT5M',
  ),
  step('parts of an SMS', '{ sms: x, gets: { text: x, parts: 0 } }', '2:39: "parts" is too small; write 1 or more'),
  step(
    'points in words',
    '{ sms: x, balance: many }',
    '2:24: "many" is no number of points; write a whole number, none, or a variable',
  ),
  step(
    'an end that is none',
    '{ dial: "*1#", ends: maybe }',
    '2:26: "maybe" is not true, false or a variable; write it like true',
  ),
  step(
    'a refusal without a word',
    '{ dial: "*1#", refused: { figures: 1 } }',
    '2:20: a refusal lacks the field "word"; add "word:"',
  ),
  step(
    'a journal without entries',
    '{ sms: x, journal: { program: a } }',
    '2:15: a journal lacks the field "entries"; add "entries:"',
  ),
  step(
    'a capture from two places',
    '{ sms: x, capture: { a: { sms: /x/, screen: /y/ } } }',
    '2:31: a value comes from one place; here are "screen" and "sms"; keep one of the two',
  ),
  step(
    'a capture from nowhere',
    '{ sms: x, capture: { a: { mail: /x/ } } }',
    '2:31: "mail" is not a field of a capture; remove it, or write one of screen, sms, returned',
  ),
];

const PATTERNS: readonly Bad[] = [
  step(
    'what is no pattern',
    '{ dial: "*1#", shows: "/(x/" }',
    '2:27: this is not a regular expression (Unterminated group); correct it, or escape the sign with \\',
  ),
  step(
    'a pattern that could run for ever',
    '{ dial: "*1#", shows: "/^(a+)+$/" }',
    '2:27: the pattern could run for ever: it repeats a group that can match in several ways; repeat single characters only: a+ for (a+)+, [ab]+ for (a|b)+',
  ),
  step(
    'alternatives that repeat',
    '{ dial: "*1#", shows: { not: "/^(a|aa)*$/" } }',
    '2:34: the pattern could run for ever: it repeats a group that can match in several ways; repeat single characters only: a+ for (a+)+, [ab]+ for (a|b)+',
  ),
  step(
    'too many choices',
    '{ dial: "*1#", shows: "/.*a.*b.*c.*d.*e/" }',
    '2:27: the pattern could run for too long: it can choose in too many places; use fewer of * and +, or counts such as {3}',
  ),
  step(
    'a reference back',
    '{ dial: "*1#", shows: { matches: (a)\\1 } }',
    '2:38: the pattern refers back to what it matched; write the repeated part out',
  ),
  step(
    'a look around',
    '{ dial: "*1#", shows: /(?=a)/ }',
    '2:27: the pattern looks around itself; write it without (?= (?! (?<= (?<!; for what must not be there write {not: …}',
  ),
  step(
    'a flag that is none',
    '{ dial: "*1#", shows: /a/g }',
    '2:27: a pattern has no flag "g" here; write /…/, /…/i (any case), /…/m (by lines) or /…/s (. is a line break, too)',
  ),
  step(
    'lines like a pattern',
    '{ dial: "*1#", shows: { lines: { like: "/[/", are: ["/(/"] } } }',
    '2:44: this is not a regular expression (Unterminated character class); correct it, or escape the sign with \\',
    '2:57: this is not a regular expression (Unterminated group); correct it, or escape the sign with \\',
  ),
  step(
    'a capture',
    '{ sms: x, capture: { a: "/(/" } }',
    '2:29: this is not a regular expression (Unterminated group); correct it, or escape the sign with \\',
  ),
];

const LOOPS: readonly Bad[] = [
  step(
    'too many rounds',
    '{ repeat: 1001, steps: [{ dial: "*1#" }] }',
    '2:15: "repeat" is too large; write 1000 or less',
  ),
  step('no round', '{ repeat: 0, steps: [{ dial: "*1#" }] }', '2:15: "repeat" is too small; write 1 or more'),
  step('nothing to repeat', '{ repeat: 3 }', '2:5: "repeat" has nothing to repeat; write steps: under it'),
  step(
    'steps of nothing',
    '{ steps: [{ dial: "*1#" }] }',
    '2:7: "steps" stands here without its verb; write it beside "repeat"',
  ),
  step(
    'too many steps',
    '{ repeat: 200, steps: [{ repeat: 101, steps: [{ hangup: true }] }] }',
    '2:51: here the file goes over 20000 steps; repeat less, or split the file up',
  ),
  bad(
    'an unknown fragment',
    'fragments: { join: [{ dial: "*1#" }] }\nsteps:\n  - do: jion\n  - do: leave\n',
    '3:9: there is no fragment "jion"; did you mean "join"?',
    '4:9: there is no fragment "leave"; write one of join',
  ),
  bad(
    'a fragment that runs itself',
    'fragments:\n  a: [{ do: a }]\nsteps:\n  - do: a\n',
    '2:13: an endless loop: the fragment "a" runs itself (a → a); take this step out',
  ),
  bad(
    'fragments that run each other',
    'fragments:\n  a: [{ dial: "*1#" }, { do: b }]\n  b: [{ repeat: 2, steps: [{ do: c }] }]\n  c: [{ do: a }]\n  d: [{ do: a }]\nsteps:\n  - do: d\n',
    '4:13: an endless loop: the fragment "a" runs itself (a → b → c → a); take this step out',
  ),
  bad(
    'a fragment that nobody runs',
    'fragments:\n  a: [{ dail: "*1#" }, { wait: soon }]\nsteps:\n  - dial: "*1#"\n',
    '2:9: "dail" is not a field of a step; did you mean "dial"?',
    '2:32: "soon" is no length of time; write it like 500ms, 2s, 5m, 1h30m, 7d or PT5M',
  ),
];

const RINGS: readonly Bad[] = [
  bad(
    'a long ring of fragments',
    `fragments:\n${[1, 2, 3, 4, 5, 6, 7].map((n) => `  f${n}: [{ do: f${(n % 7) + 1} }]\n`).join('')}steps:\n  - do: f1\n`,
    '8:14: an endless loop: the fragment "f1" runs itself (f1 → f2 → f3 → f4 → … → f1); take this step out',
  ),
  bad(
    'a mistake in a loop',
    'steps:\n  - repeat: 2\n    steps:\n      - repeat: 2\n        steps: [{ dail: "*1#" }]\n',
    '5:19: "dail" is not a field of a step; did you mean "dial"?',
  ),
];

const VARIABLES: readonly Bad[] = [
  step(
    'an unknown variable',
    '{ answer: $code }',
    '2:15: there is no variable "$code" here; known here: $phone; $$ is a dollar sign',
  ),
  bad(
    'a misspelt variable',
    'steps:\n  - { sms: x, capture: { code: /x/ } }\n  - answer: $cdoe\n',
    '3:13: there is no variable "$cdoe" here; did you mean "$code"?',
  ),
  bad(
    'used before it is captured',
    'steps:\n  - answer: $code\n  - { sms: x, capture: { code: /x/ } }\n',
    '2:13: "$code" is used before it is captured; capture it in a step before this one',
  ),
  bad(
    'used in the step that captures it',
    'steps:\n  - { sms: x, gets: $code, capture: { code: /x/ } }\n',
    '2:21: "$code" is used before it is captured; capture it in a step before this one',
  ),
  step(
    'a variable that is not closed',
    `{ answer: "\${code" }`,
    `2:15: a variable is not closed; write \${name}, or $$ for a dollar sign`,
  ),
  step(
    'a variable without a name',
    `{ answer: "\${1}" }`,
    `2:15: "\${1}" names no variable; write $name or \${name}, or $$ for a dollar sign`,
  ),
  step(
    'a filter that is none',
    `{ answer: "\${phone|upper}" }`,
    `2:15: "upper" is nothing that can be done with a variable; write \${phone} or \${phone|other}`,
  ),
  bad(
    'captured over a number',
    'steps:\n  - { sms: x, capture: { phone: /x/ } }\n',
    '2:26: "$phone" has a value already; choose another name',
  ),
  bad(
    'captured, but needed at once',
    'steps:\n  - { sms: x, capture: { n: /x/ } }\n  - { repeat: $n, steps: [{ sms: x }] }\n',
    '3:15: the number of rounds cannot be a captured variable: it must be known before the script runs; write the number of rounds here',
  ),
  bad(
    'a row that lacks a field',
    'examples:\n  - { a: 1, b: 2 }\n  - { a: 2 }\nsteps:\n  - sms: $a$b\n',
    '3:5: this row lacks "b"; give every row the same fields',
  ),
  bad(
    'the same row twice',
    'examples: [{ a: 1 }, { a: "1" }]\nsteps:\n  - sms: $a\n',
    '1:22: there are two scripts "f (a 1)"; the first one is in line 1; give each a name, or a row, of its own',
  ),
  bad(
    'a field of a row that is a phone',
    'examples: [{ phone: 1 }]\nsteps:\n  - sms: x\n',
    '1:14: "$phone" is the number of a phone; choose another name',
  ),
  bad(
    'a value of a row of another type',
    'examples: [{ n: x, t: 7, p: "/(/" }]\nsteps:\n  - { repeat: $n, steps: [{ wait: $t, gets: $p }] }\n',
    '1:17: the number of rounds is not "x"; write a whole number from 1 to 1000',
    '1:23: "7" is no length of time; add the unit, like 7s',
    '1:29: this is not a regular expression (Unterminated group); correct it, or escape the sign with \\',
  ),
  bad(
    'a value of a fragment',
    'fragments: { a: [{ answer: $x }] }\nsteps:\n  - do: a\n  - { do: a, with: { x: $y } }\n',
    '1:28: there is no variable "$x" here; known here: $phone; $$ is a dollar sign',
    '4:25: there is no variable "$y" here; known here: $phone; $$ is a dollar sign',
  ),
  bad(
    'a name that is none',
    'steps:\n  - { sms: x, capture: { "my code": /x/ } }\n',
    '2:26: "my code" is not a name of letters, digits and _; write it like "code"',
  ),
];

const GIVEN: readonly Bad[] = [
  bad(
    'a clock that is none',
    'given: { clock: tomorrow }\nsteps: [{ sms: x }]\n',
    '1:17: "tomorrow" is no instant of the clock; write one from 1970 to 2199 with its offset, like 2020-01-15T12:00:00+03:00',
  ),
  bad(
    'points below zero',
    'given: { points: -1 }\nsteps: [{ sms: x }]\n',
    '1:18: "points" is too small; write 0 or more',
  ),
  bad(
    'one phone and several',
    'given: { points: 1, phones: { anna: } }\nsteps: [{ sms: x }]\n',
    '1:10: "points" stands beside "phones"; write it under the phone that has it',
  ),
  bad(
    'a number that is none',
    'given: { number: "4555" }\nsteps: [{ sms: x }]\n',
    '1:18: "4555" is no number of a phone: This is a short code, not a phone number; write it like 79161234567',
  ),
  bad(
    'the same number twice',
    'given: { phones: { anna: , boris: { number: "79161234567" } } }\nsteps: [{ sms: x }]\n',
    '1:45: "anna" and "boris" have the same number, 79161234567; give one of them another',
  ),
  bad(
    'a zone that is none',
    'given: { timeZone: Mars/North }\nsteps: [{ sms: x }]\n',
    '1:20: "Mars/North" is no time zone; write one of the IANA database, like Europe/Moscow',
  ),
  bad(
    'an unknown phone',
    'given: { phones: { anna: , boris: } }\nsteps:\n  - { as: bors, sms: x }\n  - { as: vera, sms: x }\n',
    '3:11: there is no phone "bors"; did you mean "boris"?',
    '4:11: there is no phone "vera"; name it in given: phones: {vera: }, or write one of anna, boris',
  ),
  bad(
    'a field of a phone',
    'given: { phones: { anna: { langauge: ru } } }\nsteps: [{ sms: x }]\n',
    '1:28: "langauge" is not a field of a phone; did you mean "language"?',
  ),
  bad(
    'since when',
    'given: { memberSince: 2010 }\nsteps: [{ sms: x }]\n',
    '1:23: "2010" is no instant of the clock; write one from 1970 to 2199 with its offset, like 2020-01-15T12:00:00+03:00',
  ),
];

/** Beside the definition of `mts-bonus`. */
export const BAD_SCRIPTS: readonly Bad[] = [
  ...YAML,
  ...FILES,
  ...VERBS,
  ...EXPECTATIONS,
  ...PATTERNS,
  ...LOOPS,
  ...RINGS,
  ...VARIABLES,
  ...GIVEN,
];

/** Beside the definition of a service without program and short code. */
export const WITHOUT_PROGRAM: readonly Bad[] = [
  bad(
    'points',
    'given: { points: 40 }\nsteps: [{ dial: "*1#" }]\n',
    '1:10: the service has no bonus program; write points: {PROGRAM: 40}',
  ),
  step(
    'an SMS without a short code',
    '{ sms: x }',
    '2:7: there is no short code that this belongs to; write {to: CODE, text: …}, or name the service: service: NAME',
  ),
  step(
    'a push without a short code',
    '{ push: x }',
    '2:7: there is no short code that this belongs to; write {from: CODE, text: …}, or name the service: service: NAME',
  ),
  step('an event', '{ event: { kind: friend } }', '2:7: the service has no bonus program; add program: NAME'),
  step(
    'an operation',
    '{ bonus: { order: { code: "11" } } }',
    '2:7: the service has no bonus program; add program: NAME',
  ),
  step(
    'a balance',
    '{ dial: "*1#", balance: 40 }',
    '2:20: the service has no bonus program; write balance: {PROGRAM: 40}',
  ),
  step(
    'a journal, a membership, a catalogue',
    '{ dial: "*1#", journal: [], member: {}, catalogue: {} }',
    '2:20: the service has no bonus program; write journal: {program: NAME, entries: […]}',
    '2:33: the service has no bonus program; add program: NAME',
    '2:45: the service has no bonus program; add program: NAME',
  ),
];
