/** Inputs have the parameters of their type and no others, and patterns are safe to run. */

import type { Issue } from '../../../yaml/issue.ts';
import { issueAt } from '../../../yaml/issue.ts';
import type { Path } from '../../../yaml/path.ts';
import { UNREADABLE } from '../../../yaml/unread.ts';
import type { Check, Draft } from '../draft.ts';
import { INPUT_TYPES } from '../inputs.ts';
import { compilePattern } from '../pattern.ts';
import type { Raw, RawInput } from '../raw.ts';

const PARAMETERS = ['length', 'maxLength', 'pattern'] as const;

function inputs(raw: Raw): { input: RawInput; path: Path }[] {
  const places: { input: RawInput | undefined; path: Path }[] = [
    ...raw.routes.map(({ route, index }) => ({
      input: 'sms' in route ? route.input : undefined,
      path: ['routes', index, 'input'],
    })),
    ...[...raw.states].map(([name, state]) => ({
      input: 'input' in state ? state.input : undefined,
      path: ['states', name, 'input'],
    })),
  ];
  return places.flatMap(({ input, path }) => (input === undefined ? [] : [{ input, path }]));
}

function parameterIssues({ source, raw }: Draft, input: RawInput, path: Path): Issue[] {
  if (input.type === UNREADABLE) return [];
  const { needs, may } = INPUT_TYPES[input.type] ?? { needs: [], may: [] };
  const allowed: readonly string[] = [...needs, ...may];
  const lacking = needs
    .filter((name) => input[name] === undefined && !raw.unread.touches([...path, name]))
    .map((name) =>
      issueAt(source.place([...path, 'type']), `the input type "${input.type}" needs "${name}"`, `add "${name}:"`),
    );
  const strange = PARAMETERS.filter((name) => input[name] !== undefined && !allowed.includes(name)).map((name) =>
    issueAt(
      source.place([...path, name], 'key'),
      `the input type "${input.type}" has no "${name}"`,
      'remove it, or take another type',
    ),
  );
  return [...lacking, ...strange];
}

function patternIssues({ source }: Draft, { type, pattern }: RawInput, path: Path): Issue[] {
  if ((type !== 'pattern' && type !== UNREADABLE) || pattern === undefined) return [];
  const compiled = compilePattern(pattern, 1);
  return compiled.ok ? [] : [issueAt(source.place([...path, 'pattern']), compiled.message, compiled.fix)];
}

/** All inputs of a service, those of its SMS routes too. */
export const checkInputs: Check = (draft) =>
  inputs(draft.raw).flatMap(({ input, path }) => [
    ...parameterIssues(draft, input, path),
    ...patternIssues(draft, input, path),
  ]);
