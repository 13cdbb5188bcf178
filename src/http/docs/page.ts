/** The page that shows the OpenAPI document: rendered once, works without scripts, loads nothing from elsewhere. */
import { createHash } from 'node:crypto';
import type { OpenApi, Operation } from '../openapi.ts';
import { curl } from './curl.ts';
import { breakable, type Html, html, prose } from './html.ts';
import { schemaRows } from './schemaRows.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

export interface Page {
  readonly html: string;
  /** Headers to send with it, as name, value, name, value… */
  readonly headers: readonly string[];
}

/** Renders the page; its policy allows its own style and script by their digests, and nothing else. */
export function renderPage(document: OpenApi): Page {
  const policy = [
    "default-src 'none'",
    `style-src '${digest(STYLE)}'`,
    `script-src '${digest(SCRIPT)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  const headers = ['Content-Security-Policy', policy.join('; '), 'Referrer-Policy', 'no-referrer'];
  return { html: body(document).html, headers };
}

function digest(source: string): string {
  return `sha256-${createHash('sha256').update(source).digest('base64')}`;
}

function body(document: OpenApi): Html {
  const { title, description, version } = document.info;
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${String(title)}: the calls</title>
<style>${{ html: STYLE }}</style>
<header>
<h1>${String(title)} <small>${String(version)}</small></h1>
<p>${prose(String(description))}</p>
<p><a href="/openapi.json">openapi.json</a></p>
<label>Find a call <input id="find" type="search" autocomplete="off"></label>
</header>
<main>
${document.tags.map((tag) => section(document, tag))}
<section><h2>Schemas</h2>
${Object.entries(document.components.schemas).map(([name, schema]) => component(name, schema))}
</section>
</main>
<script>${{ html: SCRIPT }}</script>
</html>
`;
}

function section(document: OpenApi, tag: OpenApi['tags'][number]): Html {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  const own = operations.filter(({ operation }) => operation.tags.includes(tag.name));
  return html`<section>
<h2>${tag.name}</h2>
<p>${prose(tag.description)}</p>
${own.map(({ method, path, operation }) => call(method, path, operation))}
</section>`;
}

function call(method: string, path: string, operation: Operation): Html {
  return html`<details class="call" id="${operation.operationId}">
<summary><b class="${method}">${method}</b> <code>${breakable(path)}</code> <span>${operation.summary}</span></summary>
<p>${prose(operation.description)}</p>
${parameters(operation)}
${requestBody(operation)}
<div class="copy"><h3>Try it</h3><button type="button">Copy</button><pre>${curl(method, path, operation)}</pre></div>
<h3>Answers</h3>
${responses(operation)}
</details>`;
}

function parameters({ parameters }: Operation): Html {
  if (parameters.length === 0) return html``;
  const rows = parameters.map(
    ({ name, in: place, description }) => html`<tr><td><code>${name}</code><td>${place}<td>${prose(description)}</tr>`,
  );
  return html`<h3>Parameters</h3><div class="wide"><table>${rows}</table></div>`;
}

function requestBody({ requestBody }: Operation): Html {
  const content = requestBody?.content['application/json'];
  if (content === undefined) return html``;
  return html`<h3>Body</h3>${schemaRows(content.schema)}${example(content.example)}`;
}

function responses({ responses }: Operation): readonly Html[] {
  return Object.entries(responses).map(([status, { description, content }]) => {
    const [, shown] = Object.entries(content ?? {})[0] ?? [];
    const fields = shown === undefined || Number(status) >= 400 ? html`` : schemaRows(shown.schema);
    return html`<h4>${status}</h4><p>${prose(description)}</p>${fields}${example(shown?.example)}`;
  });
}

function example(value: unknown): Html {
  return value === undefined ? html`` : html`<pre>${JSON.stringify(value, null, 2)}</pre>`;
}

function component(name: string, schema: Parameters<typeof schemaRows>[0]): Html {
  return html`<details id="schema-${name}"><summary><code>${name}</code></summary>${schemaRows(schema)}</details>`;
}
