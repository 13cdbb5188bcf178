/** The templates of a service with a bonus program: joining, points, gifts. */
import type { NewFile, NewService } from './newService.ts';
import { programTexts } from './programTexts.ts';
import { opening } from './usual.ts';

/** `service.yaml`, `program.yaml`, the texts and a session script. */
export function programFiles(service: NewService): readonly NewFile[] {
  return [
    { name: 'service.yaml', text: definition(service) },
    { name: 'program.yaml', text: figures(service) },
    ...programTexts(service),
    { name: `${service.name}.session.yaml`, text: script(service) },
  ];
}

function definition(service: NewService): string {
  const { title, ussd, shortCode } = service;
  return `${opening(service, `${title}: the menu of ${ussd}# and the words of short code ${shortCode}.`)}      - { word: Join, aliases: [Вступить, Membru], go: sms-join }
      - { word: Points, aliases: [Баллы, Puncte], go: balance }
      - { word: Leave, aliases: [Выйти, Plec], go: sms-leave }
    otherwise: help

states:
  root:
    menu: root.title
    options:
      "1": { label: root.balance, go: balance }
      "2": { label: root.join, go: join }
      "3": { label: root.gifts, go: gifts }

  # A call asks the program; "otherwise" is where every other refusal leads.
  balance:
    call: balance
    on: { ok: balance-told, not-a-member: how-to-join }
    otherwise: not-now

  join:
    call: register
    with: { channel: ussd }
    on: { ok: accepted, already-a-member: already-a-member }
    otherwise: not-now

  gifts:
    list: catalogue
    text: gifts.choose
    item: gifts.row
    empty: gifts.none
    invalid: gifts.not-listed
    pick: { by: code, keep: [code], go: order }

  order:
    call: order
    with: { code: $code }
    on: { ok: accepted, not-a-member: how-to-join, too-few-points: too-few-points }
    otherwise: not-now

  sms-join:
    call: register
    with: { channel: sms }
    on: { ok: told-by-sms, already-a-member: already-a-member }
    otherwise: not-now

  sms-leave:
    call: deactivate
    with: { channel: sms }
    on: { ok: told-by-sms, not-a-member: how-to-join }
    otherwise: not-now

  # Endings: the last screen of a dialogue, or the answer to an SMS.
  balance-told: { end: balance }
  accepted: { end: accepted }
  told-by-sms: { end: null } # the program sends an SMS of its own
  help: { end: help }
  sorry: { end: sorry }
  how-to-join: { end: how-to-join, refusal: true }
  already-a-member: { end: already-a-member, refusal: true }
  too-few-points: { end: too-few-points, refusal: true }
  not-now: { end: not-now, refusal: true }
`;
}

function figures({ name, title }: NewService): string {
  return `# The figures of ${title}. Change them here: a running gateway takes them up.

program: "${name}"
timeZone: Europe/Moscow # of days, months and years, for subscribers who have none of their own
lifecycle: open

joining: # by these ways, at once
  ussd: {}
  sms: {}
leaving: allowed # the points burn

expiry: { rule: calendar-year } # points burn when the next year begins
maxRub: 100000 # a larger sum in one event is a slip of the pen
earning:
  purchase: { rule: rate, rub: 10 } # 1 point for every 10 RUB; the rest counts for the next purchase
  birthday: { rule: fixed, points: 50, every: year }

gifts: # the name of a gift is the text gift.CODE
  - { code: "11", category: drinks, price: 30 }
  - { code: "12", category: drinks, price: 45 }
  - { code: "21", category: food, price: 60 }
`;
}

function script({ title, ussd, shortCode }: NewService): string {
  return `# What ${title} does, step by step. Play it with: starhash test
strict: true
sender: "${shortCode}"

scripts:
  - name: joins, earns, and orders a gift
    steps:
      - dial: "${ussd}*2#"
        shows: Accepted
        gets: You have joined ${title}
        balance: 0
      - event: { kind: purchase, rub: 455 }
        returns: { earned: 45 }
      - dial: "${ussd}#"
        shows: { options: { "1": Balance, "2": Join, "3": Gifts } }
      - answer: "3"
        shows: ["11 ", "12 ", "21 "]
      - answer: "12"
        shows: Accepted
        gets: Coffee (12) is yours
        balance: 0

  - name: the rest of a purchase counts for the next one
    given: { points: 0 }
    steps:
      - event: { kind: purchase, rub: 19 }
        returns: { earned: 1 }
      - event: { kind: purchase, rub: 1 }
        returns: { earned: 1 }
        balance: 2

  - name: points burn when the next year begins
    given: { points: 30, clock: 2020-12-31T23:59:00+03:00 }
    steps:
      - wait: 1m
        gets: 30 points have expired
        balance: 0

  - name: strangers are told how to join, members that they are in
    steps:
      - dial: "${ussd}*1#"
        shows: not a member
      - dial: "${ussd}*3*11#"
        shows: not a member
      - sms: leave
        gets: not a member
      - bonus: { register: { channel: ussd } }
        gets: You have joined
      - dial: "${ussd}*2#"
        shows: already a member
      - sms: join
        gets: already a member

  - name: wrong answers, and words that it does not know
    steps:
      - dial: "${ussd}*7#"
        shows: There is no such answer
      - answer: "7"
      - answer: "7"
      - answer: "7"
        shows: Start again
        ends: true
      - sms: Hello
        gets: "SMS to ${shortCode}"

  - name: too few points for a gift
    given: { points: 29 }
    steps:
      - dial: "${ussd}*3*11#"
        shows: 1 point short
        balance: 29

  - name: joins and leaves by SMS, in the language of the phone
    given: { language: $language }
    examples:
      - { language: en, join: join, leave: leave, points: points, has: 0 points, left: You have left }
      - { language: ru, join: вступить, leave: выйти, points: баллы, has: 0 баллов, left: Вы вышли }
      - { language: ro, join: membru, leave: plec, points: puncte, has: 0 puncte, left: Ați ieșit }
    steps:
      - sms: $join
        gets: $has
      - sms: $points
        gets: $has
      - sms: $leave
        gets: $left
        balance: none
`;
}
