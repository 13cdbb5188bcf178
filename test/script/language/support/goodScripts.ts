/** Scripts without a mistake: every verb, every expectation, every place for a variable. */

export interface Good {
  readonly what: string;
  readonly text: string;
}

export const GOOD_SCRIPTS: readonly Good[] = [
  { what: 'four lines', text: 'given: { points: 40 }\nsteps:\n  - dial: "*111*455*0#"\n    gets: У вас 40 баллов\n' },
  {
    what: 'every verb',
    text: `
fragments:
  menu: [{ dial: "*111*455#" }]
steps:
  - dial: "*111*455#"
  - answer: 00
  - hangup: true
  - pages: "9"
  - sms: ""
  - sms: { to: 4555, text: Бонус }
  - push: Баланс
  - push: { text: Оцените, from: "4555", reply: true }
  - wait: 5m
  - wait: PT181S
  - clock: 2020-02-01T00:00:00+03:00
  - clock: { advance: 1h30m }
  - clock: { freeze: true }
  - clock: { resume: true }
  - event: { kind: telecom, rub: 1000 }
  - bonus: { register: { channel: web, email: a@example.org, questionnaire: true } }
  - bonus: { deactivate: { channel: web }, program: mts-bonus }
  - bonus: { order: { code: 11 } }
  - subscriber: { blocked: true, debt: 100, timeZone: Europe/Moscow }
  - faults: { smsDrop: true }
  - do: menu
  - repeat: 2
    steps: [{ dial: "*111*455#" }]
  - balance: none
`,
  },
  {
    what: 'every expectation',
    text: `
steps:
  - dial: "*111*455#"
    shows: { contains: [Баланс, Подарки], not: [Ошибка, '/\\d{5}/'], matches: /^МТС/i, units: "<= 80", options: ["0", "1"] }
    ends: false
    within: 2s
  - shows: { exact: Баланс, lines: { like: /^\\d/, are: [0 Баланс, /^1/] }, options: { "00": Меню, "9": } }
  - sms: x
    gets: none
  - sms: x
    gets: [{ from: 4555, text: [a, /b/], parts: 1, at: 2020-01-15T12:00:00+03:00, within: 5s }, { exact: b }]
  - sms: x
    gets: { among: { from: "4555", contains: x } }
  - bonus: { order: { code: "11" } }
    refused: { word: too-few-points, missing: 20 }
  - event: { kind: friend }
    returns: { earned: 50 }
    balance: { mts-bonus: 50 }
    member: { status: member, lots: [{ points: 50 }] }
    catalogue: { "11": 210 }
    journal: [{ points: 50 }]
  - journal: { program: mts-bonus, entries: [] }
`,
  },
  {
    what: 'variables everywhere',
    text: `
tags: [money]
strict: true
sender: "4555"
fragments:
  gives:
    - bonus: { transfer: { to: $to, points: $points } }
      capture: { id: { returned: id }, code: { sms: '/^(\\d{4}) /' } }
    - bonus: { confirm: { id: $id, code: "\${code|other}" } }
      refused: { word: wrong-code, triesLeft: $left }
scripts:
  - name: Giving
    tags: slow
    given: { clock: $clock, phones: { anna: { points: $points }, boris: { points: none, number: $number } } }
    examples:
      - { points: 1000, clock: 2018-03-10T12:00:00+03:00, number: "+7 916 000-00-01", left: 2, shown: "/^1000$/", end: true }
    steps:
      - { repeat: $left, steps: [{ wait: "\${left}s" }] }
      - { do: gives, with: { to: $boris, left: $left, points: 500 } }
      - { as: boris, sms: "$code costs 5 $$", gets: $shown, balance: $points }
      - { answer: $code, ends: $end }
`,
  },
];
