/** Worlds: their clocks, their faults, their beginning and their end. */
import type { ClockChange } from '../../flow/api.ts';
import { SEED_SHAPE } from '../../flow/seed/shape.ts';
import { worldId } from '../world.ts';
import { answer, component, flag, input, shape, text, whole } from './schemas.ts';
import type { JsonCall } from './types.ts';

const TAG = 'Worlds';

const CLOCK = { now: '2026-01-15T10:00:00.000Z', frozen: false };
const FAULTS = component('Faults');

const clock: JsonCall = {
  kind: 'json',
  method: 'GET',
  path: '/v1/clock',
  operationId: 'clock',
  tag: TAG,
  summary: 'Read the world clock',
  description: 'Time-outs, limits and expiry follow this clock, not the machine’s.',
  success: { status: 200, description: 'The time in this world.', schema: component('Clock'), example: CLOCK },
  problems: [],
  handle: (gateway, { call }) => gateway.clock(call),
};

const ONE_CHANGE = {
  ...shape(
    {
      set: input('ISO 8601 with offset: the time it shall be.'),
      advance: input('ISO 8601 duration to move on by; a day is 24 hours.'),
      freeze: { const: true, description: 'Stops the clock.' },
      resume: { const: true, description: 'Lets it run on from where it stands.' },
    },
    ['set', 'advance', 'freeze', 'resume'],
  ),
  minProperties: 1,
  maxProperties: 1,
};

const changeClock: JsonCall<ClockChange> = {
  kind: 'json',
  method: 'POST',
  path: '/v1/clock',
  operationId: 'changeClock',
  tag: TAG,
  summary: 'Set, advance, freeze or resume the clock',
  description:
    'Exactly one of the four. The call answers when everything that fell due on the way is done, in its order.',
  body: { schema: ONE_CHANGE, example: { advance: 'PT181S' } },
  success: { status: 200, description: 'The time it is now.', schema: component('Clock'), example: CLOCK },
  problems: ['bad-clock'],
  handle: (gateway, { call, body }) => gateway.changeClock(call, body),
};

const FAULTS_EXAMPLE = { seed: 7, smsDelay: { by: 'PT30S', share: 0.5 }, ussdAbort: { step: 2, times: 1 } };

const faults: JsonCall = {
  kind: 'json',
  method: 'GET',
  path: '/v1/faults',
  operationId: 'faults',
  tag: TAG,
  summary: 'Read the faults being injected',
  description: 'None is an empty object.',
  success: { status: 200, description: 'The faults.', schema: FAULTS, example: {} },
  problems: [],
  handle: (gateway, { call }) => gateway.faults(call),
};

const putFaults: JsonCall<Readonly<Record<string, unknown>>> = {
  kind: 'json',
  method: 'PUT',
  path: '/v1/faults',
  operationId: 'putFaults',
  tag: TAG,
  summary: 'Inject faults',
  description:
    'Replaces the faults of this world: each by its name; `{}` ends them all. Which numbers and cases they hit is drawn from `seed`: the same calls of a phone meet the same faults, whatever others do meanwhile. Steps meet them in every gateway process from when this call answers. Faults of wires (http…, smpp…) begin here at once and in other processes within a second; those that are ended come nowhere any more. All that is wrong is told at once, with what was probably meant.',
  body: { schema: FAULTS, checked: { type: 'object' }, example: FAULTS_EXAMPLE },
  success: { status: 200, description: 'The faults, as they are now.', schema: FAULTS, example: FAULTS_EXAMPLE },
  problems: ['bad-msisdn'],
  handle: (gateway, { call, body }) => gateway.putFaults(call, body),
};

const START = input('ISO 8601 with offset: the time it begins at.');

const createWorld: JsonCall<{ seed?: unknown; clock?: string }> = {
  kind: 'json',
  method: 'POST',
  path: '/v1/worlds',
  operationId: 'createWorld',
  tag: TAG,
  summary: 'Make a world',
  description:
    'A world has its own subscribers, points, SMS, clock and faults. Name it in the header Starhash-World of other calls; throw it away when the test is over. A seed puts subscribers into it before the call answers; what is wrong with a seed is told at once, a hundred places at most. With an Idempotency-Key the same request finds the same world for 24 hours (by the clock of the world in its header); deleted, it does not come back (410). A world that was not finished within a minute, because its maker died, is thrown away.',
  body: {
    schema: shape({ seed: SEED_SHAPE, clock: START }, ['seed', 'clock']),
    checked: shape({ seed: {}, clock: START }, ['seed', 'clock']),
    mostBytes: 4 * 1024 * 1024,
    example: {
      clock: '2026-01-15T13:00:00+03:00',
      seed: { subscribers: [{ msisdn: '79161234567', language: 'en', programs: { 'my-program': { points: 40 } } }] },
    },
    optional: true,
  },
  success: {
    status: 201,
    description: 'The world is there.',
    schema: answer({ id: text('The world’s name.') }),
    example: { id: 'w4kz81' },
  },
  problems: ['bad-clock', 'bad-msisdn', 'bad-value', 'world-deleted'],
  handle: (gateway, { call, body }) => gateway.createWorld(call, body),
};

const deleteWorld: JsonCall = {
  kind: 'json',
  unkeyed: true,
  method: 'DELETE',
  path: '/v1/worlds/{id}',
  operationId: 'deleteWorld',
  tag: TAG,
  summary: 'Throw a world away',
  description: 'It is gone with all that it held.',
  success: { status: 204, description: 'Gone.' },
  problems: ['bad-value'],
  handle: async (gateway, { params }) => {
    const id = worldId(params.id ?? '');
    return id.ok ? gateway.deleteWorld(id.value) : id;
  },
};

const reset: JsonCall = {
  kind: 'json',
  method: 'POST',
  path: '/v1/reset',
  operationId: 'reset',
  tag: TAG,
  summary: 'Take a world back to its beginning',
  description:
    'Everything since its seed is forgotten: subscribers, points, SMS, faults. Its clock and its subscribers are as they were at the beginning. Dialogues of before are unknown afterwards.',
  body: { schema: shape({}), example: {}, optional: true },
  success: { status: 204, description: 'Back at the beginning.' },
  problems: [],
  handle: (gateway, { call }) => gateway.reset(call),
};

const seed: JsonCall<{ seed: unknown; check?: boolean }> = {
  kind: 'json',
  unkeyed: true,
  method: 'POST',
  path: '/v1/seed',
  operationId: 'seed',
  tag: TAG,
  summary: 'Add subscribers to a world',
  description:
    'Profiles, memberships, and what was done before, by the world’s clock now; all that is wrong is told at once and nobody is added then. Who is there already stays as they are, so that the same call again adds those who are missing. A reset forgets who was added here: what a world goes back to is the seed that it was made with.',
  body: {
    schema: shape({ seed: SEED_SHAPE, check: flag('Only look at the seed: nobody is added.') }, ['check']),
    checked: shape({ seed: {}, check: flag('') }, ['check']),
    mostBytes: 4 * 1024 * 1024,
    example: { seed: { subscribers: [{ msisdn: '79161234567', programs: { 'my-program': { points: 40 } } }] } },
  },
  success: {
    status: 200,
    description: 'They are there.',
    schema: answer({ planted: whole('So many are new.'), kept: whole('So many were there already.') }),
    example: { planted: 1, kept: 0 },
  },
  problems: ['bad-msisdn', 'bad-value'],
  handle: (gateway, { call, body }) => gateway.seed(call, body),
};

export const WORLD_CALLS = [clock, changeClock, faults, putFaults, createWorld, deleteWorld, reset, seed];
