import { expect, test } from 'vitest';
import { breakable, html, prose } from '../../src/http/docs/html.ts';

test('values are escaped, markup and lists of markup are not', () => {
  const hostile = `<script>alert("x" & 'y')</script>`;
  const escaped = '&lt;script&gt;alert(&quot;x&quot; &amp; &#39;y&#39;)&lt;/script&gt;';
  expect(html`<p title="${hostile}">${3}${[html`<i>${hostile}</i>`, html`<br>`]}</p>`.html).toBe(
    `<p title="${escaped}">3<i>${escaped}</i>\n<br></p>`,
  );
});

test('prose has code in backticks and line ends, and nothing else', () => {
  expect(prose('a `b<c>`\n<d>').html).toBe('a <code>b&lt;c&gt;</code><br>&lt;d&gt;');
});

test('a path may break before each slash but the first', () => {
  expect(breakable('/a/{b}/<c>').html).toBe('/a<wbr>/{b}<wbr>/&lt;c&gt;');
});
