/** What a core elsewhere is asked for a pending work. */
import type { ProfileChange } from '../api.ts';
import type { Question as OfStep } from './elsewhere.ts';

export type Question = OfStep | { readonly kind: 'profile'; readonly key: string; readonly change: ProfileChange };
