/** Phones over the calls of the API, wherever those lead. */
import type { Call, Result, UssdAnswer } from '../../flow/api.ts';
import type { Phones, Reply, Shown } from '../wire.ts';
import { mustWork, type PhoneCalls, replyOf } from './calls.ts';

const NO_DIALOGUE: Reply<never> = {
  ok: false,
  word: 'unknown-session',
  figures: {},
  detail: 'The phone is in no dialogue.',
};

/** Phones in the world of the call. They remember the dialogue that each of them is in, and the SMS that it has read. */
export function phonesOver(calls: PhoneCalls, call: Call): Phones {
  const sessions = new Map<string, string>();
  const read = new Map<string, string>();
  const unseen = new Map<string, string>();

  const begun = (msisdn: string, result: Result<UssdAnswer>): Reply<Shown> => {
    if (result.ok) sessions.set(msisdn, result.value.sessionId);
    return shownOf(result);
  };
  const inDialogue = async <T>(msisdn: string, use: (id: string) => Promise<Reply<T>>): Promise<Reply<T>> => {
    const id = sessions.get(msisdn);
    return id === undefined ? NO_DIALOGUE : use(id);
  };

  return {
    dial: async (msisdn, code) => begun(msisdn, await calls.dial(call, { msisdn, code })),
    push: async (msisdn, { from, text, reply }) =>
      begun(msisdn, await calls.push(call, { msisdn, from, text, expectsReply: reply })),
    answer: (msisdn, input) => inDialogue(msisdn, async (id) => shownOf(await calls.answer(call, id, { input }))),
    hangUp: (msisdn) => inDialogue(msisdn, async (id) => replyOf(await calls.hangUp(call, id))),
    async sms(msisdn, to, text) {
      const reply = replyOf(await calls.sms(call, { from: msisdn, to, text }));
      return reply.ok ? { ok: true, value: null } : reply;
    },
    async inbox(msisdn) {
      const after = read.get(msisdn) ?? '0';
      const result = await calls.messages(call, msisdn, { after });
      // A fault that a script may want: the SMS are there when the store is back.
      if (!result.ok && result.problem.type === 'store-unavailable') {
        unseen.set(msisdn, result.problem.detail || result.problem.type);
        return [];
      }
      unseen.delete(msisdn);
      const { messages } = mustWork(`The SMS of ${msisdn} cannot be read`, result);
      read.set(msisdn, messages.at(-1)?.id ?? after);
      return messages;
    },
    unseen: (msisdn) => unseen.get(msisdn) ?? null,
  };
}

function shownOf(result: Result<UssdAnswer>): Reply<Shown> {
  const reply = replyOf(result);
  if (!reply.ok) return reply;
  return { ok: true, value: { text: reply.value.text, awaiting: reply.value.state === 'awaiting' } };
}
