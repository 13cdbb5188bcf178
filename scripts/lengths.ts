/** How long functions and files are, against the traits we hold ourselves to. */
import { lineAt, nodesOf, readSources, type SourceFile, type SyntaxNode } from './sourceTree.ts';

interface Length {
  readonly where: string;
  readonly lines: number;
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
/** Parents that give a function its name; an inline callback counts as part of the function around it. */
const NAMING = new Set(['VariableDeclarator', 'MethodDefinition', 'Property', 'PropertyDefinition']);

/** The lengths in lines of all named functions of a file. */
export function functionLengths(source: SourceFile): Length[] {
  return [...nodesOf(source.tree)]
    .filter(([node, parent]) => isNamedFunction(node, parent))
    .map(([node]) => {
      const first = lineAt(source.text, node.start);
      return { where: `${source.path}:${first}`, lines: lineAt(source.text, node.end) - first + 1 };
    });
}

function isNamedFunction(node: SyntaxNode, parent: SyntaxNode | null): boolean {
  if (!FUNCTIONS.has(node.type)) return false;
  return node.type === 'FunctionDeclaration' || (parent !== null && NAMING.has(parent.type));
}

/** The value below which the share `q` (0 to 1) of the lengths lies. */
export function quantile(lengths: readonly Length[], q: number): number {
  const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}

/** The report on a `src/` folder, ready to print. */
export function report(root: string): string {
  const sources = readSources(root);
  const functions = sources.flatMap(functionLengths);
  const files = sources.map(({ path, text }) => ({ where: path, lines: text.split('\n').length - 1 }));
  return [
    `functions ${functions.length}: median ${quantile(functions, 0.5)} lines (≤ 10), 90 % ≤ ${quantile(functions, 0.9)} (≤ 35)`,
    `files     ${files.length}: median ${quantile(files, 0.5)} lines, ${files.filter(({ lines }) => lines > 200).length} over 200`,
    ...longest('longest functions', functions),
    ...longest('longest files', files),
  ].join('\n');
}

function longest(title: string, lengths: readonly Length[]): string[] {
  const top = [...lengths].sort((a, b) => b.lines - a.lines).slice(0, 8);
  return [`${title}:`, ...top.map(({ where, lines }) => `${String(lines).padStart(6)}  ${where}`)];
}
