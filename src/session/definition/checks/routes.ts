/** One code leads to one service: routes of all drafts against each other. */
import { buildRoutes, type ROUTE_REASONS } from '../../../code/routes.ts';
import type { Issue, Place } from '../../../yaml/issue.ts';
import { issueAt } from '../../../yaml/issue.ts';
import { UNREADABLE } from '../../../yaml/unread.ts';
import type { Draft } from '../draft.ts';

const FIXES: Readonly<Record<keyof typeof ROUTE_REASONS, string>> = {
  'not-a-code': 'write it like *111*455',
  'stays-in-phone': 'take another code: phones use this one for themselves',
};

interface Claim {
  readonly code: string;
  readonly target: Place;
}

function claims(drafts: readonly Draft[], kind: 'ussd' | 'sms'): Claim[] {
  return drafts.flatMap(({ source, raw }) =>
    raw.routes.flatMap(({ route, index }) => {
      const code = 'ussd' in route ? (kind === 'ussd' ? route.ussd : null) : kind === 'sms' ? route.sms : null;
      return code === null || code === UNREADABLE ? [] : [{ code, target: source.place(['routes', index, kind]) }];
    }),
  );
}

function taken(code: string, first: Place, second: Place): Issue {
  return issueAt(
    second,
    `${code} is taken by ${first.file}:${first.line}:${first.column}`,
    'give one of the two another code',
  );
}

function shortCodeIssues(drafts: readonly Draft[]): Issue[] {
  const owners = new Map<string, Place>();
  return claims(drafts, 'sms').flatMap(({ code, target }) => {
    const owner = owners.get(code);
    owners.set(code, owner ?? target);
    return owner === undefined ? [] : [taken(code, owner, target)];
  });
}

/** Routes that two services, or two routes of one, claim; and codes that no phone would ever send. */
export function routeIssues(drafts: readonly Draft[]): Issue[] {
  const { collisions, refused } = buildRoutes(claims(drafts, 'ussd'));
  return [
    ...collisions.map(({ code, targets: [first, second] }) => taken(code, first, second)),
    ...refused.map(({ code, target, reason }) => issueAt(target, `${code} cannot be a route`, FIXES[reason])),
    ...shortCodeIssues(drafts),
  ];
}
