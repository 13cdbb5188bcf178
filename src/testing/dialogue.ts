/** The dialogue of a phone, as it stands: what is shown, whether it goes on, why the last act was refused. */
import type { Reply, Scene, Shown } from '../script/wire.ts';
import type { Refusal } from './api.ts';

export interface Dialogue {
  /** What was done, oldest first. */
  readonly deeds: readonly string[];
  /** The last screen, and whether it waits for an answer now. */
  shown(): Shown;
  /** Of the last act. */
  refusal(): Refusal | null;
  /** An act that shows a screen. */
  seen(deed: string, reply: Reply<Shown>): void;
  /** An act that leaves no screen. */
  done(deed: string, reply: Reply<unknown>): void;
  /** The phone has no dialogue any more. */
  over(): void;
}

/** Refusals that say that there is no dialogue; a wire without words has only this kind. */
const OVER: ReadonlySet<string> = new Set(['session-over', 'unknown-session', '']);
/** What ends a dialogue while the phone does nothing. */
const ENDINGS: ReadonlySet<string> = new Set(['ussd.timeout', 'ussd.aborted']);

/** The dialogue of a phone that has dialled nothing yet. */
export function dialogueOf(scene: Scene, msisdn: string): Dialogue {
  const deeds: string[] = [];
  let shown: Shown = { text: '', awaiting: false };
  let refusal: Refusal | null = null;
  /** Events before the last screen. */
  let before = 0;

  const isCutOff = () => scene.trace().some((event, at) => at >= before && isEnding(event, msisdn));
  const over = () => {
    shown = { ...shown, awaiting: false };
  };
  const done = (deed: string, reply: Reply<unknown>) => {
    deeds.push(deed);
    refusal = reply.ok ? null : { word: reply.word, detail: reply.detail };
    if (!reply.ok && OVER.has(reply.word)) over();
  };
  return {
    deeds,
    shown: () => ({ text: shown.text, awaiting: shown.awaiting && !isCutOff() }),
    refusal: () => refusal,
    done,
    over,
    seen(deed, reply) {
      if (reply.ok) {
        shown = reply.value;
        before = scene.trace().length;
      }
      done(deed, reply);
    },
  };
}

function isEnding(event: { readonly type: string; readonly msisdn?: string }, msisdn: string): boolean {
  return event.msisdn === msisdn && ENDINGS.has(event.type);
}
