/** The gateway as adapters see it (it is a port): every call is kept, and answered when and as the test says. */
import type { Application, Call, Gateway, Result, UssdAnswer, WireEnd } from '../../../../src/flow/api.ts';
import type { ProblemType } from '../../../../src/flow/problems.ts';

/** A call that waits for its answer. */
export interface Asked {
  readonly what: string;
  readonly body: unknown;
  readonly call: Call;
  /** An answer of any kind. */
  resolve(result: Result<never> | Result<unknown>): Promise<void>;
  /** A screen in a dialogue of this id. */
  screen(text: string, state?: UssdAnswer['state'], sessionId?: string): Promise<void>;
  problem(type: ProblemType, data?: Record<string, unknown>): Promise<void>;
  reject(error: Error): Promise<void>;
}

export interface FakeGateway {
  readonly gateway: Gateway;
  /** The oldest call that was not looked at yet. */
  next(): Asked;
  /** Calls that were not looked at yet, by name. */
  pending(): readonly string[];
  /** What `release` was told, session ids. */
  readonly released: string[];
  end: WireEnd | null;
  application: Application | null;
}

/** Lets what was resolved be seen by those who wait. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

export function fakeGateway(): FakeGateway {
  const calls: Asked[] = [];

  const asking =
    (what: string) =>
    (call: Call, ...bodies: unknown[]) =>
      new Promise((resolve, reject) => {
        const answer = (result: unknown) => {
          resolve(result);
          return settled();
        };
        calls.push({
          what,
          body: bodies.length === 1 ? bodies[0] : bodies,
          call,
          resolve: answer,
          screen: (text, state = 'awaiting', sessionId = 's1') =>
            answer({ ok: true, value: { sessionId, state, text, service: 'x', language: 'en', expiresAt: '' } }),
          problem: (type, data) => answer({ ok: false, problem: { type, detail: '', ...(data ? { data } : {}) } }),
          reject(error) {
            reject(error);
            return settled();
          },
        });
      });

  const fake: FakeGateway = {
    gateway: {
      dial: asking('dial'),
      answer: asking('answer'),
      hangUp: asking('hangUp'),
      push: asking('push'),
      sms: asking('sms'),
      smsPart: asking('smsPart'),
      release: async (_: Call, dialogues: readonly { sessionId: string }[]) =>
        void fake.released.push(...dialogues.map(({ sessionId }) => sessionId)),
      attachWire(_world: string, _wire: string, end: WireEnd) {
        fake.end = end;
        return () => {
          fake.end = null;
        };
      },
      attachApplication(_world: string, _name: string, application: Application) {
        fake.application = application;
        return () => {
          fake.application = null;
        };
      },
    } as unknown as Gateway,
    next: () => calls.shift() ?? nobody(),
    pending: () => calls.map(({ what }) => what),
    released: [],
    end: null,
    application: null,
  };
  return fake;
}

function nobody(): never {
  throw new Error('the gateway was not asked');
}
