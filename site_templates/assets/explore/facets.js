/** The facets beside the list: links of the plain page become choices, each with the number of cases that it leaves. */

import { say } from '../say.js';
import { WORDS } from '../words/explore.js';
import { element } from './element.js';


/** Makes choices of the links of a facet; `changed` is told the term and whether it is chosen. */
export function facetPart(details, { changed, changedAll, opened, wantsMore }) {
  const list = details.querySelector('ul');
  const rows = new Map();
  const id = details.dataset.facet;
  const more = element('button', { type: 'button', className: 'cw-facet__more', hidden: true });
  const needsAll = element('input', { type: 'checkbox' });
  const both = element('label', { className: 'cw-facet__both', hidden: true }, needsAll, ` ${WORDS.at_once}`);
  const plain = [...list.children].map((item) => ({
    term: item.dataset.term,
    label: item.querySelector('a').textContent,
    count: Number(item.dataset.count),
  }));

  function add({ term, label, count }) {
    if (rows.has(term)) return;
    const input = element('input', { type: 'checkbox', value: term });
    const shown = element('span', { className: 'cw-count', textContent: count });
    const unit = element('span', { className: 'cw-hidden', textContent: ` ${say(WORDS.cases, { count })}` });
    input.addEventListener('change', () => changed(id, term, input.checked));
    const item = element('li', {}, element('label', {}, input, element('span', {}, label), shown, unit));
    rows.set(term, { input, shown, unit, item, label });
    list.append(item);
  }

  list.replaceChildren();
  list.setAttribute('role', 'list');
  list.setAttribute('aria-label', details.querySelector('summary').textContent);
  for (const choice of plain) add(choice);
  list.after(more);
  if ('several' in details.dataset) more.after(both);
  needsAll.addEventListener('change', () => changedAll(id, needsAll.checked));
  more.addEventListener('click', () => wantsMore(id));
  details.addEventListener('toggle', () => details.open && opened(id));

  return {
    id,
    get isOpen() {
      return details.open;
    },
    label: (term) => rows.get(term)?.label ?? term,
    has: (term) => rows.has(term),
    /** Adds what the loaded facet has beside the choices of the plain page: all, or only those that are chosen. */
    extend(terms, chosen, isAll) {
      const before = rows.size;
      for (const choice of terms) if (isAll || chosen.has(choice.term)) add(choice);
      return rows.size > before;
    },
    focusOn(index) {
      [...rows.values()][index]?.input.focus();
    },
    get length() {
      return rows.size;
    },
    show(state, offered, left) {
      const chosen = state.chosen.get(id) ?? new Set();
      for (const [term, row] of rows) {
        row.input.checked = chosen.has(term);
        const count = left?.get(term);
        if (count === undefined) continue;
        row.shown.textContent = count;
        row.unit.textContent = ` ${say(WORDS.cases, { count })}`;
        row.item.classList.toggle('cw-facet__none', count === 0);
      }
      if (chosen.size) details.open = true;
      both.hidden = chosen.size < 2;
      needsAll.checked = state.all.has(id);
      const terms = Number(details.dataset.terms);
      const most = offered ?? Math.min(terms, 200);
      more.hidden = rows.size >= most;
      more.textContent = most < terms ? say(WORDS.show_most, { shown: most, count: terms }) : say(WORDS.show_all, { count: terms });
    },
  };
}
