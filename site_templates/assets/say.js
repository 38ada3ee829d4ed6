/** Puts values into texts of the catalogue (`words/`), and takes the form of a text that its count asks for. */

/** The text with values in the places of their names in braces; of a text with forms the one for `count`. */
export const say = (text, values) => pieces(text, values).join('');

/** The same in pieces, for values that are elements. */
export function pieces(text, values) {
  const form = typeof text === 'string' ? text : values.count === 1 ? text.one : text.other;
  const parts = form.split(/\{(\w+)\}/).map((part, at) => (at % 2 ? values[part] : part));
  return parts.filter((part) => part !== '');
}
