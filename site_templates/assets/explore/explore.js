/**
 * Narrows the cases down: facets, words, order, and three ways to show the same selection, which stands in the address.
 *
 * The page itself holds the first cases and the first choices of each facet, so nothing is loaded until something is
 * chosen; then only the facets in use, and the cards of the cases that are shown.
 */

import { fromAddress, toAddress, withTerm } from './address.js';
import { facet } from './columns.js';
import { element } from './element.js';
import { facetPart } from './facets.js';
import { MOST, chosen } from '../compare/chosen.js';
import { axis, inOrder, listItems, showMap, span, timelineItems } from './results.js';
import { withButtons as buttonsOn } from '../reading/buttons.js';
import { pieces, say } from '../say.js';
import { WORDS } from '../words/explore.js';
import { counts, members, selected, size } from './selection.js';
import { MOST_REFERENCES, references, save, table } from './take.js';
import { byFit, wordsIn } from './words.js';

const SHOWN = { list: 10, words: 6, timeline: 20 };
const PATIENCE = 300; // milliseconds without a key before the words are searched for

const strong = (number) => element('strong', {}, String(number));

function start(page) {
  const total = Number(page.dataset.total);
  const root = new URL(page.dataset.root, location.href);
  const one = (selector) => page.querySelector(selector);
  const panels = new Map([...page.querySelectorAll('[data-panel]')].map((panel) => [panel.dataset.panel, panel]));
  const list = panels.get('list').querySelector('ul');
  const status = one('.cw-explore__status');
  const field = one('input[name="q"]');
  const firstCases = [...list.children];
  const loaded = new Map(); // facets by id
  const parts = new Map();
  let state;
  let found = null; // the answer to the words
  let shown = { number: 0, cases: [], next: async () => {} };
  let timer = 0;

  function go(next, { replaces = false } = {}) {
    history[replaces ? 'replaceState' : 'pushState'](null, '', toAddress(next));
    state = next;
    show();
  }

  async function load(id) {
    if (!loaded.has(id)) loaded.set(id, await facet(root, id, total));
    return loaded.get(id);
  }

  async function show() {
    const number = ++shown.number;
    const isStale = () => number !== shown.number;
    const isWhole = !state.words && !state.chosen.size;
    reflect();
    if (!isWhole) status.textContent = WORDS.looking;
    if (!isWhole && list.firstElementChild === firstCases[0]) list.replaceChildren(); // they may not be among those that fit
    try {
      const needed = [...parts.values()].filter((part) => state.chosen.has(part.id) || (part.isOpen && !isWhole));
      await Promise.all(needed.map((part) => load(part.id)));
      const isHeard = await listen(isStale);
      if (isStale()) return;
      const set = selected(state, loaded, found?.set ?? null, total);
      showFacets();
      showChosen();
      await showCases(set, isStale);
      if (isStale()) return;
      for (const [name, panel] of panels) panel.hidden = name !== state.view;
      status.replaceChildren(...said(size(set), isWhole));
      if (!isHeard) status.append(` ${WORDS.wordless}`);
    } catch (fault) {
      if (isStale()) return;
      console.warn(fault);
      status.textContent = WORDS.broken;
      page.classList.add('cw-explore--broken');
    }
  }

  /** Searches for the words, where they are others than before; says whether that worked. */
  async function listen(isStale) {
    if (!state.words) found = null;
    else if (found?.asked !== state.words) {
      try {
        const answer = await wordsIn(root, state.words, total);
        if (!isStale()) found = answer;
      } catch (fault) {
        console.warn(fault);
        found = null;
        return false;
      }
    }
    return true;
  }

  function said(count, isWhole) {
    if (isWhole) return pieces(WORDS.everything, { count: total, shown: strong(total) });
    const parts = pieces(WORDS.found, { count: total, found: strong(count) });
    if (found && count && found.isMended) parts.push(say(WORDS.near, found));
    return count ? parts : [...parts, `. ${WORDS.none}`];
  }

  /** Puts the state into the controls. */
  function reflect() {
    if (document.activeElement !== field) field.value = state.words;
    for (const button of page.querySelectorAll('[data-view]')) {
      button.setAttribute('aria-pressed', String(button.dataset.view === state.view));
    }
    one('[data-sort]').value = order();
    one('[data-sort] [value="best"]').hidden = !state.words;
    one('[data-sort]').closest('label').hidden = state.view === 'map';
    one('[data-across]').value = state.across;
    one('[data-across]').closest('label').hidden = state.chosen.size < 2;
    for (const part of parts.values()) part.show(state);
  }

  const order = () => {
    if (state.order && (state.order !== 'best' || state.words)) return state.order;
    if (state.view === 'timeline') return 'oldest';
    return state.words ? 'best' : 'title';
  };

  function showFacets() {
    for (const part of parts.values()) {
      const known = loaded.get(part.id);
      if (!known) continue;
      part.extend(known.terms, state.chosen.get(part.id) ?? new Set(), false);
      part.show(state, known.terms.length, counts(state, part.id, loaded, found?.set ?? null, total));
    }
  }

  function showChosen() {
    const chosen = [...state.chosen].flatMap(([id, terms]) => {
      const part = parts.get(id);
      const known = [...terms].filter(part.has); // a link may name a term that no case carries yet
      return (known.length ? known : [...terms]).map((term) => [part.label(term), () => withTerm(state, id, term, false)]);
    });
    if (state.words) chosen.unshift([say(WORDS.words, state), () => ({ ...state, words: '', order: '' })]);
    const items = chosen.map(([label, without]) => chip(label, say(WORDS.remove, { label }), without));
    const nothing = () => ({ ...state, words: '', chosen: new Map(), all: new Set(), across: 'all' });
    if (chosen.length > 1) items.push(chip(WORDS.clear, WORDS.clear, nothing, 'cw-explore__clear'));
    one('.cw-explore__chosen').replaceChildren(...items);
  }

  function chip(label, name, without, className = '') {
    const button = element('button', { type: 'button', className, attributes: { 'aria-label': name } }, label);
    button.addEventListener('click', () => {
      const next = without();
      field.value = next.words;
      go(next);
      status.focus();
    });
    return element('li', {}, button);
  }

  async function showCases(set, isStale) {
    const cases = members(set);
    shown.cases = cases;
    one('.cw-explore__more').hidden = true;
    one('.cw-explore__take').hidden = !cases.length;
    if (state.view === 'map') return showMap(panels.get('map'), root, set, total, (place) => toAddress(withTerm(state, 'places', place, true)));
    const byWords = order() === 'best' && found;
    const ordered = byWords
      ? await byFit(found, cases)
      : (await inOrder(root, order(), cases)).map((index) => async () => ({ number: index }));
    if (isStale()) return undefined;
    return state.view === 'timeline' ? showTimeline(ordered, cases, isStale) : showList(ordered, byWords, isStale);
  }

  async function showList(ordered, byWords, isStale) {
    const isFirst = !state.words && !state.chosen.size && order() === 'title';
    if (isFirst) {
      list.replaceChildren(...withButtons(firstCases));
      return goOn(list, ordered.slice(firstCases.length), SHOWN.list, (cases) => listItems(root, cases).then(withButtons), isStale);
    }
    return goOn(list, ordered, byWords ? SHOWN.words : SHOWN.list, (cases) => listItems(root, cases).then(withButtons), isStale, true);
  }

  async function showTimeline(ordered, cases, isStale) {
    const panel = panels.get('timeline');
    if (!cases.length) return panel.replaceChildren();
    const years = await span(root, cases);
    if (isStale()) return undefined;
    const rows = element('ol', { className: 'cw-years', attributes: { role: 'list' } });
    panel.replaceChildren(element('p', { className: 'cw-card__meta' }, WORDS.timeline), axis(years), rows);
    return goOn(rows, ordered, SHOWN.timeline, (some) => timelineItems(root, some, years), isStale, true);
  }

  /** Shows the first of the cases that are still to be shown, and has a button show the next. */
  async function goOn(into, waiting, most, made, isStale, isNow = false) {
    const more = one('.cw-explore__more');
    let rest = waiting;
    async function next() {
      const items = await made(await Promise.all(rest.slice(0, most).map((loads) => loads())));
      if (isStale()) return [];
      rest = rest.slice(most);
      more.hidden = !rest.length;
      return items;
    }
    shown.next = async () => {
      const items = await next();
      into.append(...items);
      items[0]?.querySelector('a').focus();
    };
    if (isNow) {
      const items = await next();
      if (!isStale()) into.replaceChildren(...items);
    } else more.hidden = !rest.length;
  }

  /** Gives each card its buttons, and the line above the list a link where two are chosen. */
  const withButtons = (items) => buttonsOn(items, showCompared);

  function showCompared(isFull = false) {
    const ids = chosen();
    const line = one('.cw-explore__compared');
    const link = element('a', { href: new URL(`compare/?cases=${ids.join(',')}`, root).href }, say(WORDS.compare, { count: ids.length }));
    line.replaceChildren(...(ids.length > 1 ? [link] : []), ...(isFull ? [` ${say(WORDS.full, { most: MOST })}`] : []));
    line.hidden = !line.hasChildNodes();
  }

  async function take(kind) {
    const told = one('[data-taken]');
    try {
      if (kind === 'csv') save(await table(root, shown.cases), 'cases.csv', 'text/csv');
      else if (kind === 'link') await navigator.clipboard.writeText(location.href);
      else if (shown.cases.length > MOST_REFERENCES) return void (told.textContent = say(WORDS.too_many, { most: MOST_REFERENCES }));
      else save(await references(root, shown.cases), 'cases.bib', 'application/x-bibtex');
      told.textContent = kind === 'link' ? WORDS.copied : WORDS.saved;
    } catch (fault) {
      console.warn(fault);
      told.textContent = WORDS.not_taken;
    }
    return undefined;
  }

  /** Loads a facet that was opened, so that its choices say what they leave. */
  async function open(id, { isAll = false } = {}) {
    if (!isAll && !state.words && !state.chosen.size) return;
    try {
      const known = await load(id);
      const part = parts.get(id);
      const before = part.length;
      if (isAll && part.extend(known.terms, new Set(), true)) part.focusOn(before);
      showFacets();
    } catch (fault) {
      console.warn(fault);
      status.textContent = WORDS.broken;
    }
  }

  function searchNow(isFinal) {
    clearTimeout(timer);
    const words = field.value.trim().slice(0, 200);
    if (words !== state.words) go({ ...state, words, order: '' }, { replaces: !isFinal });
  }

  for (const details of page.querySelectorAll('[data-facet]')) {
    const changed = (id, term, isChosen) => go(withTerm(state, id, term, isChosen));
    const changedAll = (id, isAll) => {
      const all = new Set(state.all);
      if (isAll) all.add(id);
      else all.delete(id);
      go({ ...state, all });
    };
    const wantsMore = (id) => open(id, { isAll: true });
    const part = facetPart(details, { changed, changedAll, opened: open, wantsMore });
    parts.set(part.id, part);
  }
  one('.cw-explore__words').addEventListener('submit', (event) => {
    event.preventDefault();
    searchNow(true);
  });
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(searchNow, PATIENCE, false);
  });
  for (const button of page.querySelectorAll('[data-view]')) {
    button.addEventListener('click', () => go({ ...state, view: button.dataset.view }));
  }
  one('[data-sort]').addEventListener('change', (event) => go({ ...state, order: event.target.value }));
  one('[data-across]').addEventListener('change', (event) => go({ ...state, across: event.target.value }));
  one('[data-more]').addEventListener('click', () => shown.next());
  for (const button of page.querySelectorAll('[data-take]')) button.addEventListener('click', () => take(button.dataset.take));
  panels.get('map').addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(withTerm(state, 'places', link.closest('li').dataset.place, true));
  });
  addEventListener('popstate', () => {
    state = fromAddress(location.search, [...parts.keys()]);
    field.value = state.words;
    show();
  });

  status.tabIndex = -1;
  showCompared();
  one('.cw-explore__chosen').setAttribute('aria-label', WORDS.chosen);
  for (const part of page.querySelectorAll('.cw-explore__words, .cw-explore__tools')) part.hidden = false;
  for (const part of page.querySelectorAll('.cw-explore__plain')) part.hidden = true;
  if (matchMedia('(max-width: 59.984375em)').matches) one('.cw-explore__facets').open = false;
  page.classList.add('cw-explore--begun');
  state = fromAddress(location.search, [...parts.keys()]);
  show();
}

for (const page of document.querySelectorAll('[data-cw-explore]')) start(page);
