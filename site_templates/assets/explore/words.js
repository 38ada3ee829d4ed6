/** Words in the cases, by way of the search index; it is loaded when the first word is asked for. */

const RANKING = { pageLength: 0.3, termFrequency: 0.6, metaWeights: { title: 1.5 } };
const FIRST = 6;
let engine = null;

function load(root) {
  engine ??= Promise.all([import(new URL('pagefind/pagefind.js', root)), import('../mend.js'), import('../small_words.js')])
    .then(async ([{ createInstance }, { mended }, { weighty }]) => {
      const pagefind = createInstance({ noWorker: true });
      await pagefind.options({ baseUrl: root.pathname, excerptLength: 24, ranking: RANKING });
      await pagefind.init();
      return { pagefind, mended, weighty };
    })
    .catch((fault) => {
      engine = null;
      throw fault;
    });
  return engine;
}

/** The cases that hold the words: as a set, and what else is needed to list them by fit. A slip is mended and said. */
export async function wordsIn(root, words, total) {
  const { pagefind, mended, weighty } = await load(root);
  const all = numbered(Array.from({ length: total }, (_, index) => index)); // cases alone have numbers
  const sought = weighty(words) || words;
  const plain = await searched(pagefind, sought, all);
  const best = await mended(pagefind, sought, plain, (_, others) => searched(pagefind, others, all));
  const set = new Uint8Array(total);
  for (const [index, count] of Object.entries(best.numbers ?? {})) if (count && index < total) set[index] = 1;
  return { asked: words, tried: best.words, isMended: best.words !== sought, set, pagefind };
}

/** What has the index find only cases with these numbers, and say how many it found of each number. */
function numbered(numbers) {
  return { number: { any: numbers.map(String) } };
}

async function searched(pagefind, words, filters) {
  const { results, filters: counted } = await pagefind.search(words, { filters });
  const first = await Promise.all(results.slice(0, FIRST).map((result) => result.data()));
  return { words, count: results.length, first, rest: results.slice(FIRST), numbers: counted.number };
}

/** The cases that a search found and a selection holds, those that fit the words best first; each is loaded by itself. */
export async function byFit({ pagefind, tried }, numbers) {
  if (!numbers.length) return [];
  const { results } = await pagefind.search(tried, { filters: numbered(numbers) });
  return results.map((result) => async () => {
    const page = await result.data();
    return { number: Number(page.filters.number[0]), excerpt: page.excerpt };
  });
}

/** The text of an excerpt with its marks; whatever else might be in it is left out. */
export function marked(excerpt) {
  const read = new DOMParser().parseFromString(excerpt, 'text/html');
  return [...read.body.childNodes].map((node) => {
    if (node.nodeName !== 'MARK') return node.textContent;
    const mark = document.createElement('mark');
    mark.textContent = node.textContent;
    return mark;
  });
}
