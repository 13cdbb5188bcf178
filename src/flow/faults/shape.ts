/**
 * Faults that a harness injects into a world: one table, each by its name with what it takes. Absent or false = off.
 *
 *   {"seed": 7, "smsDelay": {"by": "PT30S", "share": 0.5}, "smsDrop": true, "ussdAbort": {"step": 2, "of": ["79161234567"]}}
 *
 * Every fault but `storeDown` also takes `of` (only these numbers), `share` (of the cases in which it could come, 0 to 1) and
 * `times` (at most so often for each number). Who is hit is drawn from `seed`, the fault, the number, and how many cases that
 * number has had since the faults were put: the same calls of a phone meet the same faults, whatever other phones do meanwhile.
 * Cases are counted by each gateway process for itself.
 */
import { COMMAND_STATUS, DURATION, fields, type Shape } from '../shapes/shape.ts';

const WHO = {
  of: {
    type: 'array',
    items: { type: 'string', maxLength: 255 },
    minItems: 1,
    maxItems: 10_000,
    description: 'Only these numbers; absent: everybody.',
  },
  share: {
    type: 'number',
    minimum: 0,
    maximum: 1,
    description: 'In this part of all cases, drawn by `seed`; absent: in each.',
  },
  times: {
    type: 'integer',
    minimum: 1,
    maximum: 1_000_000,
    description: 'At most so often for each number; absent: always.',
  },
} as const satisfies Record<string, Shape>;

const WHEN: Shape = {
  type: 'string',
  enum: ['before', 'after'],
  description: 'Before anything is done, or when it is done and only the answer is missing; absent: before.',
};
const STEP: Shape = {
  type: 'integer',
  minimum: 1,
  maximum: 10_000,
  description:
    'Only at this step of a dialogue, as its phone counts: 1 is the dial (or the push that begins it), 2 the first answer; absent: at each.',
};
const OPERATIONS: Shape = {
  type: 'array',
  items: { type: 'string', enum: ['balance', 'register', 'deactivate', 'event', 'order', 'transfer', 'confirm'] },
  minItems: 1,
  maxItems: 7,
  description: 'Only these operations; absent: all.',
};
const REAL_TIME: Shape = {
  type: 'string',
  pattern: DURATION,
  maxLength: 40,
  description: 'ISO 8601 duration of real time, at most PT10S.',
};
const CALLS: Shape = {
  type: 'array',
  items: {
    type: 'string',
    enum: [
      ...['dial', 'answer', 'hangUp', 'push', 'sendSms', 'messages', 'subscriber', 'putSubscriber', 'bringSms'],
      ...['bonus', 'register', 'deactivate', 'earn', 'order', 'transfer', 'confirmTransfer', 'catalogue', 'journal'],
    ],
  },
  minItems: 1,
  maxItems: 17,
  description:
    'Only these calls, by their operationId; absent: what a phone does, which is dial, answer, hangUp and sendSms.',
};
const PER_SECOND: Shape = {
  type: 'number',
  minimum: 0.01,
  maximum: 100_000,
  description: 'Requests a second of real time, after a second’s worth at once.',
};

/** A fault that may be on without further words. */
function fault(description: string, own: Readonly<Record<string, Shape>> = {}): Shape {
  const on: Shape = { type: 'boolean', description: 'On for everybody, always; or off.' };
  return { description, anyOf: [on, fields({ ...own, ...WHO }, [])] };
}

/** A fault that needs to be told more. */
function toldFault(description: string, own: Readonly<Record<string, Shape>>, required: readonly string[]): Shape {
  return { description, anyOf: [{ const: false, description: 'Off.' }, fields({ ...own, ...WHO }, required)] };
}

