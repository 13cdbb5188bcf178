/** Colours, or none (https://no-color.org). */

type Paint = (text: string) => string;

export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly frame: Paint;
  readonly sms: Paint;
}

const plain: Paint = (text) => text;
const sgr =
  (code: number): Paint =>
  (text) =>
    `\x1b[${code}m${text}\x1b[0m`;

/** The style of a terminal: plain where NO_COLOR is set to anything. */
export function styleOf(env: Readonly<Record<string, string | undefined>>): Style {
  if (env.NO_COLOR) return { bold: plain, dim: plain, frame: plain, sms: plain };
  return { bold: sgr(1), dim: sgr(2), frame: sgr(36), sms: sgr(32) };
}
