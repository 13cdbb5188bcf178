/** The account that everybody has who configures none (DESIGN: loopback only). */
import type { Account } from '../config.ts';

export const DEFAULT_ACCOUNT: Account = {
  systemId: 'harness',
  password: 'secret',
  role: 'network',
  codes: [],
  window: 100,
  rate: 0,
  binds: 200,
  dialect: 'generic',
  addresses: [],
  receiptIds: 'hex',
  defaultAlphabet: 'gsm7',
  longSms: 'udh8',
  inactivity: 0,
  answerWithin: 30_000,
};

/** The variable that gives that account another password. */
export const PASSWORD_VARIABLE = 'STARHASH_SMPP_PASSWORD';
