/** The shape of an MMI procedure: TS 22.030 §6.5.2, `lead SC [*SIA[*SIB[*SIC[*SID]]]] # [number]`. */

/** What the symbols in front of the service code ask for. */
export type Action = 'activate' | 'deactivate' | 'interrogate' | 'register' | 'erase';

export interface Procedure {
  readonly action: Action;
  /** Service code, 2–3 digits. */
  readonly service: string;
  /** SIA to SID, as far as given; any of them may be empty. */
  readonly information: readonly string[];
  /** What follows the `#`: a number to call, '' = none. */
  readonly number: string;
}

const ACTIONS: Readonly<Record<string, Action>> = {
  '*': 'activate',
  '#': 'deactivate',
  '*#': 'interrogate',
  '**': 'register',
  '##': 'erase',
};

const SHAPE = /^([*#]{1,2})(\d{2,3})((?:\*[^*#]*){0,4})#(.*)$/;

/**
 * Takes a dialled string; gives the procedure, or null if it has not this shape. A string that goes on to a second
 * closing `#` (`*400#1234#`) is no procedure: handsets send such strings whole.
 */
export function readProcedure(code: string): Procedure | null {
  const found = SHAPE.exec(code);
  if (found === null) return null;
  const [, lead = '', service = '', information = '', number = ''] = found;
  const action = ACTIONS[lead];
  if (action === undefined || number.endsWith('#')) return null;
  return { action, service, information: information === '' ? [] : information.slice(1).split('*'), number };
}
