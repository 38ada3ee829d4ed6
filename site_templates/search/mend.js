/** Mends a word with a slip: finds the one that differs by a letter and that most pages have. */

const SHORTEST = 4; // letters of a word that is mended where nothing has it
const KEPT = 3; // of its letters, which stay; two of a short word
const LONGEST = 16; // letters in which a slip is sought
const ALIKE = 0.6; // share of a word that is the same in all its forms
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const LATIN = /^[\p{Script=Latin}\p{N}]+$/u;
const SEPARATORS = /[^\p{L}\p{N}\p{M}]+/u;

/**
 * Where a word is in none of the results (Pagefind then takes a much shorter one, or finds nothing), tries words that
 * differ from it by one letter. The first letters are kept, so that what to look in is mostly here already.
 * `plain` is what was found for the words as they are, `searched` finds it for others.
 */
export async function mended(pagefind, words, plain, searched) {
  const parts = words.split(SEPARATORS).filter(Boolean);
  const strange = parts.filter((part) => isLong(part) && !plain.first.some((page) => holds(page, part)));
  if (!strange.length || words.includes('"')) return plain;
  let better = words;
  for (const part of strange) {
    if (await isKnown(pagefind, part)) continue;
    const other = await likest(pagefind, part.toLowerCase());
    if (other) better = better.replace(part, other);
  }
  if (better !== words) return searched(pagefind, better);
  return strange.length < parts.length ? plain : { words, count: 0, first: [], rest: [] };
}

const isLong = (word) => word.length >= SHORTEST && LATIN.test(word);

async function isKnown(pagefind, word) {
  const { results } = await pagefind.search(word);
  return results.length > 0 && holds(await results[0].data(), word);
}

/** The word one letter away that most pages have. */
async function likest(pagefind, word) {
  let most = 0;
  let best = '';
  for (const candidate of new Set(neighbours(word))) {
    const { results } = await pagefind.search(`"${candidate}"`);
    if (results.length > most) [most, best] = [results.length, candidate];
  }
  return best;
}

function* neighbours(word) {
  for (let at = Math.max(2, Math.min(KEPT, word.length - 3)); at <= Math.min(word.length, LONGEST); at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    if (after) yield before + after.slice(1);
    if (after.length > 1) yield before + after[1] + after[0] + after.slice(2);
    for (const letter of LETTERS) {
      yield before + letter + after;
      if (after) yield before + letter + after.slice(1);
    }
  }
}

/** Whether a page was found for words that begin as this one does, up to their endings. */
function holds(page, word) {
  const all = page.raw_content.split(/\s+/);
  const found = [page.meta.title, ...page.locations.map((at) => all[at] ?? '')];
  const beginning = folded(word).slice(0, Math.ceil(word.length * ALIKE));
  return found.some((text) => folded(text).split(SEPARATORS).some((other) => other.startsWith(beginning)));
}

const folded = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
