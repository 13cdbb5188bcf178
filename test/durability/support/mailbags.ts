/** The SMS of phones as their parts come in: in order, and all of them again where one was not taken. */

export interface Part {
  /** Of all parts of one SMS; different for SMS that follow each other. */
  readonly reference: number;
  readonly total: number;
  /** From 1. */
  readonly place: number;
  readonly text: string;
}

export interface Mailbags {
  put(msisdn: string, part: Part): void;
  /** Texts of all SMS that became whole, in this order, doubles included. */
  got(msisdn: string): readonly string[];
}

/** Nobody has got anything. */
export function openMailbags(): Mailbags {
  const whole = new Map<string, string[]>();
  const begun = new Map<string, Map<number, string>>();
  const bagOf = (msisdn: string) => {
    const bag = whole.get(msisdn) ?? [];
    whole.set(msisdn, bag);
    return bag;
  };
  return {
    put(msisdn, { reference, total, place, text }) {
      const key = `${msisdn} ${reference}`;
      // What is left of an attempt that failed would get into another SMS: there are but 256 references.
      const parts = (place > 1 && begun.get(key)) || new Map<number, string>();
      parts.set(place, text);
      begun.set(key, parts);
      if (parts.size < total) return;
      begun.delete(key);
      bagOf(msisdn).push(
        [...parts]
          .toSorted(([a], [b]) => a - b)
          .map(([, one]) => one)
          .join(''),
      );
    },
    got: (msisdn) => whole.get(msisdn) ?? [],
  };
}
