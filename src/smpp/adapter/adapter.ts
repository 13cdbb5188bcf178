/** What the server and the outgoing links ask of whoever takes their messages: one adapter for each (world, wire). */
import type { Gateway } from '../../flow/api.ts';
import type { Account } from '../config.ts';
import type { Link } from '../link/types.ts';
import type { StatusName } from '../pdu/statuses.ts';
import type { UssdPdu } from '../ussd/types.ts';
import type { Binds } from './binds.ts';

/** What an adapter needs, and nothing of sockets. */
export interface AdapterSetup
  extends Pick<Account, 'dialect' | 'defaultAlphabet' | 'longSms' | 'receiptIds' | 'window'> {
  readonly gateway: Gateway;
  readonly world: string;
  /** The wire's name in the gateway: `smpp:<system_id>` or `link:<name>`. */
  readonly wire: string;
  /** An unpredictable integer from 0 to `below` - 1. */
  readonly chance: (below: number) => number;
  readonly onTrouble: (trouble: Trouble) => void;
}

/** What went wrong where no peer waits for an answer; without numbers and texts. */
export type Trouble =
  /** The far side did not take a screen; a dialogue that waited for its answer was released. */
  | { readonly kind: 'screen-refused'; readonly status: number }
  | { readonly kind: 'error'; readonly error: unknown; readonly what: string };

/** What became of a message that was submitted. */
export type Taken =
  | { readonly kind: 'taken'; readonly messageId: string }
  | { readonly kind: 'refused'; readonly status: StatusName };

export interface MessageAdapter {
  /** A bind of this account in this world is there; it is bound already. */
  join(link: Link): void;
  /** It is gone, or says goodbye: its dialogues are released, and with the last one that takes messages all there are. */
  leave(link: Link): void;
  /** A submit_sm, deliver_sm or data_sm of the far side; it is answered, at once or later. */
  onMessage(link: Link, request: UssdPdu): void;
  /** Takes one SMS without answering it: submit_multi is made of these. Never rejects. */
  submit(request: UssdPdu): Promise<Taken>;
  /** Nothing is taken or sent any more; all dialogues are released. */
  close(): void;
}

/** What differs between adapters. */
export interface Inside extends Pick<MessageAdapter, 'onMessage' | 'submit'> {
  /** The gateway can speak to the far side from now on. @returns ends that */
  attach(): () => void;
  /** Gives up the dialogues of a bind; all there are, for null. */
  part(link: Link | null): void;
}

/** An adapter that the gateway can speak to while there is a bind that takes messages. */
export function openAdapter(binds: Binds, { attach, part, onMessage, submit }: Inside): MessageAdapter {
  let detach = () => {};
  return {
    join(link) {
      if (binds.add(link)) detach = attach();
    },
    leave(link) {
      const isLast = binds.remove(link);
      if (isLast) detach();
      // Nobody can be shown a screen any more, whichever bind spoke for the dialogue.
      part(isLast ? null : link);
    },
    onMessage,
    submit,
    close() {
      detach();
      part(null);
    },
  };
}
