/** Two binds into one adapter, and how often each of their messages was answered. */
import type { MessageAdapter } from '../../../../src/smpp/adapter/adapter.ts';
import { type FarSide, farSide, type Short } from './farSide.ts';

export interface Ledger {
  /** Sends by one of the binds, unless that is gone. */
  send(bind: number, short: Short): void;
  /** A bind answers its oldest request, if there is one. */
  acknowledge(bind: number, isGood: boolean): void;
  die(bind: number): void;
  /** Messages that were not answered exactly once, and how often they were. */
  wrong(): readonly number[];
}

export function openLedger(adapter: MessageAdapter): Ledger {
  const binds = [farSide(adapter), farSide(adapter)];
  const sent = binds.map(() => new Map<number, number>());

  const bindAt = (index: number) => binds[index] as FarSide;

  const look = () => {
    for (const [index, bind] of binds.entries()) {
      const answers = sent[index] as Map<number, number>;
      for (const { command, sequence } of bind.pdus()) {
        if (command.endsWith('_resp')) answers.set(sequence, (answers.get(sequence) ?? 0) + 1);
      }
    }
  };

  return {
    send(index, short) {
      if (bindAt(index).state === 'closed') return;
      const sequence = bindAt(index).send('submit_sm', short);
      const answers = sent[index] as Map<number, number>;
      if (!answers.has(sequence)) answers.set(sequence, 0);
    },
    acknowledge(index, isGood) {
      if (bindAt(index).open > 0) bindAt(index).answer(isGood ? 'ESME_ROK' : 'ESME_RX_P_APPN');
    },
    die(index) {
      if (bindAt(index).state !== 'closed') bindAt(index).die();
    },
    wrong() {
      look();
      return sent.flatMap((answers) => [...answers.values()].filter((count) => count !== 1));
    },
  };
}
