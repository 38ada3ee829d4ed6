/** The page of the reading list: the one of this browser, or one that a link brings (`?items=case:a,lesson:b`). */

import { element } from '../explore/element.js';
import { save } from '../explore/take.js';
import { say } from '../say.js';
import { WORDS } from '../words/reading.js';
import { MOST, keep, kept, known } from './kept.js';

const FOLDERS = { case: 'cases', lesson: 'lessons' };
const AT_ONCE = 6;

const addressOf = (ref) => `${FOLDERS[ref.split(':')[0]]}/${ref.split(':')[1]}/`;

async function answer(address) {
  const found = await fetch(address);
  if (found.status === 404) return null;
  if (!found.ok) throw new Error(`${found.url} answered ${found.status}`);
  return found;
}

/** The address of the one-page brief of a record, or nothing where there is none. */
async function briefOf(ref, root) {
  const brief = new URL(`${addressOf(ref)}brief.pdf`, root);
  try {
    return (await fetch(brief, { method: 'HEAD' })).ok ? brief.href : '';
  } catch {
    return '';
  }
}

/** Does something for each, a few at a time. */
async function each(items, act) {
  const done = [];
  for (let at = 0; at < items.length; at += AT_ONCE) done.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(act))));
  return done;
}

async function start(page) {
  const root = new URL(page.dataset.root, location.href);
  const one = (selector) => page.querySelector(selector);
  const [list, status, told] = [one('.cw-reading__items'), one('.cw-reading__status'), one('[data-taken]')];
  const named = new URLSearchParams(location.search).get('items')?.slice(0, 20_000);
  let refs = named ? known(named.split(',').map((ref) => ref.trim())) : kept();
  const titles = new Map();

  function count() {
    one('.cw-reading__tools').hidden = !refs.length;
    one('[data-keep]').hidden = !named;
    status.textContent = refs.length ? say(named ? WORDS.brought : WORDS.count, { count: refs.length }) : WORDS.empty;
  }

  function change(next) {
    refs = next;
    if (!named && !keep(refs)) told.textContent = WORDS.lost;
    count();
  }

  function remove(ref, item) {
    const at = refs.indexOf(ref);
    const before = item.nextElementSibling;
    const undo = element('button', { type: 'button' }, WORDS.undo);
    const line = one('.cw-reading__undo');
    undo.addEventListener('click', () => {
      list.insertBefore(item, before?.parentNode === list ? before : null);
      change(known([...refs.slice(0, at), ref, ...refs.slice(at)]));
      line.replaceChildren(say(WORDS.undone, { title: titles.get(ref) }));
      item.querySelector('a').focus();
    });
    item.remove();
    change(refs.filter((other) => other !== ref));
    line.replaceChildren(`${say(WORDS.removed, { title: titles.get(ref) })} `, undo);
    undo.focus();
  }

  function itemOf(ref, { data, brief }) {
    titles.set(ref, data.title);
    const button = element('button', { type: 'button', className: 'cw-card__compare', attributes: { 'aria-label': say(WORDS.remove_item, data) } }, WORDS.remove);
    const link = element('a', { href: new URL(addressOf(ref), root).href }, data.title);
    const item = element(
      'li',
      { className: 'cw-card' },
      element('h2', { className: 'cw-card__title' }, link),
      element('p', { className: 'cw-card__meta' }, WORDS.kinds[ref.split(':')[0]]),
      element('p', {}, plain(data.summary ?? data.statement ?? '')),
      element('p', { className: 'cw-card__address' }, link.href),
      element('p', { className: 'cw-card__buttons' }, ...(brief ? [briefLink(brief, data.title), ' '] : []), button),
    );
    button.addEventListener('click', () => remove(ref, item));
    return item;
  }

  const briefLink = (href, title) => element('a', { href, attributes: { 'aria-label': say(WORDS.brief_of, { title }) } }, WORDS.brief);

  one('[data-link]').addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(new URL(`?items=${refs.join(',')}`, location.href).href);
      told.textContent = WORDS.copied;
    } catch {
      told.textContent = WORDS.failed;
    }
  });
  one('[data-bib]').addEventListener('click', async () => {
    try {
      const found = await each(refs, (ref) => answer(new URL(`${addressOf(ref)}cite.bib`, root)));
      save((await Promise.all(found.filter(Boolean).map((file) => file.text()))).join('\n'), 'reading-list.bib', 'application/x-bibtex');
      told.textContent = WORDS.saved;
    } catch (fault) {
      console.warn(fault);
      told.textContent = WORDS.failed;
    }
  });
  one('[data-print]').addEventListener('click', () => print());
  one('[data-keep]').addEventListener('click', () => {
    told.textContent = keep([...kept(), ...refs]) ? say(WORDS.added, { most: MOST }) : WORDS.lost;
  });
  one('.cw-explore__plain').hidden = true;
  status.textContent = WORDS.looking;
  try {
    const found = await each(refs, async (ref) => {
      const record = await answer(new URL(`api/v1/${addressOf(ref).slice(0, -1)}.json`, root));
      return record && { data: await record.json(), brief: 'briefs' in page.dataset ? await briefOf(ref, root) : '' };
    });
    const missing = refs.filter((_, at) => !found[at]);
    list.replaceChildren(...refs.flatMap((ref, at) => (found[at] ? [itemOf(ref, found[at])] : [])));
    refs = refs.filter((ref) => !missing.includes(ref));
    count();
    if (missing.length) status.textContent += ` ${say(WORDS.missing, { refs: missing.join(', ') })}`;
  } catch (fault) {
    console.warn(fault);
    status.textContent = WORDS.broken;
  }
}

/** A text of the data without the signs of its citations and links. */
function plain(text) {
  return text.replaceAll(/\s*\[-?@[^\]]*\]/g, '').replaceAll(/\[\[[^\]|]*\|([^\]]*)\]\]/g, '$1').replaceAll(/\[\[(?:[a-z]+:)?([^\]]*)\]\]/g, '$1');
}

for (const page of document.querySelectorAll('[data-cw-reading]')) start(page);
