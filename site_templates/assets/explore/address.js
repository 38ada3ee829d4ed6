/** The selection in the address of the page: `?q=pilot&levels=municipal&methods=lean&all=methods&across=any&view=map`. */

const VIEWS = ['list', 'map', 'timeline'];
const ORDERS = ['best', 'title', 'newest', 'oldest', 'changed'];

/** Reads a selection; `facets` are the ids of those that there are. What it does not know it leaves out. */
export function fromAddress(search, facets) {
  const wanted = new URLSearchParams(search);
  const one = (name, known) => (known.includes(wanted.get(name)) ? wanted.get(name) : '');
  return {
    words: (wanted.get('q') ?? '').trim().slice(0, 200),
    chosen: new Map(facets.map((id) => [id, new Set(wanted.getAll(id))]).filter(([, terms]) => terms.size)),
    all: new Set(wanted.getAll('all').filter((id) => facets.includes(id))),
    across: wanted.get('across') === 'any' ? 'any' : 'all',
    order: one('order', ORDERS),
    view: one('view', VIEWS) || 'list',
  };
}

export function toAddress({ words, chosen, all, across, order, view }) {
  const written = new URLSearchParams();
  if (words) written.set('q', words);
  for (const [id, terms] of chosen) for (const term of terms) written.append(id, term);
  for (const id of all) if (chosen.get(id)?.size > 1) written.append('all', id);
  if (across === 'any' && chosen.size > 1) written.set('across', 'any');
  if (order) written.set('order', order);
  if (view !== 'list') written.set('view', view);
  const text = written.toString();
  return text ? `?${text}` : location.pathname;
}

/** The selection with one term more, or one less. */
export function withTerm(state, id, term, isChosen) {
  const chosen = new Map([...state.chosen].map(([other, terms]) => [other, new Set(terms)]));
  const terms = chosen.get(id) ?? new Set();
  if (isChosen) terms.add(term);
  else terms.delete(term);
  if (terms.size) chosen.set(id, terms);
  else chosen.delete(id);
  return { ...state, chosen };
}
