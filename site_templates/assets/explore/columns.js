/** The files of the page's data, each loaded when it is first asked for: columns, which say something of every case. */

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_';
const UNKNOWN = '.';
const CARDS_IN_FILE = 5;
const kept = new Map();

/** Loads a file below `explore/data/`, once; after a failure again. */
export function file(root, name) {
  if (!kept.has(name)) {
    const asked = fetch(new URL(`explore/data/${name}.json`, root)).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}`);
      return answer.json();
    });
    kept.set(name, asked.catch((fault) => {
      kept.delete(name);
      throw fault;
    }));
  }
  return kept.get(name);
}

const number = (written) => [...written].reduce((value, digit) => value * DIGITS.length + DIGITS.indexOf(digit), 0);

/** The terms of a facet, and for each term the set of the cases that carry it: one byte for each case, 1 or 0. */
export async function facet(root, id, total) {
  const data = await file(root, id);
  data.sets ??= setsOf(data, total);
  return { terms: data.terms.map(([term, label, count]) => ({ term, label, count })), sets: data.sets };
}

function setsOf({ terms, width, parted, cases }, total) {
  const sets = new Map(terms.map(([term]) => [term, new Uint8Array(total)]));
  const each = parted ? cases.split(' ') : inPieces(cases, width);
  each.forEach((carried, index) => {
    for (const written of inPieces(carried, width)) sets.get(terms[number(written)][0])[index] = 1;
  });
  return sets;
}

function inPieces(written, width) {
  return Array.from({ length: written.length / width }, (_, index) => written.slice(index * width, (index + 1) * width));
}

/** A column of numbers, each of so many digits; what is not known is null. */
export async function numbers(root, name, column, width) {
  const data = await file(root, name);
  return inPieces(data[column], width).map((written) => (written.startsWith(UNKNOWN) ? null : number(written)));
}

/** The card of a case, by its number. */
export async function card(root, index) {
  const cards = await file(root, `cards/${Math.floor(index / CARDS_IN_FILE)}`);
  return cards[index % CARDS_IN_FILE];
}
