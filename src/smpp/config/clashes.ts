/** What cannot stand together in a configuration, though each part of it is right. */
import type { Account, SmppConfig } from '../config.ts';
import type { Mistake } from './kinds.ts';

/** Who claims a name or a code, and where that is written. */
interface Claim {
  readonly what: string;
  readonly by: string;
  readonly path: Mistake['path'];
}

/** Names and codes that two claim, codes that nobody can serve, and applications without any. */
export function clashes({ accounts, links, sinks }: SmppConfig): readonly Mistake[] {
  return [
    ...claimedTwice(
      accounts.map(({ systemId }, at) => claim(systemId, 'another account', ['accounts', at, 'system_id'])),
    ),
    ...claimedTwice(links.map(({ name }, at) => claim(name, 'another link', ['links', at, 'name']))),
    ...claimedTwice([...accounts.flatMap(codesOf), ...sinks.map((code, at) => claim(code, 'a sink', ['sinks', at]))]),
    ...accounts.flatMap(misfit),
  ];
}

function claim(what: string, by: string, path: Mistake['path']): Claim {
  return { what, by, path };
}

/** `*384#` and `*384` are one code. */
function codesOf({ systemId, codes }: Account, at: number): readonly Claim[] {
  return codes.map((code, index) => claim(code.replace(/#$/, ''), systemId, ['accounts', at, 'codes', index]));
}

function claimedTwice(claims: readonly Claim[]): readonly Mistake[] {
  const first = new Map<string, Claim>();
  const mistakes: Mistake[] = [];
  for (const each of claims) {
    const earlier = first.get(each.what);
    if (earlier === undefined) first.set(each.what, each);
    else if (each.what !== '') mistakes.push({ path: each.path, message: `"${each.what}" is taken by ${earlier.by}.` });
  }
  return mistakes;
}

function misfit({ systemId, role, codes }: Account, at: number): readonly Mistake[] {
  if (role === 'application' && codes.length === 0) {
    return [
      { path: ['accounts', at], message: `"${systemId}" serves nothing: give it codes, like codes: ["*384*77"].` },
    ];
  }
  if (role === 'network' && codes.length > 0) {
    return [
      {
        path: ['accounts', at, 'codes'],
        message: 'phones serve no codes: leave "codes" out, or say role: application.',
      },
    ];
  }
  return [];
}
