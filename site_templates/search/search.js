/**
 * The search: a dialog that opens with "/", Ctrl-K or a button, on top of the index that Pagefind made.
 *
 * Nothing is requested before it is first opened, and then only the parts of the index that the words need. Results are a
 * list of links, so they can be opened in a tab of their own; arrow keys go through them, Enter takes the first.
 */

import { say as filled } from './say.js';
import { weighty } from './small_words.js';
import { WORDS } from './words/search.js';

const ROOT = new URL('../../', import.meta.url);
const AT_ONCE = 6; // results shown before one asks for more
const PATIENCE = 200; // milliseconds without a key before the search begins
const RANKING = { pageLength: 0.3, termFrequency: 0.6, metaWeights: { title: 1.5 } };

let dialog = null;
let field, status, list, more, lists;
let engine = null; // the promise of Pagefind
let asked = 0; // number of the newest search, so that a slow older one shows nothing
let timer = 0;
let running = Promise.resolve();
let found = []; // results not yet shown

function element(name, properties = {}, ...children) {
  const node = document.createElement(name);
  const { attributes = {}, ...rest } = properties;
  Object.assign(node, rest);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function icon() {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svg.namespaceURI, 'path');
  path.setAttribute('d', 'M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12Zm4.9 10.9L20 20');
  svg.append(path);
  return svg;
}

function build() {
  field = element('input', {
    type: 'search',
    className: 'cw-search__field',
    autocomplete: 'off',
    spellcheck: false,
    placeholder: WORDS.field,
    attributes: { 'aria-label': WORDS.field, 'aria-describedby': 'cw-search-keys', enterkeyhint: 'search' },
  });
  const close = element('button', { type: 'button', className: 'cw-search__close', textContent: WORDS.close });
  status = element('p', { className: 'cw-search__status', attributes: { role: 'status' } });
  list = element('ol', { className: 'cw-search__results', attributes: { role: 'list' } });
  more = element('button', { type: 'button', className: 'cw-search__more', textContent: WORDS.more, hidden: true });
  lists = listLinks();
  const keys = element('p', { id: 'cw-search-keys', className: 'cw-search__keys', textContent: WORDS.keys });
  const form = element('form', { className: 'cw-search__form', attributes: { role: 'search' } }, icon(), field, close);
  dialog = element(
    'dialog',
    { className: 'cw-search', attributes: { 'aria-label': WORDS.search } },
    form,
    element('div', { className: 'cw-search__body' }, status, list, more, lists),
    keys,
  );
  if (document.querySelector('.md-header')) dialog.classList.add('cw-search--material');
  document.body.append(dialog);

  close.addEventListener('click', () => dialog.close());
  more.addEventListener('click', () => showMore().catch(() => say(WORDS.broken, { withLists: true })));
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(search, PATIENCE);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    openFirst();
  });
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return move(event);
    event.preventDefault(); // a search field would only be emptied
    dialog.close();
  });
  dialog.addEventListener('click', (event) => {
    // Outside the dialog is its backdrop; a result may be on this very page.
    if (event.target === dialog || (event.target.closest('a') && !event.ctrlKey && !event.metaKey)) dialog.close();
  });
}

/** The lists that stand in the header without JavaScript, for those who do not find what they look for. */
function listLinks() {
  const links = [...document.querySelectorAll('[data-cw-search-lists] a')].map((link) => link.cloneNode(true));
  const node = element('p', { className: 'cw-search__lists', hidden: true }, `${WORDS.lists} `);
  links.forEach((link, index) => node.append(...(index ? [' · ', link] : [link])));
  return links.length ? node : element('p', { hidden: true });
}

function open() {
  if (!dialog) build();
  if (dialog.open) return;
  dialog.showModal();
  field.focus();
  field.select();
  if (!field.value) say(WORDS.start, { withLists: true });
  load().catch(() => say(WORDS.broken, { withLists: true }));
}

/** Loads Pagefind and what mends words, once; after a failure again. */
function load() {
  engine ??= Promise.all([import(new URL('pagefind/pagefind.js', ROOT)), import('./mend.js')])
    .then(async ([{ createInstance }, { mended }]) => {
      const pagefind = createInstance({ noWorker: true }); // a search takes less time than a worker to load
      await pagefind.options({ baseUrl: ROOT.pathname, excerptLength: 24, ranking: RANKING });
      await pagefind.init();
      return { pagefind, mended };
    })
    .catch((fault) => {
      engine = null;
      throw fault;
    });
  return engine;
}

function say(text, { withLists = false } = {}) {
  status.textContent = text;
  lists.hidden = !withLists;
}

function search() {
  clearTimeout(timer);
  running = answer(field.value.trim(), ++asked).catch(() => say(WORDS.broken, { withLists: true }));
  return running;
}

