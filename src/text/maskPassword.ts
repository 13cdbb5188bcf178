/** Passwords in addresses, kept out of what people and logs read. Pure. */

/** `//user:` as it stands in an address, or percent-encoded in a parameter of another one. */
const USER = '(?:\\/\\/|%2f%2f)(?:(?!%3a|%40)[^\\s/?#@:"])*(?::|%3a)';
const IN_AUTHORITY = new RegExp(`(${USER})(?:(?!%2f)[^\\s/?#"])*(@|%40)`, 'gi');
/** A password that should have been percent-encoded; a port is none. */
const BEYOND = new RegExp(`(${USER})(?!\\*\\*\\*(?:@|%40)|\\d{1,5}(?:[\\s/?#"%]|$))[^\\s"]*(@|%40)`, 'gi');

/** Takes a text with addresses in it, gives it with `***` in place of each password: `smpp://user:***@host`. */
export function withoutPasswords(text: string): string {
  return text.replace(IN_AUTHORITY, '$1***$2').replace(BEYOND, '$1***$2');
}
