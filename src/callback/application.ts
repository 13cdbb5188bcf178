/** An HTTP application behind a code, as the gateway sees it. It keeps nothing: each request carries all that the phone has said. */
import type { AppDialogue, Application, AppScreen } from '../flow/api.ts';
import { fitsInto, USSD_CAPACITY } from '../text/size.ts';
import { type AskLimits, askApplication } from './ask.ts';
import type { Reading } from './form.ts';

export interface CallbackSetup {
  readonly url: URL;
  readonly limits?: AskLimits;
  /** Hears why a screen did not come, in words without numbers and texts. */
  readonly onTrouble: (why: string) => void;
}

/** The application at an address. Phones that hang up are not told to it. */
export function callbackApplication({ url, limits, onTrouble }: CallbackSetup): Application {
  const ask = async ({ sessionId, msisdn, code, said = '' }: AppDialogue): Promise<AppScreen> => {
    const turn = { sessionId, serviceCode: `${code}#`, msisdn, said };
    const read = checked(await askApplication(url, turn, limits));
    if (read.kind === 'screen') return read;
    onTrouble(read.why);
    return { kind: 'lost' };
  };
  return { wantsSaid: true, begin: ask, answer: ask, end() {} };
}

function checked(read: Reading): Reading {
  if (read.kind === 'wrong' || fitsInto(read.text, USSD_CAPACITY)) return read;
  return { kind: 'wrong', why: 'its text is longer than a screen (182 septets, 80 units of UCS2)' };
}
