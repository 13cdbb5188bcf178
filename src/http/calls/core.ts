/** The calls of a bonus core that gateways elsewhere ask: the paths of a gateway, with all that its menus need in the answers. */
import type { WorldWish } from '../../flow/api.ts';
import { worldId } from '../world.ts';
import { BONUS_CALLS } from './bonus.ts';
import { MEMBERSHIP_CALLS } from './membership.ts';
import { POINTS_CALLS } from './points.ts';
import { flag, input, shape } from './schemas.ts';
import { PROFILE_CALLS } from './subscribers.ts';
import { TRANSFER_CALLS } from './transfers.ts';
import type { JsonCall, Schema } from './types.ts';
import { WORLD_CALLS } from './worlds.ts';

const putWorld: JsonCall<WorldWish> = {
  kind: 'json',
  unkeyed: true,
  method: 'PUT',
  path: '/v1/worlds/{id}',
  operationId: 'putWorld',
  tag: 'Worlds',
  summary: 'Make a world, or set its clock',
  description:
    'A gateway’s worlds are its core’s, too, and the gateway’s clock rules. The world is there afterwards; `seed` and `clock` say how it begins, where it was not there. The call answers when everything that fell due is done. Calls about subscribers carry `mark` in the header Starhash-Mark: where the world has another one, or none, they change nothing and answer 404 `unknown-world`, and the gateway says anew how the world is. A core that has no worlds answers 404 or 405 and keeps its own time.',
  body: {
    schema: shape(
      {
        now: input('ISO 8601: the time it is in this world.'),
        frozen: flag('Whether its clock stands still.'),
        mark: input('Names this life of the world and this setting of its clock, until a reset.'),
        seed: { type: 'object', description: 'What the world begins with, as in `createWorld`.' },
        clock: input('ISO 8601 with offset: the time it begins at, and goes back to on reset.'),
      },
      ['now', 'frozen', 'mark', 'seed', 'clock'],
    ),
    mostBytes: 4 * 1024 * 1024,
    example: { now: '2026-01-15T10:00:00.000Z', frozen: false },
  },
  success: { status: 204, description: 'It is so.' },
  problems: ['bad-clock', 'bad-msisdn', 'bad-value'],
  handle: async (gateway, { params, body }) => {
    const id = worldId(params.id ?? '');
    return id.ok ? gateway.putWorld(id.value, body) : id;
  },
};

const SMS: Schema = {
  type: 'array',
  description: 'The SMS that this caused, in the subscriber’s language. The gateway brings them, once for a key.',
  items: {
    type: 'object',
    required: ['from', 'text', 'at'],
    properties: {
      from: { type: 'string', maxLength: 20, description: 'Who it is from.' },
      text: { type: 'string', description: 'What it says.' },
      at: { type: 'string', format: 'date-time', description: 'World time.' },
    },
  },
};

const LISTS: Schema = {
  type: 'object',
  description:
    'Rows of the lists that menus show, by name: figures and words, instants in ISO 8601. A 404 has them, too.',
  additionalProperties: { type: 'array', items: { type: 'object' } },
};

/** A call with one more member in its answer. */
function answeringAlso(call: JsonCall, name: string, schema: Schema, example: unknown): JsonCall {
  const { success } = call;
  const allOf = [success.schema ?? {}, { type: 'object', properties: { [name]: schema } }];
  const shown = { ...(success.example as object), [name]: example };
  return { ...call, success: { ...success, schema: { allOf }, example: shown } };
}

const EXAMPLE_SMS = [{ from: '1234', text: 'You have 5 points.', at: '2026-01-15T10:00:00.000Z' }];
const EXAMPLE_LISTS = { history: [{ at: '2026-01-15T10:00:00.000Z', kind: 'earn', delta: 5 }] };

const WRITES = [...MEMBERSHIP_CALLS, ...POINTS_CALLS, ...TRANSFER_CALLS] as readonly JsonCall[];

/** Its faults are the gateway's. */
const OF_WORLDS = ['clock', 'changeClock', 'createWorld', 'deleteWorld', 'reset', 'seed'];

export const CORE_CALLS: readonly JsonCall[] = [
  ...BONUS_CALLS.map((call) => {
    return call.operationId === 'bonus'
      ? answeringAlso(call as JsonCall, 'lists', LISTS, EXAMPLE_LISTS)
      : (call as JsonCall);
  }),
  ...WRITES.map((call) => answeringAlso(call, 'sms', SMS, EXAMPLE_SMS)),
  ...(PROFILE_CALLS as readonly JsonCall[]),
  ...(WORLD_CALLS as readonly JsonCall[]).filter(({ operationId }) => OF_WORLDS.includes(operationId)),
  putWorld as JsonCall,
];
