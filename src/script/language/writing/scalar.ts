/** Values as YAML: on one line, or as lines under the field that holds them. */
import { Document, type Scalar, visit } from 'yaml';

/** How a text was written: in quotes, without, as a block. */
export type Style = Scalar.Type | null;

/** What stands behind the colon, and the lines below it, indented from the field on. */
export interface Written {
  readonly head: string;
  readonly body: readonly string[];
}

const QUOTED: readonly Style[] = ['QUOTE_DOUBLE', 'QUOTE_SINGLE'];
/** Words that mean the same in every context, and look like no number. */
const SAFE = /^\p{L}[\p{L}\p{M}]*(?:[ .-][\p{L}\p{M}]+)*$/u;
const RESERVED = /^(?:true|false|null|yes|no|on|off)$/i;

/** Texts that a block shows as they are: nothing at their ends and on their lines that nobody sees. */
function isTidy(text: string): boolean {
  return /^\S/.test(text) && !text.endsWith('\n') && !/^[ \t]+$|[^\P{Cc}\n]/mu.test(text);
}

/** Of several lines a block is made where they are tidy; any other text keeps its quotes. */
function typeOf(value: unknown, style: Style): Scalar.Type | undefined {
  if (typeof value !== 'string') return undefined;
  if (value.includes('\n')) return isTidy(value) ? 'BLOCK_LITERAL' : 'QUOTE_DOUBLE';
  return style !== null && QUOTED.includes(style) ? style : undefined;
}

/** A value in block style: long texts as blocks, lists line by line, maps in braces. */
export function blockWritten(value: unknown, style: Style): Written {
  const document = new Document({ k: value });
  visit(document, {
    Map: (_key, map) => {
      if (map !== document.contents) map.flow = true;
    },
    Scalar: (key, scalar) => {
      const type = key === 'key' ? undefined : typeOf(scalar.value, style);
      if (type !== undefined) scalar.type = type;
    },
  });
  const text = document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER });
  const [first = '', ...body] = text.replace(/\n$/, '').split('\n');
  return { head: first.replace(/^k: ?/, ''), body };
}

function textOnOneLine(text: string, style: Style): string {
  if (style === 'QUOTE_SINGLE' && !/[\n\r\t]/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  const isPlain = style !== 'QUOTE_DOUBLE' && SAFE.test(text) && !RESERVED.test(text);
  return isPlain ? text : JSON.stringify(text);
}

/** A value on one line, as it can stand within braces and brackets. */
export function onOneLine(value: unknown, style: Style): string {
  if (typeof value === 'string') return textOnOneLine(value, style);
  if (Array.isArray(value)) return `[${value.map((item) => onOneLine(item, null)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).map(([name, item]) => `${textOnOneLine(name, null)}: ${onOneLine(item, null)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
