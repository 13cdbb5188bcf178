/**
 * Calls that begin in one turn of the event loop go to Redis together.
 *
 * A command costs ioredis and the socket far more than its bytes do, so under load a hundred reads are one MGET. A call
 * that is alone in its turn is a command of its own, at once.
 */

/** Answers a batch: as many answers (or promises of them) as items, in their order, or one failure for all of them. */
export type Flush<Item, Answer> = (items: readonly Item[]) => Promise<readonly (Answer | Promise<Answer>)[]>;

interface Waiting<Answer> {
  readonly resolve: (answer: Answer | Promise<Answer>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes a call out of a batched one.
 * @param most items of a batch. A full one goes at once, without waiting for the end of the turn: Redis works on it while
 * this process goes on, and is never held up for long
 * @param check throws where an item must not join a batch: the call fails, the others do not hear of it
 */
export function batched<Item, Answer>(
  flush: Flush<Item, Answer>,
  most: number,
  check: (item: Item) => void = () => {},
): (item: Item) => Promise<Answer> {
  let items: Item[] = [];
  let waiting: Waiting<Answer>[] = [];

  const go = () => {
    if (items.length > 0) settle(flush, items, waiting);
    items = [];
    waiting = [];
  };

  return (item) =>
    new Promise((resolve, reject) => {
      check(item); // what it throws is the promise's failure
      const size = items.push(item);
      waiting.push({ resolve, reject });
      if (size >= most) go();
      else if (size === 1) setImmediate(go);
    });
}

function settle<Item, Answer>(
  flush: Flush<Item, Answer>,
  items: readonly Item[],
  waiting: readonly Waiting<Answer>[],
): void {
  flush(items).then(
    (answers) => {
      for (let index = 0; index < waiting.length; index += 1) waiting[index]?.resolve(answers[index] as Answer);
    },
    (error) => {
      for (const { reject } of waiting) reject(error);
    },
  );
}
