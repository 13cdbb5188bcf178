/** One dialogue in each dialect, as its documents write it: optional parameters in hexadecimal, tag, length, value. Session number 5. */
import type { DialectName } from '../../../src/smpp/ussd/types.ts';

/** `null`: the dialect has no word for it. */
export interface Dialogue {
  readonly dialect: DialectName;
  /** The name that both sides know the dialogue by. */
  readonly key: string;
  /** data_coding of UCS2. */
  readonly ucs2: number;
  /** From the network: dial, answer, a notice was read, the phone gives up. */
  readonly begin: string;
  readonly answer: string;
  readonly notified: string | null;
  readonly abort: string | null;
  /** From an application: a question, the last screen after an answer, a notice. */
  readonly ask: string;
  readonly end: string;
  readonly notify: string;
  /** The last screen of a dialogue that the application began. */
  readonly endOfPush: string;
}

export const DIALOGUES: readonly Dialogue[] = [
  {
    dialect: 'generic',
    key: '0500',
    ucs2: 0x08,
    begin: '0501000101 138300020500',
    answer: '0501000112 138300020502',
    notified: '0501000113 138300020500',
    abort: null,
    ask: '0501000102 138300020500',
    end: '0501000111 138300020502',
    notify: '0501000103 138300020500',
    endOfPush: '0501000111 138300020502',
  },
  {
    dialect: 'tata',
    key: '000a',
    ucs2: 0x08,
    begin: '0501000101 13830002000a',
    answer: '0501000112 13830002000a',
    notified: '0501000113 13830002000a',
    abort: '0501000111 13830002000b',
    ask: '0501000102 13830002000a',
    end: '0501000102 13830002000b',
    notify: '0501000103 13830002000a',
    endOfPush: '0501000102 13830002000b',
  },
  {
    dialect: '6d',
    key: '000a',
    ucs2: 0x08,
    begin: '0501000101 13830002000a',
    answer: '0501000112 13830002000a',
    notified: '0501000113 13830002000a',
    abort: '0501000181 13830002000b',
    ask: '0501000102 13830002000a',
    end: '0501000111 13830002000b',
    notify: '0501000103 13830002000a',
    endOfPush: '0501000111 13830002000b',
  },
  {
    dialect: 'mica',
    key: '0005',
    ucs2: 0x08,
    begin: '0501000101 020400020005',
    answer: '0501000112 020400020005',
    notified: '0501000113 020400020005',
    abort: '0501000181 020400020005',
    ask: '0501000102 020400020005',
    end: '0501000111 020400020005',
    notify: '0501000103 020400020005',
    endOfPush: '0501000111 020400020005',
  },
  {
    dialect: 'eyeline',
    key: '0005',
    ucs2: 0x08,
    begin: '0501000101 020400020005',
    answer: '0501000112 020400020005',
    notified: '0501000113 020400020005',
    abort: null,
    ask: '0501000102 020400020005',
    end: '0501000111 020400020005',
    notify: '0501000103 020400020005',
    endOfPush: '0501000103 020400020005',
  },
  {
    dialect: 'comverse',
    key: '00000005',
    ucs2: 0x48,
    begin: '0501000101 1501000400000005 020400020005',
    answer: '0501000112 1501000400000005 020400020005',
    notified: '0501000113 1501000400000005 020400020005',
    abort: null,
    ask: '0501000102 1501000400000005',
    end: '0501000111 1501000400000005',
    notify: '0501000103 1501000400000005',
    endOfPush: '0501000111 1501000400000005',
  },
  {
    dialect: 'no-session-id',
    key: '',
    ucs2: 0x08,
    begin: '0501000101',
    answer: '0501000112',
    notified: null,
    abort: null,
    ask: '0501000102',
    end: '0501000111',
    notify: '0501000103',
    endOfPush: '0501000111',
  },
  {
    dialect: 'ussn-final',
    key: '0005',
    ucs2: 0x08,
    begin: '0501000101 020400020005',
    answer: '0501000112 020400020005',
    notified: '0501000113 020400020005',
    abort: '020400020005',
    ask: '0501000102 020400020005',
    end: '0501000103 020400020005',
    notify: '0501000103 020400020005',
    endOfPush: '0501000103 020400020005',
  },
];
