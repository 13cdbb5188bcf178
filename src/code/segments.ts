/** A dialled string as segments: what stands between its `*` and `#`. */

export interface Segments {
  /** The run of `*` and `#` at the start; '' if there is none. */
  readonly lead: string;
  /** One key a segment. A segment that follows a `#` inside the code keeps that `#`, so that `*1#2#` is not `*1*2#`. */
  readonly keys: readonly string[];
}

/**
 * Takes a code as dialled or as written in a route, with or without the closing `#`; gives its segments.
 * Empty segments count (`*1**2#` → `1`, ``, `2`). Never fails.
 */
export function splitCode(code: string): Segments {
  let start = 0;
  while (isSymbol(code.charCodeAt(start))) start++;
  const end = code.endsWith('#') && code.length > start ? code.length - 1 : code.length;
  const body = code.slice(start, end);
  return { lead: code.slice(0, start), keys: body === '' ? [] : splitBody(body) };
}

/** Takes segment keys, gives the bare segments: what a person typed between the symbols. */
export function bareSegments(keys: readonly string[]): readonly string[] {
  return keys.map((key) => (key.startsWith('#') ? key.slice(1) : key));
}

function splitBody(body: string): readonly string[] {
  return (body.includes('#') ? body.replaceAll('#', '*#') : body).split('*');
}

function isSymbol(unit: number): boolean {
  return unit === 0x2a || unit === 0x23;
}
