/** The dialogue of a phone, as it stands: what is shown, whether it goes on, why the last act was refused. */
import type { Reply, Scene, Shown } from '../script/wire.ts';
import type { Refusal, TestPhone } from './api.ts';

/** What a phone knows of its dialogue. */
export type DialogueFacts = Pick<TestPhone, 'screen' | 'awaiting' | 'refusal' | 'deeds'>;

export interface Dialogue {
  /** Live: read them anew. */
  readonly facts: DialogueFacts;
  /** An act that shows a screen. */
  seen(deed: string, reply: Reply<Shown>): void;
  /** An act that leaves no screen. */
  done(deed: string, reply: Reply<unknown>): void;
}

/** Refusals that say that there is no dialogue; a wire without words has only this kind. */
const OVER: ReadonlySet<string> = new Set(['session-over', 'unknown-session', '']);
/** What ends a dialogue from outside. */
const ENDINGS: ReadonlySet<string> = new Set(['ussd.timeout', 'ussd.aborted', 'ussd.released']);

/** The dialogue of a phone that has dialled nothing yet. */
export function dialogueOf(scene: Scene, msisdn: string): Dialogue {
  const deeds: string[] = [];
  let shown: Shown = { text: '', awaiting: false };
  let refusal: Refusal | null = null;
  let heard = 0;

  const done = (deed: string, reply: Reply<unknown>) => {
    deeds.push(deed);
    refusal = reply.ok ? null : { word: reply.word, detail: reply.detail };
    if (!reply.ok && OVER.has(reply.word)) shown = { ...shown, awaiting: false };
  };
  const isCutOff = () => scene.trace().slice(heard).some((event) => event.msisdn === msisdn && ENDINGS.has(event.type));

  return {
    facts: {
      get screen() {
        return shown.text;
      },
      get awaiting() {
        return shown.awaiting && !isCutOff();
      },
      get refusal() {
        return refusal;
      },
      deeds,
    },
    done,
    seen(deed, reply) {
      if (reply.ok) {
        shown = reply.value;
        heard = scene.trace().length;
      }
      done(deed, reply);
    },
  };
}
