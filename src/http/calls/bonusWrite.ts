/** What all writes to a subscriber's points have in common. */
import type { BonusWrite, Gateway, Result } from '../../flow/api.ts';
import type { ProblemType } from '../../flow/problems.ts';
import { BONUS_TAG, MEMBER_PATH } from './bonus.ts';
import { whole } from './schemas.ts';
import type { BodyShape, JsonCall, Request, Success } from './types.ts';

/** How a core that runs elsewhere may fail, and how faults make one fail. */
export const CORE_PROBLEMS = ['core-error', 'core-garbage', 'core-timeout'] as const satisfies readonly ProblemType[];

/** The field that most of these answers end with. */
export const BALANCE = whole('Points after it.');

interface WriteEntry<Body> {
  readonly action: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly body: BodyShape;
  readonly success: Success;
  readonly problems: readonly ProblemType[];
  readonly toWrite: (body: Body, id: string) => BonusWrite;
}

/** A call under the member's path; `toWrite` turns its body and the path's `id` into what the gateway understands. */
export function bonusWrite<Body>({ action, toWrite, problems, ...described }: WriteEntry<Body>): JsonCall<Body> {
  const handle = (gateway: Gateway, { call, params, body }: Request<Body, unknown>): Promise<Result<unknown>> =>
    gateway.bonusWrite(call, params.program ?? '', params.msisdn ?? '', toWrite(body, params.id ?? ''));
  return {
    kind: 'json',
    method: 'POST',
    path: `${MEMBER_PATH}/${action}`,
    tag: BONUS_TAG,
    ...described,
    problems: ['bad-msisdn', 'unknown-program', ...problems, 'not-open-yet', 'frozen', 'closed', ...CORE_PROBLEMS],
    handle,
  };
}
