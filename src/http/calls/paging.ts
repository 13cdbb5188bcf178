/** Lists that come page by page. */
import type { PageOf, Result } from '../../flow/api.ts';
import { input, whole } from './schemas.ts';
import type { Schema } from './types.ts';

export interface Paging {
  readonly cursor?: string;
  readonly limit?: number;
}

/** The query parameters of every paged list. */
export const PAGING: Readonly<Record<string, Schema>> = {
  cursor: input('The `next` of the page before.'),
  limit: whole('How many to give at most.', { minimum: 1, maximum: 1000 }),
};

/** Names the items of a page: `{items, next}` becomes `{[name]: items, next}`. */
export function paged<T>(name: string, page: Result<PageOf<T>>): Result<Readonly<Record<string, unknown>>> {
  return page.ok ? { ok: true, value: { [name]: page.value.items, next: page.value.next } } : page;
}
