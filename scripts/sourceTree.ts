/** TypeScript sources as syntax trees, for the checks and figures of the house. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseAst } from 'vitest/node';

/** A node of the syntax tree (ESTree with TypeScript), as far as the house looks at it. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export interface SourceFile {
  /** Relative to the root of the tree, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly tree: SyntaxNode;
}

/** Reads and parses every `.ts` file under `root`, sorted by path. Throws where a file does not parse. */
export function readSources(root: string): SourceFile[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => parseSource(relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')));
}

/** Parses one file of TypeScript. Throws an error that names the file. */
export function parseSource(path: string, text: string): SourceFile {
  try {
    return { path, text, tree: parseAst(text, { lang: 'ts' }) as unknown as SyntaxNode };
  } catch (cause) {
    throw new Error(`${path} does not parse: ${(cause as Error).message}`, { cause });
  }
}

/** Every node of the tree, outside in, with the node around it. */
export function* nodesOf(
  node: SyntaxNode,
  parent: SyntaxNode | null = null,
): Generator<readonly [SyntaxNode, SyntaxNode | null]> {
  yield [node, parent];
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) yield* nodesOf(child, node);
    }
  }
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** Line (from 1) of an offset. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
