/**
 * Calls that begin in one turn of the event loop go to Redis together.
 *
 * A command costs ioredis and the socket far more than its bytes do, so under load a hundred reads are one MGET. A call
 * that is alone in its turn is a command of its own, at once.
 */

/** Answers a batch: as many answers as items, in their order, or one failure for all of them. */
export type Flush<Item, Answer> = (items: readonly Item[]) => Promise<readonly Answer[]>;

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes a call out of a batched one.
 * @param most items of a batch; a larger turn becomes several batches, so that Redis is never held up for long
 */
export function batched<Item, Answer>(flush: Flush<Item, Answer>, most: number): (item: Item) => Promise<Answer> {
  let waiting: Waiting<Item, Answer>[] = [];

  const flushAll = () => {
    const all = waiting;
    waiting = [];
    for (let at = 0; at < all.length; at += most) settle(flush, all.slice(at, at + most));
  };

  return (item) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flushAll);
      waiting.push({ item, resolve, reject });
    });
}

function settle<Item, Answer>(flush: Flush<Item, Answer>, batch: readonly Waiting<Item, Answer>[]): void {
  flush(batch.map(({ item }) => item)).then(
    (answers) => {
      for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as Answer);
    },
    (error) => {
      for (const { reject } of batch) reject(error);
    },
  );
}
