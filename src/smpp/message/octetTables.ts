/** Alphabets of one octet a character, as tables: GSM-7 unpacked (TS 23.038 §6.2.1), T.50, ISO 8859-1, -5 and -8. */
import { GSM7_BASIC } from '../../text/gsm7.ts';
import type { TextAlphabet } from './dataCoding.ts';

const ESCAPE = '\u001b';

/** What stands for an octet that the alphabet does not have, so that the loss can be seen. */
const REPLACEMENT = '\ufffd';

export interface OctetTable {
  /** UTF-16 code unit by octet; REPLACEMENT where there is none. */
  readonly units: Uint16Array;
  /** Octet by code unit plus 1, 0 where the alphabet does not have it. As long as the highest code unit needs. */
  readonly octets: Uint16Array;
  /** 1 where the octet is its own code unit, so that plain runs need no table. */
  readonly plain: Uint8Array;
}

const ASCII = String.fromCharCode(...Array(0x80).keys());
/** Of the control characters of T.50 a text has only the tabulator, the line feed, the form feed and the carriage return. */
const T50 = `${REPLACEMENT.repeat(9)}\t\n${REPLACEMENT}\f\r${REPLACEMENT.repeat(18)}${ASCII.slice(0x20)}`;
/** C1 controls and the no-break space, which all of ISO 8859 share. */
const C1 = String.fromCharCode(...Array.from({ length: 0x21 }, (_, index) => 0x80 + index));
const LATIN = String.fromCharCode(...Array(0x100).keys());

const CYRILLIC_UPPER = 'ЁЂЃЄЅІЇЈЉЊЋЌ\u00adЎЏ';
const CYRILLIC_LETTERS = 'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя';
const CYRILLIC_LOWER = '№ёђѓєѕіїјљњћќ§ўџ';

const HEBREW_SIGNS = `${REPLACEMENT}¢£¤¥¦§¨©×«¬\u00ad®¯°±²³´µ¶·¸¹÷»¼½¾${REPLACEMENT.repeat(0x20)}‗`;
const HEBREW_LETTERS = `אבגדהוזחטיךכלםמןנסעףפץצקרשת${REPLACEMENT.repeat(2)}\u200e\u200f${REPLACEMENT}`;

/** By alphabet. GSM-7 has nothing at 1B here: the escape and what follows it are no matter of one octet. */
export const OCTET_TABLES: Readonly<Record<Exclude<TextAlphabet, 'ucs2'>, OctetTable>> = {
  gsm7: tableOf(GSM7_BASIC.replace(ESCAPE, REPLACEMENT)),
  ia5: tableOf(T50),
  latin1: tableOf(LATIN),
  'iso-8859-5': tableOf(ASCII + C1 + CYRILLIC_UPPER + CYRILLIC_LETTERS + CYRILLIC_LOWER),
  'iso-8859-8': tableOf(ASCII + C1 + HEBREW_SIGNS + HEBREW_LETTERS),
};

function tableOf(characters: string): OctetTable {
  const units = new Uint16Array(0x100).fill(REPLACEMENT.charCodeAt(0));
  for (let octet = 0; octet < characters.length; octet++) units[octet] = characters.charCodeAt(octet);
  const known = units.filter((unit) => unit !== REPLACEMENT.charCodeAt(0));
  const octets = new Uint16Array(Math.max(...known) + 1);
  const plain = new Uint8Array(0x100);
  for (const [octet, unit] of units.entries()) {
    if (unit < octets.length) octets[unit] = octet + 1;
    plain[octet] = unit === octet ? 1 : 0;
  }
  return { units, octets, plain };
}
