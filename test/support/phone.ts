/** Calls of a gateway as a test says them: the value, or an error that shows the problem. */
import type { Call, InboxSms, Result, UssdAnswer } from '../../src/flow/api.ts';
import type { Harness } from './harness.ts';

/** The value of a result that must be well. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`refused: ${JSON.stringify(result.problem)}`);
}

/** The stable word of a result that must be a problem. */
export function wordOf(result: Result<unknown>): string {
  if (!result.ok) return result.problem.type;
  throw new Error(`went well: ${JSON.stringify(result.value)}`);
}

export interface Phone {
  readonly msisdn: string;
  dial(code: string): Promise<UssdAnswer>;
  /** Answers the screen of the last dial or answer. */
  answer(input: string): Promise<UssdAnswer>;
  hangUp(): Promise<void>;
  sms(to: string, text: string): Promise<void>;
  /** SMS that came since the last look. */
  inbox(): Promise<readonly InboxSms[]>;
  readonly screen: () => UssdAnswer | null;
}

/** A phone with this number in the harness's world. */
export function phone(harness: Pick<Harness, 'gateway' | 'call'>, msisdn: string): Phone {
  const { gateway, call } = harness;
  let screen: UssdAnswer | null = null;
  let seen = '0';
  const id = () => screen?.sessionId ?? '';
  return {
    msisdn,
    screen: () => screen,
    async dial(code) {
      screen = must(await gateway.dial(call, { msisdn, code }));
      return screen;
    },
    async answer(input) {
      screen = must(await gateway.answer(call, id(), { input }));
      return screen;
    },
    async hangUp() {
      must(await gateway.hangUp(call, id()));
    },
    async sms(to, text) {
      must(await gateway.sms(call, { from: msisdn, to, text }));
    },
    async inbox() {
      const { messages } = must(await gateway.messages(call, msisdn, { after: seen }));
      seen = messages.at(-1)?.id ?? seen;
      return messages;
    },
  };
}

/** A call with an Idempotency-Key. */
export function keyed(call: Call, scope: string, key: string, body: unknown): Call {
  return { ...call, idempotency: { scope, key, fingerprint: JSON.stringify(body) } };
}
