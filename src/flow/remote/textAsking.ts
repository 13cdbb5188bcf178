/** How a text to a service is answered whose core runs elsewhere. Who sent it has the id of the message; the answer is an SMS, now or later. */
import type { SmsTarget } from '../../session/definition/router.ts';
import type { Call, Result } from '../api.ts';
import { CoreFailed } from '../coreFailed.ts';
import type { FlowDeps } from '../deps.ts';
import type { FollowedPlan } from '../follow.ts';
import type { Lose } from '../lostAnswer.ts';
import { ok } from '../results.ts';
import type { ServiceText } from '../textStep.ts';
import type { View } from '../view.ts';
import { hearing, meetingFaults, pendingOf, placeOf } from './asking.ts';
import { driverOf } from './drivers.ts';
import { NOTHING_KNOWN } from './elsewhere.ts';
import { pendingRecord } from './pending.ts';
import { finishedText, runText } from './textWork.ts';

type Taken = Result<{ messageId: string }>;

interface Texting {
  readonly text: ServiceText;
  /** Somebody waits for its SMS. */
  readonly isWaitedFor: boolean;
  readonly lose: Lose;
}

/** The plan of a text's step. Throws CoreFailed where a fault makes the core fail before it is asked. */
export function askText(
  deps: FlowDeps,
  call: Call,
  view: View,
  target: SmsTarget,
  { text, isWaitedFor, lose }: Texting,
): FollowedPlan<Taken> {
  const of = isWaitedFor ? '' : `#${text.messageId} `;
  const by = { text, wire: call.wire };
  const met = meetingFaults(view, (wrap) => runText(deps, view, target, by, NOTHING_KNOWN, wrap), of);
  if (met.kind === 'failed') throw new CoreFailed(met.how);
  lose(met.lost);
  if (met.ran.kind === 'done') return finishedText(text, met.ran);
  const work = { kind: 'sms', text } as const;
  const pending = pendingOf(deps, call, view, target.service, work);
  const place = placeOf(view, { work, idempotency: call.idempotency });
  const taken: Taken = ok({ messageId: text.messageId });
  const waited = hearing<Taken>(deps, place, pending, async () => taken);
  const begun = {
    run(result: Taken) {
      driverOf(deps, place, pending);
      return result;
    },
  };
  return { result: taken, records: [pendingRecord(place.key, null, pending)], follow: isWaitedFor ? waited : begun };
}
