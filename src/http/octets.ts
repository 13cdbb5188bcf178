/** What a value of JSON weighs in memory: an estimate on the safe side. */

/** Octets of a field with the place of its name, or of an element. */
const OF_A_VALUE = 64;

/**
 * The octets that a value holds: two a character, and some for each field and element.
 * @param most what is heavier is not looked at further, and is said to weigh one more: this bounds the work, too
 */
export function octetsOf(value: unknown, most: number): number {
  if (typeof value === 'string') return Math.min(OF_A_VALUE + 2 * value.length, most + 1);
  if (typeof value !== 'object' || value === null) return OF_A_VALUE;
  return Array.isArray(value) ? ofElements(value, most) : ofFields(value as Record<string, unknown>, most);
}

function ofElements(list: readonly unknown[], most: number): number {
  let octets = OF_A_VALUE;
  for (const one of list) {
    octets += octetsOf(one, most - octets);
    if (octets > most) return most + 1;
  }
  return octets;
}

function ofFields(fields: Readonly<Record<string, unknown>>, most: number): number {
  let octets = OF_A_VALUE;
  for (const name in fields) {
    octets += 2 * name.length + octetsOf(fields[name], most - octets);
    if (octets > most) return most + 1;
  }
  return octets;
}
