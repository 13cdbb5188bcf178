/** A schema as a table of fields. */
import type { Schema } from '../calls/types.ts';
import { type Html, html, prose } from './html.ts';

/** Field, type and meaning, one row a field; a reference becomes a link, an object without fields a remark. */
export function schemaRows(schema: Schema): Html {
  if (typeof schema.$ref === 'string') return html`<p>${reference(schema.$ref)}</p>`;
  const rows = Object.entries(fieldsOf(schema)).map(([name, field]) => row(name, field, requiredOf(schema)));
  if (rows.length === 0) return html`<p>${schema.type === 'object' ? 'Any object.' : 'A text.'}</p>`;
  return html`<div class="wide"><table>${rows}</table></div>`;
}

function row(name: string, field: Schema, required: readonly string[]): Html {
  const optional = required.includes(name) ? html`` : html` <i>optional</i>`;
  return html`<tr><td><code>${name}</code>${optional}<td>${typeName(field)}<td>${prose(String(field.description ?? ''))}</tr>`;
}

function typeName(field: Schema): Html {
  if (typeof field.$ref === 'string') return reference(field.$ref);
  if (Array.isArray(field.enum)) return html`${field.enum.join(' | ')}`;
  if (Array.isArray(field.anyOf)) return html`object or null`;
  if (field.type === 'array') return html`list of ${typeName(field.items as Schema)}`;
  return html`${[field.type ?? 'any'].flat().join(' or ')}`;
}

function reference(ref: string): Html {
  const name = ref.slice(ref.lastIndexOf('/') + 1);
  return html`<a href="#schema-${name}">${name}</a>`;
}

function fieldsOf(schema: Schema): Readonly<Record<string, Schema>> {
  return (schema.properties ?? {}) as Readonly<Record<string, Schema>>;
}

function requiredOf(schema: Schema): readonly string[] {
  return (schema.required ?? []) as readonly string[];
}
