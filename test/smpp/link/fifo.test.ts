import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fifo } from '../../../src/smpp/link/fifo.ts';

const STEPS = fc.array(fc.constantFrom('push', 'shift', 'drain'), { maxLength: 60 });

test('law: it does what an array does', () => {
  fc.assert(
    fc.property(STEPS, (steps) => {
      const queue = fifo<number>();
      const model: number[] = [];
      for (const [n, step] of steps.entries()) {
        if (step === 'push') queue.push(model[model.push(n) - 1] as number);
        if (step === 'shift') expect(queue.shift()).toBe(model.shift() ?? null);
        if (step === 'drain') expect(queue.drain()).toEqual(model.splice(0));
        expect(queue.size()).toBe(model.length);
      }
    }),
  );
});
