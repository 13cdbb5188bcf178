/** `starhash graph`: draws the machine of a service. */
import { writeFileSync } from 'node:fs';
import type { Command } from '../command.ts';
import { existingFolder } from '../config.ts';
import type { CliDeps, Drawing, DrawingFormat } from '../deps.ts';
import { Failure, WrongUse } from '../failures.ts';
import type { Input, Settings } from '../options/settings.ts';

export const graph: Command = {
  name: 'graph',
  summary: 'Draw the machine of a service',
  words: ['DIR…'],
  options: {
    format: {
      kind: 'text',
      value: 'FORMAT',
      help: 'mermaid or svg (default: by the ending of --output, else mermaid)',
    },
    output: { kind: 'text', value: 'FILE', help: 'write the drawing to this file' },
    service: { kind: 'text', value: 'NAME', help: 'which one, where DIR has several' },
  },
  examples: [
    'starhash graph sessions/coffee-points',
    'starhash graph sessions/coffee-points --output coffee-points.svg',
    'starhash graph --service coffee-points --format svg > coffee-points.svg',
  ],
  notes: [
    'DIR is a folder of services, or of one (default: those that come with Starhash). States stand from left to right, each\n' +
      'with its ways out; ways back (↩) and ends with many ways in (▪) are named in place of lines. Mermaid is what GitHub\n' +
      'draws in a block of Markdown.',
  ],
  run: runGraph,
};

async function runGraph({ settings, positionals }: Input, deps: CliDeps): Promise<number> {
  const folders = (positionals.length === 0 ? [deps.sessions] : positionals).map(existingFolder);
  const drawings = await (await deps.machines()).draw(folders, formatOf(settings));
  const { text } = chosen(drawings, settings.text('service'));
  const file = settings.text('output');
  if (file === undefined) deps.process.stdout.write(text);
  else write(file, text);
  return 0;
}

const ENDINGS: readonly (readonly [ending: RegExp, format: DrawingFormat])[] = [
  [/\.svg$/i, 'svg'],
  [/\.(?:mmd|mermaid|md)$/i, 'mermaid'],
];

function formatOf(settings: Settings): DrawingFormat {
  const format = settings.text('format');
  if (format === 'svg' || format === 'mermaid') return format;
  if (format !== undefined) throw new WrongUse(`--format takes mermaid or svg, not "${format}".`);
  const file = settings.text('output');
  if (file === undefined) return 'mermaid';
  const known = ENDINGS.find(([ending]) => ending.test(file));
  if (known === undefined) throw new WrongUse(`${file} does not end in .svg or .mmd; say which with --format.`);
  return known[1];
}

function chosen(drawings: readonly Drawing[], service: string | undefined): Drawing {
  const names = drawings.map((drawing) => drawing.service).join(', ');
  const found = drawings.filter((drawing) => service === undefined || drawing.service === service);
  const [only] = found;
  if (only === undefined) {
    throw new WrongUse(
      service === undefined ? 'there is no service.' : `there is no service "${service}", only ${names || 'none'}.`,
    );
  }
  if (found.length > 1) throw new WrongUse(`there are several services; choose one with --service: ${names}.`);
  return only;
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Failure(`${file} cannot be written: ${(error as Error).message}.`);
  }
}
