/**
 * Worker: load over SMPP. Arguments: `accept` | `menu` | `open`, port, ms, connections, window (accept) or phones (menu, open),
 * steps a second (open). Prints one row as JSON (cpu = 0: the server knows its own).
 */
import { accept } from './accept.ts';
import { openConnection } from './connection.ts';
import { menu } from './menu.ts';

const [mode = '', ...figures] = process.argv.slice(2);
const [port = 0, ms = 0, count = 1, size = 50, stepsPerSecond = 0] = figures.map(Number);

const connections = await Promise.all(Array.from({ length: count }, () => openConnection(port, 'harness', 'secret')));
const row =
  mode === 'accept'
    ? await accept(connections, size, ms)
    : await menu(connections, size, ms, { stepsPerSecond: mode === 'open' ? stepsPerSecond : null });
console.log(JSON.stringify(row));
process.exit(0);
