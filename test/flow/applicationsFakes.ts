/** Applications and wires that a test plays itself: both are ports. */
import type { AppDialogue, Application, AppScreen, PushedScreen, WireEnd } from '../../src/flow/api.ts';

/** A question put to the application that a test has not answered yet. */
interface Asked {
  readonly dialogue: AppDialogue;
  readonly put: string;
  readonly settle: (screen: AppScreen) => void;
}

export interface PlayedApplication extends Application {
  /** Everything that it was told, in order: `begin *384#`, `answer 1`, `end hang-up`. */
  readonly heard: string[];
  /** Questions that wait, oldest first. */
  readonly waiting: Asked[];
  /** Resolves with the oldest question that waits, as soon as there is one. */
  asked(): Promise<Asked>;
  /** Answers the oldest question, as soon as there is one. */
  show(text: string, awaiting?: boolean): Promise<void>;
  lose(): Promise<void>;
}

/** An application that answers when the test says so. */
export function playedApplication(): PlayedApplication {
  const heard: string[] = [];
  const waiting: Asked[] = [];
  const lookouts: (() => void)[] = [];

  const ask = (dialogue: AppDialogue, put: string): Promise<AppScreen> => {
    heard.push(put);
    return new Promise((settle) => {
      waiting.push({ dialogue, put, settle });
      for (const look of lookouts.splice(0)) look();
    });
  };

  const asked = async (): Promise<Asked> => {
    for (;;) {
      const [first] = waiting;
      if (first !== undefined) return first;
      await new Promise<void>((resolve) => lookouts.push(resolve));
    }
  };

  const settle = async (screen: AppScreen) => {
    const first = await asked();
    waiting.shift();
    first.settle(screen);
  };

  return {
    heard,
    waiting,
    asked,
    begin: (dialogue, dialled) => ask(dialogue, `begin ${dialled}`),
    answer: (dialogue, input) => ask(dialogue, `answer ${input}`),
    end: (_, why) => void heard.push(`end ${why}`),
    show: (text, awaiting = true) => settle({ kind: 'screen', text, awaiting }),
    lose: () => settle({ kind: 'lost' }),
  };
}

/** An application that shows what it was told, and goes on until it is told 0. */
export function echoApplication(): Application {
  return {
    begin: async (_, dialled) => ({ kind: 'screen', text: `You dialled ${dialled}`, awaiting: true }),
    answer: async (_, input) => ({ kind: 'screen', text: `You said ${input}`, awaiting: input !== '0' }),
    end: () => {},
  };
}

export interface PlayedWire extends WireEnd {
  readonly shown: PushedScreen[];
  /** What the next screens get as their reference; null = nobody is there. */
  reference: string | null;
  /** What it was told of dialogues that are over: what each asked-about id is. */
  readonly cuts: ((sessionId: string) => boolean)[];
}

/** A wire whose phones read everything that is shown to them. */
export function playedWire(reference: string | null = 'r1'): PlayedWire {
  const shown: PushedScreen[] = [];
  const cuts: PlayedWire['cuts'] = [];
  const wire: PlayedWire = {
    shown,
    cuts,
    reference,
    capacity: 1,
    deliver: async () => 'taken',
    show(screen) {
      if (wire.reference !== null) shown.push(screen);
      return wire.reference;
    },
    cutOff: (isOver) => void cuts.push(isOver),
  };
  return wire;
}
