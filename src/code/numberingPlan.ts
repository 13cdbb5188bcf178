/** Numbering plans as data: which national ways of writing a number are rewritten to E.164. */

/** A national form: so many digits that begin with `starts`. `strip` digits go, `prepend` comes in front. */
export interface NationalForm {
  readonly starts: string;
  readonly digits: number;
  readonly strip: number;
  readonly prepend: string;
}

/** The first form that fits is used; numbers that fit none are taken as E.164. */
export interface NumberingPlan {
  readonly national: readonly NationalForm[];
}

/** Russia: `8` and ten digits (trunk prefix), or a bare mobile number of ten digits; otherwise E.164. */
export const RUSSIA: NumberingPlan = {
  national: [
    { starts: '8', digits: 11, strip: 1, prepend: '7' },
    { starts: '9', digits: 10, strip: 0, prepend: '7' },
  ],
};
