/** HTML from values that are never trusted: everything put into a template is escaped unless it is HTML already. */

export interface Html {
  readonly html: string;
}

type Piece = string | number | Html | readonly Html[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Template tag: markup stays, values are escaped, lists are joined. */
export function html(markup: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  const parts = markup.map((part, index) => part + render(pieces[index] ?? ''));
  return { html: parts.join('') };
}

/** Text with `code` in backticks and line ends kept. */
export function prose(text: string): Html {
  const parts = text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
  return {
    html: parts
      .map((part) => part.html)
      .join('')
      .replaceAll('\n', '<br>'),
  };
}

/** A path that a narrow screen may break before a slash. */
export function breakable(path: string): Html {
  return { html: html`${path}`.html.replace(/(?!^)\//g, '<wbr>/') };
}

function render(piece: Piece): string {
  if (typeof piece === 'object') return 'html' in piece ? piece.html : piece.map(({ html }) => html).join('\n');
  return String(piece).replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);
}
