/** Values as YAML: on one line, or as lines under the field that holds them. */
import { Document, isMap, type Scalar, visit } from 'yaml';

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

/** Of several lines a block is made; any other text keeps its quotes. */
function stringType(value: unknown, style: Style): Scalar.Type {
  const isBlock = typeof value === 'string' && value.includes('\n');
  return style !== null && QUOTED.includes(style) && !isBlock ? style : 'PLAIN';
}

/** A value in block style: long texts as blocks, lists line by line, maps in braces. */
export function blockWritten(value: unknown, style: Style): Written {
  const document = new Document({ k: value });
  visit(document, {
    Map: (_key, map) => {
      if (map !== document.contents && isMap(map)) map.flow = true;
    },
  });
  const text = document.toString({
    lineWidth: 0,
    blockQuote: 'literal',
    defaultKeyType: 'PLAIN',
    defaultStringType: stringType(value, style),
  });
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
