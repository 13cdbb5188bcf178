/** What a new service is made of, and what its name must be like. */
import type { Codes } from './codes.ts';

/** What the templates are filled in with. */
export interface NewService extends Codes {
  readonly name: string;
  /** The name for people: what menus show. */
  readonly title: string;
}

/** A file of the new folder. */
export interface NewFile {
  readonly name: string;
  readonly text: string;
}

/** It names a folder, a service and a program: what fits all of them. */
const NAME = /^(?=.{1,32}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Why this cannot name a service, with a name nearby that can; null where it can. */
export function nameComplaint(name: string): string | null {
  if (NAME.test(name)) return null;
  const near = (withoutAccents(name.toLowerCase()).match(/[a-z0-9]+/g) ?? []).join('-');
  const hint = NAME.test(near) ? ` Did you mean ${near}?` : '';
  return `"${name}" cannot name a service. A good name has small letters a to z, digits and single dashes, begins with a letter and is no longer than 32, like coffee-club.${hint}`;
}

/** The name for people: `coffee-club` → `Coffee club`. */
export function titleOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}

function withoutAccents(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '');
}
