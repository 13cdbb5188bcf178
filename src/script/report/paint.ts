/** Colours, or none. */

export type Brush = (text: string) => string;

export interface Paint {
  readonly good: Brush;
  readonly bad: Brush;
  readonly dim: Brush;
  readonly bold: Brush;
  readonly phone: Brush;
  readonly network: Brush;
}

const plain: Brush = (text) => text;
const sgr =
  (code: number): Brush =>
  (text) =>
    text === '' ? '' : `\x1b[${code}m${text}\x1b[0m`;

const COLOURS: Paint = { good: sgr(32), bad: sgr(31), dim: sgr(2), bold: sgr(1), phone: sgr(36), network: sgr(33) };
const NO_COLOURS: Paint = { good: plain, bad: plain, dim: plain, bold: plain, phone: plain, network: plain };

/** The colours of a terminal, or plain text. */
export function paintOf(coloured: boolean): Paint {
  return coloured ? COLOURS : NO_COLOURS;
}
