/** A phone in a scene: what it does, what comes of it, and the SMS that reach it. */
import type { InboxSms } from '../flow/api.ts';
import type { Reply, Scene, Shown } from '../script/wire.ts';
import type { TestPhone, TestWorld } from './api.ts';
import { type Dialogue, dialogueOf } from './dialogue.ts';
import { mustBe, officeOf } from './office.ts';

/** Where a phone is. */
export interface Surroundings {
  readonly scene: Scene;
  readonly world: TestWorld;
  /** Resolves when all phones of the world have heard of the SMS that came. `hoped`: one for this number at least. */
  hear(hoped?: string): Promise<void>;
}

/** A phone, and what tells it of SMS. */
export interface Handset {
  readonly phone: TestPhone;
  take(messages: readonly InboxSms[]): void;
}

/** A phone that has done nothing yet. */
export function phoneIn(around: Surroundings, msisdn: string): Handset {
  const inbox: InboxSms[] = [];
  const dialogue = dialogueOf(around.scene, msisdn);
  const { deeds } = dialogue;
  const phone: TestPhone = {
    msisdn,
    world: around.world,
    inbox,
    deeds,
    get screen() {
      return dialogue.shown().text;
    },
    get awaiting() {
      return dialogue.shown().awaiting;
    },
    get refusal() {
      return dialogue.refusal();
    },
    nextSms: nextOf(inbox, around, msisdn),
    ...actsOf(dialogue, around, msisdn),
    ...pointsOf(around, msisdn),
  };
  return { phone, take: (messages) => void inbox.push(...messages) };
}

function nextOf(inbox: readonly InboxSms[], { hear }: Surroundings, msisdn: string): TestPhone['nextSms'] {
  let given = 0;
  return async () => {
    if (inbox.length <= given) await hear(msisdn);
    const next = inbox[given];
    if (next === undefined) throw new Error(`No ${given === 0 ? '' : 'further '}SMS has come to ${msisdn}.`);
    given += 1;
    return next;
  };
}

type Acts = Pick<TestPhone, 'dial' | 'answer' | 'hangUp' | 'sms' | 'push'>;

/** What the phone does itself, and what the network does to it. */
function actsOf(dialogue: Dialogue, { scene, hear }: Surroundings, msisdn: string): Acts {
  const act = async (deed: string, asked: Promise<Reply<unknown>>): Promise<void> => {
    dialogue.done(deed, await asked);
    await hear();
  };
  const see = async (deed: string, asked: Promise<Reply<Shown>>): Promise<string> => {
    const reply = await asked;
    dialogue.seen(deed, reply);
    await hear();
    return reply.ok ? reply.value.text : '';
  };
  return {
    dial: (code) => see(`dialled ${code}`, scene.dial(msisdn, code)),
    answer: (input) => see(`answered ${input}`, scene.answer(msisdn, input)),
    async hangUp() {
      await act('hung up', scene.hangUp(msisdn));
      dialogue.over();
    },
    sms: (to, text) => act(`texted "${text}" to ${to}`, scene.sms(msisdn, to, text)),
    push: (text, { from, expectsReply = false }) =>
      see(`was shown a screen by ${from}`, scene.push(msisdn, { from, text, reply: expectsReply })),
  };
}

/** What the operator's office does for a phone. */
function pointsOf({ scene, hear }: Surroundings, msisdn: string): Pick<TestPhone, 'event' | 'balance' | 'subscriber'> {
  return {
    async event(program, kind, values = {}) {
      const reply = await officeOf(scene).write(program, msisdn, { op: 'event', kind, values });
      await hear();
      return mustBe(reply);
    },
    async balance(program) {
      const reply = await officeOf(scene).bonus(program, msisdn);
      return !reply.ok && reply.word === 'not-a-member' ? null : Number(mustBe(reply).balance);
    },
    async subscriber(change) {
      mustBe(await officeOf(scene).profile(msisdn, change));
      await hear();
    },
  };
}