export const FAULTS = {
  smsDrop: fault('SMS to phones get lost on the way. What they tell of has happened.'),
  smsDelay: toldFault(
    'SMS to phones come later, by the world’s clock.',
    { by: { type: 'string', pattern: DURATION, maxLength: 40, description: 'ISO 8601 duration of world time.' } },
    ['by'],
  ),
  smsDuplicate: fault('SMS to phones come twice.'),
  smsReorder: toldFault(
    'SMS to phones overtake each other: each comes at a moment of its own within this time, by the world’s clock.',
    { within: { type: 'string', pattern: DURATION, maxLength: 40, description: 'ISO 8601 duration of world time.' } },
    ['within'],
  ),
  ussdAbort: fault(
    'The network drops the dialogue, as when a phone loses coverage: before the step is taken, or after it, its screen being lost.',
    { step: STEP, when: WHEN },
  ),
  userCancel: fault(
    'The user hangs up when the screen of the step shows, if it awaits an answer. The step is taken, the answer says `ended`.',
    {
      step: STEP,
    },
  ),
  coreTimeout: fault(
    'The bonus core does not answer in time: 504 `core-timeout`, on a phone “the service does not answer”. A scheduled SMS is one case, and tried again every 15 minutes of world time while the fault stands; so with all faults of the core.',
    {
      operations: OPERATIONS,
      when: WHEN,
    },
  ),
  coreError: fault(
    'The bonus core answers with an error of its own: 502 `core-error`, on a phone “the service does not answer”.',
    {
      operations: OPERATIONS,
      when: WHEN,
    },
  ),
  coreGarbage: fault(
    'The bonus core answers what nobody understands: 502 `core-garbage`, on a phone “the service does not answer”.',
    {
      operations: OPERATIONS,
      when: WHEN,
    },
  ),
  storeDown: { type: 'boolean', description: 'Every subscriber call answers 503, as when the store is away.' },
  storeLost: fault(
    'The store goes away at the commit that a call asks for: 503, with nothing written or with all of it. A call sent again with its Idempotency-Key finds out. What the gateway drives on by itself (deadlines, the way of points that were promised) is spared.',
    { when: WHEN },
  ),
  httpDelay: toldFault('HTTP answers come later.', { by: REAL_TIME, calls: CALLS }, ['by']),
  httpReject: toldFault(
    'HTTP calls are refused with this status before anything is done.',
    { status: { type: 'integer', minimum: 400, maximum: 599, description: 'HTTP status.' }, calls: CALLS },
    ['status'],
  ),
  httpThrottle: toldFault(
    'HTTP calls beyond this rate, for each number, answer 429.',
    { perSecond: PER_SECOND, calls: CALLS },
    ['perSecond'],
  ),
  httpCut: fault('The connection of an HTTP call is reset instead of an answer.', { when: WHEN, calls: CALLS }),
  smppDelay: toldFault('Responses to messages that come over SMPP are sent later.', { by: REAL_TIME }, ['by']),
  smppReject: toldFault(
    'Messages that come over SMPP are refused with this command_status before anything is done.',
    {
      status: { type: 'string', pattern: COMMAND_STATUS, maxLength: 10, description: 'command_status, such as 0x58.' },
    },
    ['status'],
  ),
  smppThrottle: toldFault(
    'Messages over SMPP beyond this rate, for each number, are refused with ESME_RTHROTTLED (0x58).',
    { perSecond: PER_SECOND },
    ['perSecond'],
  ),
  smppCut: fault('The connection of an SMPP bind is closed when a message comes, instead of a response.', {
    when: WHEN,
  }),
} as const satisfies Readonly<Record<string, Shape>>;

export type FaultName = keyof typeof FAULTS;

const SEED: Shape = {
  type: 'integer',
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'Draws who is hit where a fault has a `share`, and the moments of smsReorder; absent: 0.',
};

/** What `PUT /v1/faults` takes. */
export const FAULTS_SHAPE: Shape = fields({ seed: SEED, ...FAULTS }, [], {
  description: 'Faults by name; those that are absent are off.',
});
