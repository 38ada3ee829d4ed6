/** On the page for addresses that lead nowhere: the words of the address as words to search for. */

const field = document.getElementById('missing-words');
const MOST = 80; // letters

/** The last part of an address in words, such as "boston monum" for `/cases/boston-monum/`. */
function wordsOf(path) {
  const last = path.split('/').filter(Boolean).at(-1) ?? '';
  try {
    return decodeURIComponent(last).replace(/\.\w{1,5}$/, '').replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim().slice(0, MOST);
  } catch {
    return ''; // not written as addresses are
  }
}

if (field) field.value = wordsOf(location.pathname);
