/** A YAML file of a definition: its data, and the place of everything in it. No aliases, no merge keys, no tags, no key twice. */
import type { Document, ErrorCode, Pair, ParsedNode, Scalar, YAMLError, YAMLMap } from 'yaml';
import { isAlias, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import { MAX_DEPTH, tooDeepAt } from './depth.ts';
import type { Issue, Lines, Place } from './issue.ts';
import { issueAt } from './issue.ts';
import type { Path } from './path.ts';
import { ANY_KEY, type YamlData, yamlData } from './yamlData.ts';

export interface Source extends YamlData {
  readonly file: string;
  /** Where the value at the path begins (`part` 'key': its key); the nearest parent's place if it is not there. */
  place(path: Path, part?: 'key' | 'value'): Place;
  /** On which the value at the path stands, its key and comments around it apart; of the empty path all of the file. */
  lines(path: Path): Lines;
  /** The scalar at the path as it was written, without quotes. */
  written(path: Path): string;
}

const MAX_BYTES = 1024 * 1024;

/** Words for the parser's errors a person can make by hand; any other is told as the parser tells it. */
const SYNTAX: Readonly<Record<string, readonly [message: string, fix: string]>> = {
  TAB_AS_INDENT: ['a tab indents this line', 'indent with spaces'],
  BAD_INDENT: ['the indentation does not fit', 'line it up with the lines of its block'],
  MISSING_CHAR: ['a closing sign is missing', 'close the quote or bracket'],
  MULTIPLE_DOCS: ['a second document begins here', 'remove the line "---"'],
  NON_STRING_KEY: ['this key is not plain text', 'write the key as one word, in quotes if need be'],
  BAD_ALIAS: ['an alias has no name', 'put text that begins with * or & in quotes'],
};

function syntaxIssue(error: YAMLError, at: (offset: number) => Place): Issue {
  const [message, fix] = SYNTAX[error.code] ?? [
    `this is not YAML (${error.message})`,
    'correct the line, or quote the text',
  ];
  return issueAt(at(error.pos[0]), message, fix);
}

/** A code of USSD without its quotes is an alias to YAML. */
function insteadOfAlias(name: string): string {
  return /^[\d*]+#?$/.test(name) ? `put the code in quotes: "*${name}"` : 'write the value out here';
}

/** Keys that a map has already. The parser's own check takes the square of their number. */
function twice({ items }: YAMLMap, at: (offset: number) => Place): Issue[] {
  const seen = new Set<string>();
  return items.flatMap(({ key }) => {
    const name = isScalar(key) ? String(key.value) : ANY_KEY;
    if (name === ANY_KEY || !seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [issueAt(at((key as Scalar).range?.[0] ?? 0), `the key "${name}" stands here twice`, 'keep one of the two')];
  });
}

function forbidden(document: Document.Parsed, at: (offset: number) => Place): Issue[] {
  const issues: Issue[] = [];
  visit(document, (_key, node) => {
    if (isMap(node)) issues.push(...twice(node, at));
    if (isPair(node) && isScalar(node.key) && node.key.value === ANY_KEY) {
      const place = at(node.key.range?.[0] ?? 0);
      issues.push(issueAt(place, 'merge keys (<<) are not allowed', 'write the fields out here'));
      return visit.SKIP;
    }
    if (!isNode(node)) return undefined;
    const place = at(node.range?.[0] ?? 0);
    if (isAlias(node) && node.source !== '')
      issues.push(issueAt(place, `aliases (*${node.source}) are not allowed`, insteadOfAlias(node.source)));
    if (node.tag !== undefined)
      issues.push(issueAt(place, `tags (${node.tag}) are not allowed`, 'remove the tag; quote what must be text'));
    return undefined;
  });
  return issues;
}

interface Child {
  readonly key: unknown;
  readonly value: unknown;
}

/** Fields of a map by name; of a key that stands twice the first. */
function fieldsOf(pairs: readonly Pair[]): ReadonlyMap<string, Child> {
  const scalars = pairs.filter(({ key }) => isScalar(key));
  return new Map(scalars.toReversed().map((pair) => [String((pair.key as Scalar).value), pair]));
}

/** Finds the child of a node. Maps are indexed when first asked: a file may have thousands of states. */
function childFinder(): (node: unknown, step: string | number) => Child | null {
  const indexes = new WeakMap<object, ReadonlyMap<string, Child>>();
  return (node, step) => {
    if (isMap(node)) {
      const index = indexes.get(node) ?? fieldsOf(node.items);
      indexes.set(node, index);
      return index.get(String(step)) ?? null;
    }
    if (!isSeq(node) || typeof step !== 'number' || step >= node.items.length) return null;
    return { key: node.items[step], value: node.items[step] };
  };
}

type NodeAt = (path: Path, part: 'key' | 'value') => ParsedNode | null;

/** Finds the node at a path, or the key of the nearest parent that is there. */
function nodeFinder(document: Document.Parsed): NodeAt {
  const childOf = childFinder();
  return (path, part) => {
    let found: Child = { key: document.contents, value: document.contents };
    for (const step of path) {
      const child = childOf(found.value, step);
      if (child === null) return found.key as ParsedNode | null;
      found = child;
    }
    return (part === 'key' ? found.key : (found.value ?? found.key)) as ParsedNode | null;
  };
}

function sourceOf(file: string, document: Document.Parsed, at: (offset: number) => Place): Source {
  const nodeAt = nodeFinder(document);
  const lines = (path: Path): Lines => {
    if (path.length === 0) return { first: 1, last: at(document.range[2]).line };
    const [start, end] = nodeAt(path, 'value')?.range ?? [0, 1];
    return { first: at(start).line, last: at(end - 1).line };
  };
  return {
    file,
    ...yamlData(document),
    place: (path, part = 'value') => at(nodeAt(path, part)?.range?.[0] ?? 0),
    lines,
    written: (path) => {
      const node = nodeAt(path, 'value');
      return isScalar(node) ? String(node.source ?? node.value) : '';
    },
  };
}

/** Errors that `forbidden` tells in its own words. */
const TOLD_ELSEWHERE: readonly ErrorCode[] = ['TAG_RESOLVE_FAILED'];

/** Errors after which the rest of the file still means what it says. */
const HARMLESS: readonly ErrorCode[] = ['NON_STRING_KEY', 'MULTIPLE_DOCS', 'BAD_ALIAS'];

/** Where the parser has lost its way once, each sign after that surprises it: only what has words of its own is told then. */
function withoutEchoes(errors: readonly YAMLError[]): readonly YAMLError[] {
  const lost = errors.findIndex(({ code }) => !HARMLESS.includes(code));
  return errors.filter(({ code }, index) => lost < 0 || index <= lost || Object.hasOwn(SYNTAX, code));
}

function parse(file: string, text: string): { source: Source | null; issues: readonly Issue[] } {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter,
    prettyErrors: false,
    stringKeys: true,
    merge: false,
    uniqueKeys: false,
  });
  const at = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const errors = document.errors.filter(({ code }) => !TOLD_ELSEWHERE.includes(code));
  const issues = [...withoutEchoes(errors).map((error) => syntaxIssue(error, at)), ...forbidden(document, at)];
  const isReadable = errors.every(({ code }) => HARMLESS.includes(code));
  return { source: isReadable ? sourceOf(file, document, at) : null, issues };
}

function tooDeep(file: string, text: string, offset: number): Issue {
  const before = text.slice(0, offset).split('\n');
  const place = { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  return issueAt(place, 'the file is nested too deeply', `nest less than ${MAX_DEPTH} levels`);
}

/**
 * Reads one YAML file of at most 1 MB. Where there are issues, `source` holds what can be read all the same; it is null
 * when the file cannot be taken apart at all.
 */
export function readSource(file: string, text: string): { source: Source | null; issues: readonly Issue[] } {
  const start = { file, line: 1, column: 1 };
  if (new TextEncoder().encode(text).length > MAX_BYTES) {
    return { source: null, issues: [issueAt(start, 'the file is larger than 1 MB', 'split it up')] };
  }
  const deep = tooDeepAt(text);
  return deep < 0 ? parse(file, text) : { source: null, issues: [tooDeep(file, text, deep)] };
}
