/**
 * Hexadecimal digits in the forms in which people have them: bare, with spaces, colons, commas or 0x, as an array of C, or as a dump with
 * offsets and an ASCII column (tcpdump -x and -X, tshark -x, Wireshark, xxd, hexdump -C).
 */

export type HexInput =
  /** One block for each packet of a dump, or for each paragraph of bare digits. */
  | { readonly kind: 'octets'; readonly blocks: readonly Buffer[] }
  /** Line and column count from 1. */
  | { readonly kind: 'unreadable'; readonly line: number; readonly column: number; readonly reason: string };

/** Reads hexadecimal digits in any usual form. */
export function readHex(text: string): HexInput {
  const lines = text.split(/\r\n|\r|\n/);
  const dumped = lines.map(dumpLine);
  return dumped.some((line) => line?.offset === 0) ? readDump(dumped) : readDigits(text);
}

interface DumpLine {
  readonly offset: number;
  readonly octets: Buffer;
}

/** An offset that a colon or two spaces part from what follows. */
const DUMP_LINE = /^\s*(?:0x)?([0-9a-f]{3,8})(?::\s*| {2,}|\t)(.*)$/i;
/** Pairs of digits, in groups parted by one space; a wide gap begins the ASCII column. */
const DIGITS = /^(?:[0-9a-f]{2})+(?: (?:[0-9a-f]{2})+)*(?=\s|$)/i;
/** hexdump -C parts its two halves by a wider gap. */
const HALVES = /^((?:[0-9a-f]{2} ){7}[0-9a-f]{2}) {2}(?=[0-9a-f]{2}(?: |$))/i;

function dumpLine(line: string): DumpLine | null {
  const [, offset, rest] = DUMP_LINE.exec(line) ?? [];
  if (offset === undefined || rest === undefined) return null;
  const digits = DIGITS.exec(rest.replace(HALVES, '$1 '))?.[0];
  if (digits === undefined) return null;
  return { offset: Number.parseInt(offset, 16), octets: Buffer.from(digits.replaceAll(' ', ''), 'hex') };
}

/** Lines of a dump that are none (headings, summaries) part nothing: each packet begins at offset 0. */
function readDump(lines: readonly (DumpLine | null)[]): HexInput {
  const packets: Buffer[][] = [];
  let due = 0;
  for (const [index, line] of lines.entries()) {
    if (line === null) continue;
    if (line.offset === 0) {
      packets.push([]);
      due = 0;
    }
    if (line.offset !== due) return lostOffset(index, line.offset, due);
    packets.at(-1)?.push(line.octets);
    due += line.octets.length;
  }
  return { kind: 'octets', blocks: packets.map((octets) => Buffer.concat(octets)) };
}

function lostOffset(index: number, offset: number, due: number): HexInput {
  const reason = `the dump goes on at offset ${offset.toString(16)}, but ${due.toString(16)} is due`;
  return { kind: 'unreadable', line: index + 1, column: 1, reason };
}

const COMMENT = /\/\*[\s\S]*?\*\//g;
/** The braces of an array of C, whose name and type are no digits. */
const BRACES = /^[^{}]*\{|\}[^{}]*\{|\}[^{}]*$/g;
/** A prefixed digit alone is an octet: 0x0. */
const LONE_DIGIT = /(?:0x|\\x)([0-9a-f])(?![0-9a-f])/gi;
const PREFIX = /0x|\\x/gi;
const PARTING = /[\s,:;|"'<>()[\]-]/g;
const PARAGRAPHS = /\n\s*\n/;

function readDigits(text: string): HexInput {
  // What is no digit becomes spaces of the same length, so that places stay what they are.
  const blank = (match: string) => match.replace(/[^\n]/g, ' ');
  const arrays = text.replace(COMMENT, blank);
  const bare = arrays
    .replace(BRACES, blank)
    .replace(LONE_DIGIT, ' 0$1')
    .replace(PREFIX, blank)
    .replace(PARTING, (match) => (match === '\n' ? match : ' '));
  const stranger = /[^0-9a-f\s]/i.exec(bare);
  if (stranger !== null) return complaint(bare, stranger.index, `"${stranger[0]}" is no hexadecimal digit`);
  const odd = [...bare.matchAll(/\S+/g)].find(([word]) => word.length % 2 === 1);
  if (odd !== undefined) return complaint(bare, odd.index, `${odd[0].length} digits make no whole octets`);
  const paragraphs = bare.split(PARAGRAPHS).map((digits) => Buffer.from(digits.replace(/\s/g, ''), 'hex'));
  return { kind: 'octets', blocks: paragraphs.filter(({ length }) => length > 0) };
}

function complaint(text: string, index: number, reason: string): HexInput {
  const before = text.slice(0, index).split('\n');
  return { kind: 'unreadable', line: before.length, column: (before.at(-1)?.length ?? 0) + 1, reason };
}
