/** The terminal while the phone is shown: raw keys, another screen, and everything as it was afterwards. */
import { emitKeypressEvents } from 'node:readline';
import type { CliDeps } from '../deps.ts';
import type { Frame, Size } from './frame.ts';
import type { Key } from './lineEditor.ts';

export interface Terminal {
  size(): Size;
  show(frame: Frame): void;
  close(): void;
}

interface Handlers {
  onKey(key: Key): void;
  onResize(): void;
  /** Somebody ends the process: the terminal must be given back first. */
  onSignal(): void;
}

const CSI = '\x1b[';
const ENTER = `${CSI}?1049h`;
const LEAVE = `${CSI}?25h${CSI}?1049l`;
const HIDE_CURSOR = `${CSI}?25l`;
const SHOW_CURSOR = `${CSI}?25h`;
const HOME = `${CSI}H`;
const CLEAR_LINE = `${CSI}K`;
const CLEAR_BELOW = `${CSI}J`;
const SIGNALS = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const;
/** Where a terminal does not know its size. */
const USUAL: Size = { columns: 80, rows: 24 };

/** Takes the terminal over. `close` gives it back, however often it is called. */
export function openTerminal({ process }: CliDeps, { onKey, onResize, onSignal }: Handlers): Terminal {
  const { stdin, stdout } = process;
  const keypress = (text: string | undefined, key: Key) => onKey({ ...key, text });
  emitKeypressEvents(stdin);
  stdin.setRawMode(true);
  stdin.on('keypress', keypress).resume();
  stdin.on('end', onSignal);
  stdout.on('resize', onResize);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  stdout.write(ENTER);
  let open = true;
  return {
    size: () => ({ columns: stdout.columns || USUAL.columns, rows: stdout.rows || USUAL.rows }),
    show: (frame) => void (open && stdout.write(paint(frame))),
    close: () => {
      if (!open) return;
      open = false;
      stdout.write(LEAVE);
      stdin.setRawMode(false);
      stdin.off('keypress', keypress).off('end', onSignal).pause();
      stdout.off('resize', onResize);
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}

/** One write a frame: over the old lines, not after a clearing, so that nothing flickers. */
function paint({ lines, cursor }: Frame): string {
  const body = lines.map((line) => `${line}${CLEAR_LINE}`).join('\r\n');
  return `${HIDE_CURSOR}${HOME}${body}${CLEAR_BELOW}${CSI}${cursor.row + 1};${cursor.column + 1}H${SHOW_CURSOR}`;
}
