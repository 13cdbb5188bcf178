/** The words of the bonus core. Pure data: no I/O, no clock, no randomness in this room. Points are whole numbers, times are epoch ms. */
export type * from './types/account.ts';
export type * from './types/answers.ts';
export type * from './types/core.ts';
export type * from './types/operations.ts';
export type * from './types/points.ts';
export type * from './types/promises.ts';
export type * from './types/transfers.ts';
