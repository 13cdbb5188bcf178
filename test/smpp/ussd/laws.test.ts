/** Laws that hold in every dialect. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pdu } from '../../../src/smpp/pdu/pdu.ts';
import { decode } from '../../../src/smpp/pdu/read.ts';
import { encode } from '../../../src/smpp/pdu/write.ts';
import { DIALECTS, type Dialect } from '../../../src/smpp/ussd/dialects.ts';
import { isUssd, readDownward, readUpward } from '../../../src/smpp/ussd/read.ts';
import { firstMark, keyOf, markFromKey, markOf, nextMark } from '../../../src/smpp/ussd/sessionKey.ts';
import { codeUssdText, readUssdText } from '../../../src/smpp/ussd/text.ts';
import type { Carrier, Thread, UssdPdu, UssdRequest } from '../../../src/smpp/ussd/types.ts';
import { writeDownward, writeUpward } from '../../../src/smpp/ussd/write.ts';

const PHONE = { ton: 1, npi: 1, addr: '79161234567' };
const CODE = { ton: 0, npi: 1, addr: '*111#' };
const ALPHABETS = ['gsm7', 'latin1'] as const;

const numbers = fc.nat();
const carriers = fc.constantFrom<Carrier>('submit_sm', 'deliver_sm', 'data_sm');
/** As a phone types it, and longer than any address is. */
const inputs = fc.string({
  unit: fc.constantFrom('1', 'a', 'é', '€', '{', 'я', '中', '😀'),
  minLength: 1,
  maxLength: 80,
});

function throughCodec(request: UssdRequest): UssdPdu {
  const decoded = decode(encode({ ...request, status: 0, sequence: 1 } as Pdu));
  if (decoded.kind !== 'pdu') throw new Error(decoded.reason);
  return decoded.pdu as UssdPdu;
}

function textOf(pdu: UssdPdu, byDefault: 'gsm7' | 'latin1'): string {
  const read = readUssdText(pdu, byDefault);
  if (read.kind === 'wrong') throw new Error(read.status);
  return read.text;
}

function thread(dialect: Dialect, carrier: Carrier, number: number): Thread {
  return { carrier, source: PHONE, destination: CODE, mark: firstMark(dialect, number), begunBy: 'phone' };
}

describe.each(Object.values(DIALECTS))('$name', (dialect) => {
  test('what the network writes is read as it was meant, whatever carries it', () => {
    fc.assert(
      fc.property(carriers, numbers, inputs, fc.constantFrom(...ALPHABETS), (carrier, number, input, byDefault) => {
        const on = thread(dialect, carrier, number);
        for (const kind of ['begin', 'answer', 'notified', 'abort'] as const) {
          const text = kind === 'begin' || kind === 'answer' ? input : '';
          const written = writeUpward(dialect, kind, on, codeUssdText(dialect, text, byDefault));
          if (written === null) continue;
          const pdu = throughCodec(written);
          expect(isUssd(pdu)).toBe(true);
          const read = readUpward(dialect, pdu, { msisdn: PHONE.addr, text: textOf(pdu, byDefault) });
          const message = { kind, msisdn: PHONE.addr, key: keyOf(dialect, on.mark) };
          expect(read).toMatchObject({ kind: 'read', message });
          if (kind === 'begin') expect(read).toMatchObject({ message: { code: input } });
          if (kind === 'answer') expect(read).toMatchObject({ message: { input } });
        }
      }),
    );
  });

  test('so is what an application writes; the last screen of ussn-final is a notice', () => {
    fc.assert(
      fc.property(carriers, numbers, inputs, fc.constantFrom(...ALPHABETS), (carrier, number, text, byDefault) => {
        const on = thread(dialect, carrier, number);
        for (const kind of ['ask', 'notify', 'end'] as const) {
          const pdu = throughCodec(writeDownward(dialect, kind, on, codeUssdText(dialect, text, byDefault)));
          const already = { msisdn: PHONE.addr, from: CODE.addr, text: textOf(pdu, byDefault) };
          const meant = dialect.name === 'ussn-final' && kind === 'end' ? 'notify' : kind;
          const message = { ...already, kind: meant, key: keyOf(dialect, on.mark), text };
          expect(readDownward(dialect, pdu, already)).toMatchObject({ kind: 'read', message });
        }
      }),
    );
  });

  test('the name of a dialogue stays while its messages are counted, and is what its key says', () => {
    fc.assert(
      fc.property(numbers, fc.nat({ max: 300 }), (number, messages) => {
        const first = firstMark(dialect, number);
        let mark = first;
        for (let n = 0; n < messages; n++) mark = nextMark(dialect, mark);
        expect(keyOf(dialect, mark)).toBe(keyOf(dialect, first));
        expect(keyOf(dialect, markFromKey(keyOf(dialect, mark)))).toBe(keyOf(dialect, mark));
        expect(mark & 1).toBe(first & 1);
      }),
    );
  });

  test('numbers that follow each other name different dialogues, where there are names', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        const names = [number, number + 1].map((one) => keyOf(dialect, firstMark(dialect, one)));
        expect(new Set(names).size).toBe(dialect.session === null ? 1 : 2);
      }),
    );
  });

  test('the session parameter comes back as it was written', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        const on = thread(dialect, 'deliver_sm', number);
        const { tlvs } = throughCodec(writeDownward(dialect, 'ask', on, codeUssdText(dialect, 'x', 'gsm7')));
        expect(markOf(dialect, tlvs)).toBe(on.mark);
      }),
    );
  });
});

test("every dialect has a way to begin, answer, ask and end that the others' readers know", () => {
  for (const { upward, downward } of Object.values(DIALECTS)) {
    expect(upward).toMatchObject({ begin: 1, answer: 0x12 });
    expect(downward).toMatchObject({ ask: 2, notify: 3 });
  }
});
