/** User data headers: a length octet and information elements in front of the text (3GPP TS 23.040 §9.2.3.24). */

export interface InformationElement {
  /** IEI: what the element says. */
  readonly id: number;
  readonly data: Buffer;
}

/** A part of a concatenated SMS: 1 ≤ number ≤ total. */
export interface PartOf {
  readonly reference: number;
  readonly total: number;
  readonly number: number;
  /** `udh8`, `udh16`: by element 00 or 08 of the header; `sar`: by the optional parameters sar_*. */
  readonly source: 'udh8' | 'udh16' | 'sar';
}

export type UdhPart = PartOf & { readonly source: 'udh8' | 'udh16' };

export interface UserDataHeader {
  /** null where the message is whole, or claims to be part 1 of 1. */
  readonly part: PartOf | null;
  /** All but concatenation, in their order. */
  readonly elements: readonly InformationElement[];
  /** Octets from the length octet to the text. */
  readonly octets: number;
}

/** Concatenated short messages, 8-bit and 16-bit reference (TS 23.040 §9.2.3.24.1, §9.2.3.24.8). */
const CONCATENATION_8 = 0x00;
const CONCATENATION_16 = 0x08;
/** IEI and length of the data. */
const ELEMENT_HEAD = 2;
const NO_HEADER = Buffer.alloc(0);

/**
 * The header at the beginning of a body; null where it is longer than the body, where an element runs over its end, or where
 * concatenation makes no sense (part 0, part 3 of 2, a wrong length). Of two concatenation elements the last one counts (§9.2.3.24).
 */
export function readUdh(body: Buffer): UserDataHeader | null {
  const octets = 1 + (body[0] ?? 0);
  const all = octets > body.length ? null : readElements(body.subarray(1, octets));
  if (all === null) return null;
  const concatenation = all.findLast(isConcatenation);
  if (concatenation === undefined) return { part: null, elements: all, octets };
  const part = partOf(concatenation);
  if (part === null) return null;
  return { part: part.total === 1 ? null : part, elements: all.filter((one) => !isConcatenation(one)), octets };
}

/** The elements of a header without its length octet; null where one runs over the end. */
export function readElements(header: Buffer): readonly InformationElement[] | null {
  const elements: InformationElement[] = [];
  let at = 0;
  while (at < header.length) {
    const dataAt = at + ELEMENT_HEAD;
    const dataEnd = dataAt + (header[at + 1] ?? 0);
    if (dataEnd > header.length) return null;
    elements.push({ id: header[at] as number, data: header.subarray(dataAt, dataEnd) });
    at = dataEnd;
  }
  return elements;
}

/** The header of some elements with its length octet; nothing where there are none. */
export function writeUdh(elements: readonly InformationElement[]): Buffer {
  if (elements.length === 0) return NO_HEADER;
  const written = writeElements(elements);
  return Buffer.concat([Buffer.from([written.length]), written]);
}

/** Elements one after another, without the length octet. */
export function writeElements(elements: readonly InformationElement[]): Buffer {
  return Buffer.concat(elements.flatMap(({ id, data }) => [Buffer.from([id, data.length]), data]));
}

/** The element that names a part; the reference is cut to 8 or 16 bits. */
export function concatenationElement({ reference, total, number, source }: UdhPart): InformationElement {
  if (source === 'udh8') return { id: CONCATENATION_8, data: Buffer.from([reference, total, number]) };
  return { id: CONCATENATION_16, data: Buffer.from([reference >> 8, reference, total, number]) };
}

function isConcatenation({ id }: InformationElement): boolean {
  return id === CONCATENATION_8 || id === CONCATENATION_16;
}

function partOf({ id, data }: InformationElement): PartOf | null {
  const wide = id === CONCATENATION_16;
  if (data.length !== (wide ? 4 : 3)) return null;
  const reference = wide ? data.readUInt16BE(0) : (data[0] as number);
  const total = data[data.length - 2] as number;
  const number = data[data.length - 1] as number;
  return isPart(total, number) ? { reference, total, number, source: wide ? 'udh16' : 'udh8' } : null;
}

/** Whether there is such a part: from 1 to the total. */
export function isPart(total: number, number: number): boolean {
  return number >= 1 && number <= total;
}
