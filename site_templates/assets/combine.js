/**
 * Lets the lists of claims be combined: of the part marked `data-cw-combine` every choice holds at once.
 *
 * Nothing is loaded that holds all claims. Of the chosen lists the shortest is read, page by page as the site has it, and
 * its rows are kept where their data say the same as the other choices. The choices stand in the address of the page.
 */

import { say } from './say.js';
import { WORDS } from './words/combine.js';

const MOST = 100; // rows shown at once, as on a page of the site

function chosen(part) {
  return [...part.querySelectorAll('select')]
    .filter((select) => select.value)
    .map((select) => ({ by: select.name, term: select.value, option: select.selectedOptions[0] }));
}

function toAddress(part) {
  const address = new URL(location.href);
  address.search = new URLSearchParams(chosen(part).map(({ by, term }) => [by, term])).toString();
  return address;
}

function fromAddress(part) {
  const wanted = new URLSearchParams(location.search);
  for (const select of part.querySelectorAll('select')) {
    select.value = wanted.get(select.name) ?? '';
    if (select.selectedIndex < 0) select.value = ''; // a term that no claim has
  }
}

/** Yields the rows of a list of claims, page by page, with links that lead where they led. */
async function* rowsOf(list, signal) {
  for (let address = new URL(list, location.href); address; ) {
    const answer = await fetch(address, { signal });
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const row of page.querySelectorAll('.cw-ledger tbody tr')) {
      for (const link of row.querySelectorAll('a[href]')) link.href = new URL(link.getAttribute('href'), address).href;
      for (const marked of row.querySelectorAll('[id]')) marked.removeAttribute('id');
      yield document.adoptNode(row);
    }
    const next = page.querySelector('.cw-pager a[rel="next"]');
    address = next && new URL(next.getAttribute('href'), address);
  }
}

async function matching(choices, signal) {
  const [shortest] = choices.toSorted((one, other) => one.option.dataset.count - other.option.dataset.count);
  const found = [];
  for await (const row of rowsOf(shortest.option.dataset.list, signal)) {
    if (!choices.every(({ by, term }) => row.dataset[by] === term)) continue;
    if (found.length === MOST) return { rows: found, isAll: false };
    found.push(row);
  }
  return { rows: found, isAll: true };
}

function words({ rows, isAll }) {
  if (!isAll) return say(WORDS.first, { most: MOST });
  return rows.length ? say(WORDS.fit, { count: rows.length }) : WORDS.none;
}

function start(part) {
  const body = document.querySelector('.cw-ledger tbody');
  const pager = document.querySelector('.cw-pager');
  const status = part.querySelector('[role="status"]');
  const links = part.parentElement.querySelector('nav');
  const everything = [...body.rows];
  let running = new AbortController();

  async function show() {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    const choices = chosen(part);
    if (pager) pager.hidden = choices.length > 0;
    if (!choices.length) {
      body.replaceChildren(...everything);
      status.textContent = '';
      return;
    }
    status.textContent = WORDS.looking;
    try {
      const found = await matching(choices, signal);
      if (signal.aborted) return;
      body.replaceChildren(...found.rows);
      status.textContent = words(found);
    } catch {
      if (signal.aborted) return;
      body.replaceChildren(...everything);
      if (pager) pager.hidden = false;
      links.hidden = false;
      status.textContent = WORDS.broken;
    }
  }

  function change() {
    history.pushState(null, '', toAddress(part));
    show();
  }

  part.addEventListener('change', change);
  part.querySelector('button').addEventListener('click', () => {
    for (const select of part.querySelectorAll('select')) select.value = '';
    change();
  });
  addEventListener('popstate', () => {
    fromAddress(part);
    show();
  });
  part.hidden = false;
  links.hidden = true; // the choices do all that they do
  fromAddress(part);
  if (chosen(part).length) show();
}

for (const part of document.querySelectorAll('[data-cw-combine]')) start(part);
