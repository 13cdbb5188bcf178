/**
 * Parts of a JSON Schema as the files of this project use them. `title` names a thing in messages, `description` helps editors,
 * `$comment` says in words what a pattern asks for.
 */

export type Schema = Readonly<Record<string, unknown>>;

/** An object schema without other fields than these. */
export function fields(
  title: string,
  required: readonly string[],
  properties: Readonly<Record<string, Schema>>,
): Schema {
  return { title, type: 'object', additionalProperties: false, required, properties };
}

/** The same schema with a description of its own. */
export function described(schema: Schema, description: string, ...examples: readonly unknown[]): Schema {
  return { ...schema, description, ...(examples.length > 0 ? { examples } : {}) };
}
