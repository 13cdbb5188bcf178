/** The way to a place: what the person did, and how each call came out. */

export type Act =
  | { readonly kind: 'dial'; readonly code: string }
  | { readonly kind: 'sms'; readonly to: string; readonly text: string }
  | { readonly kind: 'answer'; readonly input: string };

export type Stepped = Act & { readonly outcomes: readonly string[] };

/** A path, last step first: places share their beginnings. */
export interface Trail {
  readonly step: Stepped;
  readonly before: Trail | null;
}

/** The steps of a trail, first step first. */
export function pathOf(trail: Trail): readonly Stepped[] {
  const path: Stepped[] = [];
  for (let at: Trail | null = trail; at !== null; at = at.before) path.push(at.step);
  return path.reverse();
}

/** In words: `dial *111*455# (ok), answer 2 (ok)`. */
export function pathInWords(path: readonly Stepped[]): string {
  return path
    .map((step) => `${inWords(step)}${step.outcomes.length === 0 ? '' : ` (${step.outcomes.join(', ')})`}`)
    .join(', ');
}

function inWords(step: Stepped): string {
  switch (step.kind) {
    case 'dial':
      return `dial ${step.code}#`;
    case 'sms':
      return `SMS ${JSON.stringify(step.text)} to ${step.to}`;
    case 'answer':
      return `answer ${shortened(step.input)}`;
  }
}

function shortened(input: string): string {
  return input.length <= 20 ? input : `${input.slice(0, 17)}…`;
}