async function answer(words, number) {
  const sought = weighty(words);
  if (sought.length < 2) {
    show([], []);
    say(WORDS.start, { withLists: true });
    return;
  }
  say(WORDS.waiting);
  const { pagefind, mended } = await load();
  const plain = await searched(pagefind, sought);
  const best = await mended(pagefind, sought, plain, searched);
  if (number !== asked) return;
  show(best.first, best.rest);
  if (!best.count) say(filled(WORDS.nothing, { words }), { withLists: true });
  else if (best.words !== sought) say(filled(WORDS.near, { asked: words, tried: best.words }));
  else say(filled(WORDS.results, { count: best.count }));
}

async function searched(pagefind, words) {
  const { results } = await pagefind.search(words);
  const first = await Promise.all(results.slice(0, AT_ONCE).map((result) => result.data()));
  return { words, count: results.length, first, rest: results.slice(AT_ONCE) };
}

function show(results, rest) {
  found = rest;
  more.hidden = !rest.length;
  list.replaceChildren(...results.map(item));
}

async function showMore() {
  const number = asked;
  const next = await Promise.all(found.slice(0, AT_ONCE).map((result) => result.data()));
  if (number !== asked) return;
  const items = next.map(item);
  found = found.slice(AT_ONCE);
  list.append(...items);
  more.hidden = !found.length;
  items[0]?.querySelector('a').focus();
}

function item(result) {
  const kind = result.meta.kind || 'page';
  const link = element(
    'a',
    { className: 'cw-search__link', href: new URL(result.url, ROOT).href },
    element('span', { className: 'cw-search__kind', textContent: WORDS.kinds[kind] ?? kind }),
    ' ',
    element('span', { className: 'cw-search__title', textContent: result.meta.title }),
    element('span', { className: 'cw-search__excerpt' }, ...marked(result.excerpt)),
  );
  return element('li', {}, link);
}

/** The text of an excerpt with its marks; whatever else might be in it is left out. */
function marked(excerpt) {
  const read = new DOMParser().parseFromString(excerpt, 'text/html');
  return [...read.body.childNodes].map((node) =>
    node.nodeName === 'MARK' ? element('mark', { textContent: node.textContent }) : node.textContent,
  );
}

async function openFirst() {
  if (timer) await search();
  await running;
  list.querySelector('a')?.click();
}

function move(event) {
  if (!['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  const stops = [field, ...list.querySelectorAll('a'), ...(more.hidden ? [] : [more])];
  const now = stops.indexOf(document.activeElement);
  if (now < 0 || (now === 0 && !event.key.startsWith('Arrow'))) return; // Home and End are the field's own
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 1, End: stops.length - 1 }[event.key];
  event.preventDefault();
  stops[Math.max(0, Math.min(stops.length - 1, next))].focus();
}

function isTyping(node) {
  return node instanceof HTMLElement && (node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.nodeName));
}

// Before the theme hears of it: some have other plans for these keys.
window.addEventListener(
  'keydown',
  (event) => {
    const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
    const control = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!slash && !control) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    open();
  },
  { capture: true },
);

/** Puts a button where the theme has its own search, or else into a corner. */
function addButton() {
  const place = document.querySelector('.md-header__inner, .navbar .navbar-nav.ms-md-auto');
  const inNavbar = place?.classList.contains('navbar-nav');
  const button = element(
    'button',
    {
      type: 'button',
      className: place ? (inNavbar ? 'nav-link cw-search-open' : 'md-header__button md-icon cw-search-open') : 'cw-search-open cw-search-open--corner',
      attributes: { 'data-cw-search': '', 'aria-haspopup': 'dialog', 'aria-keyshortcuts': '/ Control+K Meta+K' },
    },
    icon(),
  );
  if (inNavbar) button.append(' ', WORDS.search);
  else button.setAttribute('aria-label', WORDS.search);
  if (inNavbar) place.prepend(element('li', { className: 'nav-item' }, button));
  else if (place) place.insertBefore(button, place.querySelector('.md-header__source'));
  else document.body.append(button);
}

/** MkDocs' own theme fails without the dialog of its own search: this stands in for it, and opens ours instead. */
function standIn() {
  if (!document.getElementById('mkdocs_keyboard_modal') || document.getElementById('mkdocs_search_modal')) return;
  const parts = ['mkdocs-search-query', 'mkdocs-search-results'].map((id) => element('div', { id }));
  const modal = element('div', { id: 'mkdocs_search_modal', className: 'modal', hidden: true }, ...parts);
  modal.addEventListener('show.bs.modal', (event) => {
    event.preventDefault();
    open();
  });
  document.body.append(modal);
}

standIn();
if (!document.querySelector('[data-cw-search]')) addButton();
for (const button of document.querySelectorAll('[data-cw-search]')) button.addEventListener('click', open);
