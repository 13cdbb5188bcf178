/** A small terminal: keeps what a program has drawn, as far as ours draws. Anything else it is sent fails the test. */
import { charactersOf, displayWidth } from '../../../src/text/width.ts';

const ESCAPE = '\x1b';
const SEQUENCE = /^\[(\??)([\d;]*)([A-Za-z])/;
/** Longer than any sequence that we write. */
const LONGEST = 12;

export class Screen {
  #rows: string[][] = [];
  #row = 0;
  #column = 0;
  /** Whether the program shows its own screen instead of the shell's. */
  alternate = false;

  /** Takes what was written; an escape sequence that is not whole yet is given back. */
  write(text: string): string {
    const [plain = '', ...pieces] = text.split(ESCAPE);
    this.#print(plain);
    for (const [index, piece] of pieces.entries()) {
      const sequence = SEQUENCE.exec(piece);
      if (sequence === null && index === pieces.length - 1 && piece.length < LONGEST) return ESCAPE + piece;
      if (sequence === null) throw new Error(`not understood: ESC ${JSON.stringify(piece.slice(0, LONGEST))}`);
      this.#control(sequence[1] === '?', sequence[2] ?? '', sequence[3] ?? '');
      this.#print(piece.slice(sequence[0].length));
    }
    return '';
  }

  /** The screen as lines, without the spaces at their ends. */
  get lines(): string[] {
    return this.#rows.map((row) =>
      Array.from(row, (cell) => cell ?? ' ')
        .join('')
        .trimEnd(),
    );
  }

  get text(): string {
    return this.lines.join('\n');
  }

  #print(text: string): void {
    for (const character of charactersOf(text)) {
      if (character === '\r\n' || character === '\n') this.#row++;
      if (character === '\r\n' || character === '\r') this.#column = 0;
      if (/^[\r\n]/.test(character)) continue;
      this.#cells(this.#row)[this.#column] = character;
      for (let filler = 1; filler < displayWidth(character); filler++)
        this.#cells(this.#row)[this.#column + filler] = '';
      this.#column += displayWidth(character);
    }
  }

  #control(isPrivate: boolean, parameters: string, final: string): void {
    const [first = 1, second = 1] = parameters.split(';').filter(Boolean).map(Number);
    switch (isPrivate ? `?${final}` : final) {
      case '?h':
      case '?l':
        this.#mode(parameters, final === 'h');
        return;
      case 'H':
        this.#row = first - 1;
        this.#column = second - 1;
        return;
      case 'K':
        this.#cells(this.#row).length = this.#column;
        return;
      case 'J':
        this.#cells(this.#row).length = this.#column;
        this.#rows.length = this.#row + 1;
        return;
      case 'm':
        return;
      default:
        throw new Error(`not understood: CSI ${parameters} ${final}`);
    }
  }

  #mode(mode: string, on: boolean): void {
    if (mode === '1049') {
      this.alternate = on;
      this.#rows = [];
      this.#row = 0;
      this.#column = 0;
    }
  }

  #cells(row: number): string[] {
    while (this.#rows.length <= row) this.#rows.push([]);
    return this.#rows[row] as string[];
  }
}
