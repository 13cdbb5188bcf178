import { onTestFinished } from 'vitest';
import { type Operator, openOperator } from '../../../support/npmSmsc.ts';

/** Somebody's SMSC on a free port; it is gone when the test is over. */
export async function operator(): Promise<Operator> {
  const opened = await openOperator();
  onTestFinished(opened.close);
  return opened;
}
