/** A path that goes wrong as a session script: what to dial and answer, for a gateway to show the same. */
import type { Service } from '../session/types.ts';
import { CASTS } from './figures.ts';
import { type Fault, UNFILLED } from './looks.ts';
import type { Finding } from './notes.ts';
import type { Stepped } from './path.ts';

export interface WrittenScript {
  /** Name of a file, without a folder. */
  readonly name: string;
  readonly text: string;
}

/** What a text must be to be without a fault. */
function ruleOf(fault: Fault): string {
  switch (fault.kind) {
    case 'empty':
      return '{ matches: "/\\\\S/" }';
    case 'unfilled':
      return `{ not: ${JSON.stringify(`/${UNFILLED}/`)} }`;
    case 'too-long':
      return `{ units: "<= ${fault.most}" }`;
  }
}

/** What must hold where this was found, and does not; a step that throws is refused, and fails by itself. */
function expectationOf({ kind, fault, sms }: Finding): string {
  if (kind === 'no-exit') return '  # Add the answers that lead to an end here.\n  - ends: true\n';
  if (fault === null) return '';
  if (kind === 'screen') return `    shows: ${ruleOf(fault)}\n`;
  return `    gets:\n${`      - text: ${ruleOf(fault)}\n`.repeat(sms)}`;
}

/**
 * Writes a finding as a script, the `number`-th (from 1) of its service. The outcomes of calls were made up: the points
 * given to the phone lead to some of them, the others stand beside their steps for whoever repeats it.
 */
export function scriptOf(service: Service, finding: Finding, number: number): WrittenScript {
  const { kind, state, language, figures, message, path } = finding;
  const text = [
    `# Written by starhash explore: ${oneLine(message)}`,
    `# Figures: ${figures}. Beside each step: how the calls in it came out.`,
    `service: ${service.id}`,
    'tags: [explore]',
    `name: ${JSON.stringify(`${kind} at ${state}`)}`,
    `given: ${givenFor(service, language, figures, path)}`,
    'steps:',
    ...path.map(stepOf),
  ].join('\n');
  return { name: `explore-${service.id}-${number}.session.yaml`, text: `${text}\n${expectationOf(finding)}` };
}

function givenFor({ core }: Service, language: string, figures: string, path: readonly Stepped[]): string {
  const outcomes = new Set(path.flatMap((step) => step.outcomes));
  const isMember = core !== null && !outcomes.has('not-a-member') && path.some((step) => step.outcomes.length > 0);
  const points = CASTS.find(({ name }) => name === figures)?.count ?? 0;
  const fields = [
    `language: ${language}`,
    ...(isMember ? [`points: ${points}`] : []),
    ...(outcomes.has('number-blocked') ? ['blocked: true'] : []),
  ];
  return `{ ${fields.join(', ')} }`;
}

function stepOf(step: Stepped): string {
  const outcomes = step.outcomes.length === 0 ? '' : ` # ${step.outcomes.join(', ')}`;
  return `  - ${actOf(step)}${outcomes}`;
}

/** Text in JSON's quotes is YAML; a dollar would begin a variable. */
function actOf(step: Stepped): string {
  const quoted = (text: string) => JSON.stringify(text.replaceAll('$', '$$$$'));
  switch (step.kind) {
    case 'dial':
      return `dial: ${quoted(`${step.code}#`)}`;
    case 'answer':
      return `answer: ${quoted(step.input)}`;
    case 'sms':
      return `sms: { to: ${quoted(step.to)}, text: ${quoted(step.text)} }`;
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
