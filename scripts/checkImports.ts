/** Checks that imports follow the path of a message (DESIGN: adapters import ports, never the other way round). */
import { posix } from 'node:path';
import { isNode, lineAt, nodesOf, readSources, type SourceFile, type SyntaxNode } from './sourceTree.ts';

interface RoomRule {
  /** Rooms (`code`) or single files (`store/port.ts`) that the room may import besides itself. */
  readonly imports: readonly string[];
  /** A pure room does no I/O and takes time and randomness as arguments. */
  readonly pure: boolean;
}

const OF_WIRES = ['flow/api.ts', 'flow/problems.ts', 'text', 'code/msisdn.ts'];
const OF_SMPP = ['smpp/config.ts', 'smpp/link', 'smpp/ussd', 'smpp/message', 'smpp/pdu'];

const ROOMS: Readonly<Record<string, RoomRule>> = {
  code: { imports: [], pure: true },
  text: { imports: [], pure: true },
  bonus: { imports: [], pure: true },
  yaml: { imports: ['code/distance.ts'], pure: true },
  session: { imports: ['code', 'bonus', 'text', 'yaml'], pure: true },
  flow: { imports: ['code', 'session', 'bonus', 'text', 'store/port.ts'], pure: false },
  store: { imports: [], pure: false },
  files: { imports: ['session', 'yaml', 'flow/deps.ts'], pure: false },
  // Walks the machines of definitions: no gateway, no wire.
  explore: { imports: ['session', 'bonus', 'code', 'text', 'yaml'], pure: true },
  // The shapes of seeds and faults are the gateway's; the OpenAPI shows them.
  http: {
    imports: ['flow/api.ts', 'flow/problems.ts', 'flow/seed/shape.ts', 'flow/faults/shape.ts', 'text'],
    pure: false,
  },
  // One room in several: what is pure of SMPP is apart from what has sockets.
  'smpp/pdu': { imports: [], pure: true },
  'smpp/message': { imports: ['smpp/pdu', 'text'], pure: true },
  'smpp/ussd': { imports: ['smpp/pdu', 'smpp/message', 'text'], pure: true },
  'smpp/link': { imports: ['smpp/pdu'], pure: false },
  // What the far side plays: the roles share the adapter, and know nothing of each other.
  'smpp/adapter': { imports: [...OF_WIRES, ...OF_SMPP], pure: false },
  'smpp/phones': { imports: [...OF_WIRES, ...OF_SMPP, 'smpp/adapter'], pure: false },
  'smpp/applications': { imports: [...OF_WIRES, ...OF_SMPP, 'smpp/adapter'], pure: false },
  smpp: { imports: OF_WIRES, pure: false },
  // HTTP applications behind a code, in the manner of Africa's Talking: called by the gateway, and by scripts.
  callback: { imports: OF_WIRES, pure: false },
  // Bonus cores elsewhere, called over HTTP.
  core: {
    imports: [
      'flow/api.ts',
      'flow/problems.ts',
      'flow/coreFailed.ts',
      'flow/remote/port.ts',
      'flow/served/push.ts',
      'bonus/types.ts',
      'text',
    ],
    pure: false,
  },
  'script/language': { imports: ['yaml', 'code', 'text'], pure: true },
  script: { imports: [...OF_WIRES, 'code', 'yaml', 'callback'], pure: false },
  // Bound as phones, a script is the mirror of an application's adapter.
  'script/wires/smpp': { imports: [...OF_WIRES, 'script', 'smpp'], pure: false },
  // Phones in the tests of others: what `testing.ts` is made of.
  testing: { imports: ['flow/api.ts', 'script'], pure: false },
  cli: {
    imports: [
      ...OF_WIRES,
      'code',
      'callback/address.ts',
      'files/seed',
      'files/watchFolder.ts',
      'smpp/pdu',
      'smpp/message',
      'script',
      'explore',
      'yaml',
    ],
    pure: false,
  },
};

