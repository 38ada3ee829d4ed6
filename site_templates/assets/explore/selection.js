/** Which cases a selection holds, and how many each further choice would leave. A set has one byte for each case. */

export const everything = (total) => new Uint8Array(total).fill(1);
export const size = (set) => set.reduce((sum, one) => sum + one, 0);
export const members = (set) => [...set.keys()].filter((index) => set[index]);

const both = (one, other) => one.map((value, index) => value & other[index]);
const either = (one, other) => one.map((value, index) => value | other[index]);

/** The cases that fit what is chosen of a facet: one of the terms, or all of them. */
function fitting(sets, terms, needsAll, total) {
  const known = [...terms].map((term) => sets.get(term) ?? new Uint8Array(total));
  return known.reduce(needsAll ? both : either);
}

/**
 * The cases of a selection. `facets` are the loaded facets by id, `found` the cases that hold the words, or null. Words
 * narrow whatever is chosen; facets narrow each other, or add to each other where one of them is enough.
 */
export function selected(state, facets, found, total, without = '') {
  const parts = [...state.chosen]
    .filter(([id]) => id !== without)
    .map(([id, terms]) => fitting(facets.get(id).sets, terms, state.all.has(id), total));
  const base = found ?? everything(total);
  return parts.length ? both(base, parts.reduce(state.across === 'any' ? either : both)) : base;
}

/** How many cases are left with each term of a facet, by term. */
export function counts(state, id, facets, found, total) {
  const { sets } = facets.get(id);
  const needsAll = state.all.has(id) && state.chosen.has(id);
  const others = state.across === 'any' ? (found ?? everything(total)) : selected(state, facets, found, total, id);
  const base = needsAll ? both(others, fitting(sets, state.chosen.get(id), true, total)) : others;
  return new Map([...sets].map(([term, set]) => [term, size(both(base, set))]));
}
