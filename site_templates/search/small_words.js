/** Leaves out words that are on nearly every page: they narrow nothing down, and what the index says of them is long. */

import { WORDS } from './words/search.js';

const SMALL = new Set(WORDS.small.split(' '));

/** The words without small ones; nothing where there are no others. What stands in quotation marks is left as it is. */
export function weighty(words) {
  if (words.includes('"')) return words;
  return words
    .split(/\s+/)
    .filter((word) => !SMALL.has(word.toLowerCase().replace(/[^\p{L}]/gu, '')) || /\p{N}/u.test(word))
    .join(' ');
}
