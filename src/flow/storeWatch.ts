/** Whether the store answers, told once each time that changes: calls say it to their callers, and an operator reads the log. */
import { StoreUnavailable } from '../store/port.ts';

export interface StoreWatch {
  /** The call, looked at. */
  look<T>(call: Promise<T>): Promise<T>;
}

/** @param tell a warning, or the good news */
export function storeWatch(tell: (what: string) => void): StoreWatch {
  let isAway = false;

  const found = (away: boolean, what: string) => {
    if (away !== isAway) tell(what);
    isAway = away;
  };

  return {
    async look(call) {
      try {
        const value = await call;
        found(false, 'The store answers again.');
        return value;
      } catch (error) {
        if (error instanceof StoreUnavailable) {
          found(true, `The store does not answer: ${error.message} Until it does, calls fail and nothing is lost.`);
        }
        throw error;
      }
    },
  };
}