/** Outside the rooms: what puts the parts together may import all of them. */
const COMPOSITION = ['gateway.ts', 'main.ts', 'testing.ts', 'compose/'];

/** What a pure room may import from outside the tree. */
const PURE_PACKAGES = ['ajv', 'yaml', 'intl-messageformat', '@formatjs/icu-messageformat-parser', 'temporal-polyfill'];

const IMPURE_MEMBERS = ['Date.now', 'Math.random', 'Temporal.Now', 'performance.now'];
const IMPURE_OBJECTS = ['process', 'console', 'crypto'];
const IMPURE_CALLS = ['Date', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'require'];

export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Everything under `root` (a `src/` folder) that breaks the directions of import or the purity of a room, by file and line. */
export function checkImports(root: string): Finding[] {
  return readSources(root).flatMap(checkFile);
}

function checkFile(source: SourceFile): Finding[] {
  if (COMPOSITION.some((place) => source.path.startsWith(place))) return [];
  const room = roomOf(source.path);
  const rule = ROOMS[room];
  if (rule === undefined || !source.path.includes('/')) {
    return [{ file: source.path, line: 1, message: 'belongs to no room; give it one, or a rule of its own' }];
  }
  return [...nodesOf(source.tree)]
    .map(([node]) => ({ node, message: complaint(node, source.path, room, rule) }))
    .filter(({ message }) => message !== null)
    .map(({ node, message }) => ({
      file: source.path,
      line: lineAt(source.text, node.start),
      message: message as string,
    }));
}

function complaint(node: SyntaxNode, file: string, room: string, rule: RoomRule): string | null {
  const specifier = importedBy(node);
  if (specifier !== null) return importComplaint(specifier, file, room, rule);
  const impure = rule.pure ? impurity(node) : null;
  return impure && `${room} is pure: ${impure} must come in as an argument`;
}

function importComplaint(specifier: string, file: string, room: string, rule: RoomRule): string | null {
  if (!specifier.startsWith('.')) {
    return rule.pure && !PURE_PACKAGES.includes(packageOf(specifier))
      ? `${room} is pure and may not import ${specifier}`
      : null;
  }
  const target = posix.normalize(posix.join(posix.dirname(file), specifier));
  const allowed = [room, ...rule.imports].some((path) => target === path || target.startsWith(`${path}/`));
  return allowed ? null : `${room} may not import ${target} (allowed: ${rule.imports.join(', ') || 'no other room'})`;
}

/** The specifier that a node imports: statements, re-exports, `import()` and `import('…').Type`. */
function importedBy(node: SyntaxNode): string | null {
  const source = IMPORTING.has(node.type) ? node.source : null;
  return isNode(source) && typeof source.value === 'string' ? source.value : null;
}

const IMPORTING = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

/** The name of a source of time, chance or I/O that a node reaches for. */
function impurity(node: SyntaxNode): string | null {
  if (node.type === 'MemberExpression') return impureMember(node);
  const callee = nameOf(node.callee);
  if (node.type === 'CallExpression' && IMPURE_CALLS.includes(callee)) return `${callee}()`;
  const now = node.type === 'NewExpression' && callee === 'Date' && (node.arguments as unknown[]).length === 0;
  return now ? 'new Date()' : null;
}

function impureMember(node: SyntaxNode): string | null {
  const object = nameOf(node.object);
  const path = `${object}.${nameOf(node.property)}`;
  return IMPURE_OBJECTS.includes(object) || IMPURE_MEMBERS.includes(path) ? path : null;
}

function nameOf(node: unknown): string {
  return isNode(node) && node.type === 'Identifier' ? String(node.name) : '';
}

/** The innermost room that a file stands in; a folder that is none has its own name. */
function roomOf(path: string): string {
  const rooms = Object.keys(ROOMS).filter((room) => path.startsWith(`${room}/`));
  return rooms.toSorted((a, b) => b.length - a.length)[0] ?? path.slice(0, path.indexOf('/'));
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
