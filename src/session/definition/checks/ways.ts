/** Where ways lead, walked backwards. */

export interface Way {
  readonly from: string;
  readonly to: string;
}

/** The places from which some way leads to one of the goals, the goals among them. */
export function leadingTo(ways: Iterable<Way>, goals: Iterable<string>): ReadonlySet<string> {
  const before = new Map<string, string[]>();
  for (const { from, to } of ways) before.set(to, [...(before.get(to) ?? []), from]);
  const found = new Set(goals);
  for (const place of found) for (const from of before.get(place) ?? []) found.add(from);
  return found;
}
