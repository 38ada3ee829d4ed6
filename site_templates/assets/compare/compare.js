/** Lays cases side by side: those in the address (`?cases=a,b`), else those that the reader chose in lists. */

import { element } from '../explore/element.js';
import { save } from '../explore/take.js';
import { say } from '../say.js';
import { WORDS } from '../words/compare.js';
import { MOST, choose, chosen, known } from './chosen.js';
import { groups, loaded, plain } from './rows.js';
import { sheet } from './sheet.js';

const DANGEROUS = /^[=+\-@\t\r]/; // what a spreadsheet would run

async function start(page) {
  const root = new URL(page.dataset.root, location.href);
  const status = page.querySelector('.cw-compare__status');
  const named = new URLSearchParams(location.search).get('cases')?.split(',').map((id) => id.trim());
  const ids = named ? known(named) : chosen();
  const labels = [...page.querySelectorAll('.cw-compare__words div')];
  const words = new Map(labels.map((item) => [item.querySelector('dt').textContent, item.querySelector('dd').textContent]));
  page.querySelector('.cw-explore__plain').hidden = true;
  if (!ids.length) return void (status.textContent = WORDS.few);
  status.textContent = WORDS.looking;
  try {
    const answers = await Promise.all(ids.map((id) => loaded(root, id)));
    const cases = answers.filter(Boolean);
    const missing = ids.filter((_, at) => !answers[at]);
    if (cases.length) show(page, cases, groups(cases, words));
    const said = [cases.length > 1 ? say(WORDS.several, { count: cases.length }) : cases.length ? WORDS.one : WORDS.few];
    if (missing.length) said.push(say(WORDS.missing, { ids: missing.join(', ') }));
    if (named?.length > MOST) said.push(say(WORDS.many, { most: MOST }));
    status.textContent = said.join(' ');
  } catch (fault) {
    console.warn(fault);
    status.textContent = WORDS.broken;
  }
  return undefined;
}

function show(page, cases, found) {
  const head = element('tr', {}, element('th', { scope: 'col' }, WORDS.what), ...cases.map((one) => headOf(one, cases)));
  const bodies = found.map(([title, rows]) =>
    element(
      'tbody',
      {},
      element('tr', { className: 'cw-table__group' }, element('th', { scope: 'rowgroup', colSpan: cases.length + 1 }, title)),
      ...rows.map(rowOf),
    ),
  );
  const table = element('table', { className: 'cw-table cw-compare__cases' }, element('thead', {}, head), ...bodies);
  const scroll = element('section', { className: 'cw-scroll', tabIndex: 0, attributes: { 'aria-label': WORDS.wide } }, table);
  page.querySelector('.cw-compare__table').replaceChildren(scroll);
  page.querySelector('.cw-compare__tools').hidden = false;
  page.querySelector('[data-differing]').addEventListener('change', (event) => {
    table.classList.toggle('cw-compare__cases--differing', event.target.checked);
  });
  page.querySelector('[data-take]').addEventListener('click', () => save(csv(cases, found), 'comparison.csv', 'text/csv'));
  page.querySelector('[data-print]').addEventListener('click', () => print());
  page.querySelector('[data-sheet]').addEventListener('click', () => printSheet(cases, found));
}

/** Prints the brief; it is gone when that is over. */
function printSheet(cases, found) {
  document.querySelector('.cw-sheet')?.remove();
  const node = sheet(cases, found);
  document.documentElement.classList.add('cw-with-sheet');
  const end = () => {
    document.documentElement.classList.remove('cw-with-sheet');
    node.remove();
  };
  addEventListener('afterprint', end, { once: true });
  print();
}

function headOf({ id, place, data }, cases) {
  const button = element('button', { type: 'button', attributes: { 'aria-label': say(WORDS.removed, { title: data.title }) } }, WORDS.remove);
  button.addEventListener('click', () => {
    const rest = cases.map((one) => one.id).filter((other) => other !== id);
    choose(rest);
    location.search = rest.length ? `?cases=${rest.join(',')}` : '';
  });
  return element('th', { scope: 'col' }, element('a', { href: place }, data.title), ' ', button);
}

function rowOf({ label, href, cells, empty, differs }) {
  const name = href ? element('a', { href }, label) : label;
  const mark = differs ? [' ', element('span', { className: 'cw-badge' }, WORDS.differs)] : [];
  return element(
    'tr',
    { className: differs ? 'cw-compare__differs' : '' },
    element('th', { scope: 'row' }, name, ...mark),
    ...cells.map((cell) => element('td', {}, ...(cell ?? [element('span', { className: 'cw-unknown' }, empty)]))),
  );
}

function csv(cases, found) {
  const cell = (text) => `"${(DANGEROUS.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const rows = found.flatMap(([title, of]) => of.map(({ label, cells }) => [title, label, ...cells.map((one) => (one ? plain(one) : ''))]));
  return [['', WORDS.what, ...cases.map(({ data }) => data.title)], ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

for (const page of document.querySelectorAll('[data-cw-compare]')) start(page);
