/** Copies of modules of src/ with a fault put in: what a test must notice, or it proves nothing. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SRC = join(ROOT, 'src');

/** A fault: the only place in a file of src/ where `from` stands becomes `to`. */
export interface Fault {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export interface BrokenSource {
  /** Loads a module by its path under src/. */
  load<T>(file: string): Promise<T>;
  remove(): void;
}

/**
 * Copies the files with faults and whatever imports them; all other modules are those of src/ itself.
 * Throws where the text of a fault stands not exactly once.
 */
export function brokenSource(faults: readonly Fault[]): BrokenSource {
  const folder = mkdtempSync(join(tmpdir(), 'starhash-broken-'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const texts = new Map(files.map((file) => [file, readFileSync(join(SRC, file), 'utf8')]));
  const tainted = importersOf(texts, new Set(faults.map(({ file }) => file)));
  for (const [file, text] of texts) {
    const path = join(folder, 'src', file);
    mkdirSync(dirname(path), { recursive: true });
    if (tainted.has(file))
      writeFileSync(
        path,
        faults.reduce((broken, fault) => putIn(broken, file, fault), text),
      );
    else symlinkSync(join(SRC, file), path);
  }
  return {
    load: (file) => import(/* @vite-ignore */ pathToFileURL(join(folder, 'src', file)).href),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** These files, and all from which an import leads to them. */
function importersOf(texts: ReadonlyMap<string, string>, files: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set(files);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const [file, text] of texts) if (importsOf(file, text).some((one) => found.has(one))) found.add(file);
  }
  return found;
}

function importsOf(file: string, text: string): readonly string[] {
  const imports = text.matchAll(/^(?:import|export|\}) (?!type ).*from '(\..+\.ts)';$/gm);
  return [...imports].map(([, path = '']) => posix.join(posix.dirname(file), path));
}

function putIn(text: string, where: string, { file, from, to }: Fault): string {
  if (where !== file) return text;
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`In src/${file} this stands ${parts.length - 1} times, not once: ${from}`);
  return parts.join(to);
}
