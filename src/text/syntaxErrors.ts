/** What the parser of intl-messageformat says, in words that an author of texts can act on. */

const IN_WORDS: Readonly<Record<string, string>> = {
  EXPECT_ARGUMENT_CLOSING_BRACE: 'a { has no } (or an apostrophe before a brace hides it)',
  EMPTY_ARGUMENT: 'there is no name between { and }',
  MALFORMED_ARGUMENT: 'the name between { and } must be one word',
  EXPECT_ARGUMENT_TYPE: 'after the comma write plural, select or number',
  INVALID_ARGUMENT_TYPE: 'after the comma write plural, select or number',
  EXPECT_SELECT_ARGUMENT_OPTIONS: 'the choice has no branches: write name {text} other {text}',
  EXPECT_PLURAL_ARGUMENT_SELECTOR: 'the plural needs a form here: one, few, many, other or =5',
  EXPECT_SELECT_ARGUMENT_SELECTOR: 'the choice needs a value here',
  EXPECT_PLURAL_ARGUMENT_SELECTOR_FRAGMENT: 'the form needs its text in { }',
  EXPECT_SELECT_ARGUMENT_SELECTOR_FRAGMENT: 'the value needs its text in { }',
  DUPLICATE_PLURAL_ARGUMENT_SELECTOR: 'this form is there twice',
  DUPLICATE_SELECT_ARGUMENT_SELECTOR: 'this value is there twice',
  MISSING_OTHER_CLAUSE: 'the branch other {text} is missing',
};

interface ParserError {
  readonly message: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

/** One sentence with the place in the text (line and column from 1). Rethrows what is no error of the parser. */
export function describeSyntaxError(error: unknown): string {
  if (!isParserError(error)) throw error;
  const { line, column } = error.location.start;
  const words = IN_WORDS[error.message] ?? error.message.toLowerCase().replaceAll('_', ' ');
  return `${words} (line ${line}, column ${column} of the text)`;
}

function isParserError(error: unknown): error is ParserError {
  return error instanceof SyntaxError && 'location' in error;
}
