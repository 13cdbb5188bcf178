/** Records a phone while it talks: stands between a user interface and the gateway, and changes nothing for either. */
import type { InboxSms, Result, UssdAnswer } from '../../flow/api.ts';
import type { Recorded, RecordedAct, RecordedPhone, Recording } from '../../script/language/write.ts';
import { explain, type GatewayClient } from '../client.ts';
import { Failure } from '../failures.ts';
import { isKnown, numbersIn, phoneOf } from './phones.ts';
import { waitBetween, wholeSecond } from './waiting.ts';

/** What a tape has heard. */
export interface Heard {
  readonly acts: Recording[];
  /** By MSISDN, as they were before anything was done with them. */
  readonly phones: Map<string, RecordedPhone>;
  /** World time at the first act and after the last one, epoch ms; null before any. */
  time: { readonly begun: number; readonly last: number } | null;
  /** The last SMS that was there. */
  after: string | undefined;
}

export interface Tape {
  /** To be spoken to in place of the gateway. */
  readonly client: GatewayClient;
  /** What was done, once what is under way is over; null where nothing was. */
  recorded(name: string, notes: readonly string[]): Promise<Recorded | null>;
}

const PHONE = 'phone';

/** A tape of what the phone of this number does by the returned client, and of what comes of it. */
export function tapeOf(gateway: GatewayClient, msisdn: string): Tape {
  const heard: Heard = { acts: [], phones: new Map(), time: null, after: undefined };
  let last: Promise<unknown> = Promise.resolve();

  const taped = <T>(did: RecordedAct, call: () => Promise<Result<T>>): Promise<Result<T>> => {
    const work = last.then(() => act(gateway, msisdn, heard, did, call));
    last = work.catch(() => {});
    return work;
  };
  const client: GatewayClient = {
    ...gateway,
    dial: (from, code) => taped({ verb: 'dial', code }, () => gateway.dial(from, code)),
    answer: (sessionId, input) => taped({ verb: 'answer', input }, () => gateway.answer(sessionId, input)),
    hangUp: (sessionId) => taped({ verb: 'hangup' }, () => gateway.hangUp(sessionId)),
    sms: (from, to, text) => taped({ verb: 'sms', to, text }, () => gateway.sms(from, to, text)),
  };
  return {
    client,
    async recorded(name, notes) {
      await last;
      const { acts, phones, time } = heard;
      if (time === null || acts.length === 0) return null;
      return {
        name,
        notes,
        service: null,
        shortCode: null,
        clock: wholeSecond(time.begun),
        phones: [...phones.values()],
        acts,
      };
    },
  };
}

async function act<T>(
  gateway: GatewayClient,
  msisdn: string,
  heard: Heard,
  did: RecordedAct,
  call: () => Promise<Result<T>>,
): Promise<Result<T>> {
  await meet(gateway, msisdn, heard);
  for (const number of numbersIn(did)) await meet(gateway, number, heard);
  const now = await worldTime(gateway);
  if (heard.time !== null) heard.acts.push(...waitBetween(PHONE, heard.time.last, now));
  await newSms(gateway, msisdn, heard);
  const result = await call();
  const sms = await newSms(gateway, msisdn, heard);
  heard.acts.push({
    phone: PHONE,
    did,
    screen: screenOf(result),
    refused: result.ok ? null : result.problem.type,
    sms,
  });
  heard.time = { begun: heard.time?.begun ?? now, last: await worldTime(gateway) };
  return result;
}

/** The first phone is the one that acts; of others only those matter of whom anything is known. */
async function meet(gateway: GatewayClient, number: string, { phones }: Heard): Promise<void> {
  if (phones.has(number)) return;
  const isFirst = phones.size === 0;
  const view = await gateway.subscriber(number);
  if (!view.ok) return;
  const phone = phoneOf(isFirst ? PHONE : `${PHONE}${phones.size + 1}`, view.value);
  if (isFirst || isKnown(phone)) phones.set(view.value.msisdn, phone);
}

async function worldTime(gateway: GatewayClient): Promise<number> {
  const clock = await gateway.clock();
  if (!clock.ok) throw new Failure(explain(clock.problem));
  return Date.parse(clock.value.now);
}

async function newSms(gateway: GatewayClient, msisdn: string, heard: Heard): Promise<readonly InboxSms[]> {
  const result = await gateway.messages(msisdn, { after: heard.after });
  if (!result.ok) throw new Failure(explain(result.problem));
  heard.after = result.value.at(-1)?.id ?? heard.after;
  return result.value;
}

function screenOf(result: Result<unknown>): Recording['screen'] {
  const answer = result.ok ? (result.value as Partial<UssdAnswer> | null) : null;
  return typeof answer?.text === 'string' ? { text: answer.text, ends: answer.state === 'ended' } : null;
}
