/** `starhash seed`: puts the subscribers of a file into a world, in pieces, each of which may come twice. */
import { normaliseMsisdn } from '../../code/msisdn.ts';
import { type Piece, piecesOf, twiceInPieces } from '../../files/seed/pieces.ts';
import { issuesOfRefusal, seedErrors } from '../../files/seed/seedErrors.ts';
import { readSeedFile } from '../../files/seed/seedFile.ts';
import type { SeedFile } from '../../files/seed/writtenSeed.ts';
import type { Sown } from '../../flow/api.ts';
import { explain, type GatewayClient } from '../client.ts';
import type { Command } from '../command.ts';
import type { CliDeps } from '../deps.ts';
import { Failure } from '../failures.ts';
import { counted } from '../lines.ts';
import type { Input } from '../options/settings.ts';
import { STORE, TARGET, WITHOUT_URL } from '../options/tables.ts';
import { withGateway } from '../target.ts';

const { url, world, json } = TARGET;

export const seed: Command = {
  name: 'seed',
  summary: 'Put subscribers of a file into a world: profiles, memberships, what they did before',
  words: ['FILE'],
  options: {
    ...(url && { url }),
    ...(world && { world }),
    ...STORE,
    json: { kind: 'flag', help: json?.help ?? '' },
  },
  examples: [
    'starhash seed sessions/demo.seed.yaml',
    'starhash seed subscribers.csv --url http://127.0.0.1:8080 --world w4kz81',
    'starhash seed subscribers.csv --redis redis://127.0.0.1:6379',
  ],
  notes: [
    'FILE is YAML (.yaml, .json) or CSV (.csv), see docs/seeds.md. Every mistake is told as FILE:LINE:COLUMN with its fix, all of\n' +
      'them at once; nobody is added then, and the exit code is 2.',
    'Who is there already stays as they are: run again after an interruption, it adds the rest. POST /v1/reset forgets those who\n' +
      'were added; what a world is to go back to is given with starhash serve --seed FILE, or POST /v1/worlds.',
    WITHOUT_URL,
  ],
  run: runSeed,
};

async function runSeed({ settings, positionals }: Input, deps: CliDeps): Promise<number> {
  const file = await readSeedFile(positionals[0] ?? '').catch(asFailure);
  const sown = await withGateway(settings, deps, (client) => sowFile(client, file));
  deps.process.stdout.write(settings.flag('json') ? `${JSON.stringify(sown)}\n` : `${wordsOf(sown)}\n`);
  return 0;
}

/** What carries issues is told with them. */
function asFailure(error: Error): never {
  throw 'issues' in error ? error : new Failure(error.message);
}

/** Where there are several pieces, all are looked at before the first one is planted. */
async function sowFile(client: GatewayClient, file: SeedFile): Promise<Sown> {
  const pieces = piecesOf(file);
  if (pieces.length > 1) await checkAll(client, file, pieces);
  let sown: Sown = { planted: 0, kept: 0 };
  for (const piece of pieces) {
    const { planted, kept } = await sowPiece(client, file, piece);
    sown = { planted: sown.planted + planted, kept: sown.kept + kept };
  }
  return sown;
}

async function checkAll(client: GatewayClient, file: SeedFile, pieces: readonly Piece[]): Promise<void> {
  const issues = [...twiceInPieces(file, pieces, numberOf)];
  for (const { seed, first } of pieces) {
    const result = await client.seed(seed, true);
    if (result.ok) continue;
    const found = issuesOfRefusal(file, result.problem, first);
    if (found.length === 0) throw new Failure(explain(result.problem));
    issues.push(...found);
  }
  if (issues.length > 0) throw seedErrors(file, issues);
}

function numberOf(written: string): string | null {
  const number = normaliseMsisdn(written);
  return number.ok ? number.msisdn : null;
}

async function sowPiece(client: GatewayClient, file: SeedFile, { seed, first }: Piece): Promise<Sown> {
  const result = await client.seed(seed, false);
  if (result.ok) return result.value;
  const issues = issuesOfRefusal(file, result.problem, first);
  throw issues.length === 0 ? new Failure(explain(result.problem)) : seedErrors(file, issues);
}

function wordsOf({ planted, kept }: Sown): string {
  const before = kept === 0 ? '' : `; ${kept} ${kept === 1 ? 'was' : 'were'} there already`;
  return `${counted(planted, 'subscriber')} added${before}`;
}
