/** `starhash record`: a session that is over becomes a session script, as far as the gateway remembers it. */
import { normaliseMsisdn } from '../../code/msisdn.ts';
import type { Result } from '../../flow/api.ts';
import { type Recorded, type RecordedPhone, writeScript } from '../../script/language/write.ts';
import { explain, type GatewayClient } from '../client.ts';
import { Failure } from '../failures.ts';
import { type Past, pastOf, phoneOfSession, type Wanted } from './past.ts';
import { isKnown, phoneOf } from './phones.ts';
import { wholeSecond } from './waiting.ts';

/** Takes an id of a dialogue or a number; gives the text of a script. Throws a Failure where nothing of it is remembered. */
export async function recordPast(gateway: GatewayClient, which: string): Promise<string> {
  const events = must(await gateway.events());
  const number = normaliseMsisdn(which);
  const msisdn = number.ok ? number.msisdn : phoneOfSession(events, which);
  const wanted: Wanted | null = msisdn === null ? null : { msisdn, sessionId: number.ok ? null : which };
  const past = wanted === null ? null : pastOf(events, wanted);
  if (wanted === null || past === null) throw new Failure(NOTHING);
  return writeScript(await recordedOf(gateway, wanted, past));
}

const NOTHING = 'the gateway remembers nothing of it: it keeps the last 1000 events of a world, until it ends.';

async function recordedOf(gateway: GatewayClient, { msisdn, sessionId }: Wanted, past: Past): Promise<Recorded> {
  const own = phoneOf('phone', must(await gateway.subscriber(msisdn)));
  const others: RecordedPhone[] = [];
  for (const other of past.others) {
    const phone = phoneOf(`phone${others.length + 2}`, must(await gateway.subscriber(other)));
    if (isKnown(phone)) others.push(phone);
  }
  const { begun, acts } = past;
  return {
    name: sessionId === null ? `${msisdn} as recorded` : `Session ${sessionId} as recorded`,
    service: null,
    shortCode: null,
    notes: notesOn(own, others),
    clock: wholeSecond(begun),
    phones: [{ ...own, profile: {}, points: {} }, ...others],
    acts,
  };
}

/** What the log does not say. */
function notesOn({ profile, points }: RecordedPhone, others: readonly RecordedPhone[]): string[] {
  const now = { ...(Object.keys(points).length === 0 ? {} : { points }), ...profile };
  return [
    'Recorded by starhash record. What was so before is not known: write it under "given".',
    Object.keys(now).length === 0
      ? 'Nothing is known of the phone now.'
      : `Now it is for the phone: ${JSON.stringify(now)}`,
    ...(others.length === 0 ? [] : ['What is given of the other phones is what is known of them now.']),
  ];
}

function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Failure(explain(result.problem));
}
