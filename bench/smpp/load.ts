/**
 * Worker: load over SMPP. Arguments: `accept` | `menu` | `open` | `texts`, port, ms, connections, window (accept) or phones, steps a
 * second (open). Prints one row as JSON (cpu = 0: the server knows its own).
 */
import { accept } from './accept.ts';
import { openConnection } from './connection.ts';
import { menu } from './menu.ts';
import { texts } from './texts.ts';

const [mode = '', ...figures] = process.argv.slice(2);
const [port = 0, ms = 0, count = 1, size = 50, stepsPerSecond = 0] = figures.map(Number);

const connections = await Promise.all(Array.from({ length: count }, () => openConnection(port, 'harness', 'secret')));

const MODES: Readonly<Record<string, () => ReturnType<typeof menu>>> = {
  accept: () => accept(connections, size, ms),
  menu: () => menu(connections, size, ms, null),
  open: () => menu(connections, size, ms, stepsPerSecond),
  texts: () => texts(connections, size, ms),
};

console.log(JSON.stringify(await MODES[mode]?.()));
process.exit(0);
