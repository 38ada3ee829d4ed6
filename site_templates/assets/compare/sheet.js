/**
 * The one-page brief of a comparison: its rows in few words, on a sheet of paper that is filled and never overflows.
 *
 * A reader chooses what is compared, so that no program can set the brief beforehand, as it does that of each case. What
 * browsers save as PDF has tags, so that headings, table and links are read out in order.
 */

import { element } from '../explore/element.js';
import { say } from '../say.js';
import { WORDS } from '../words/compare.js';

const HEIGHT = 250; // millimetres: what A4 and US Letter both have room for within margins of 10
const MOST = { facts: 170, governance: 110, lessons: 90, gaps: 120 }; // letters of a cell
const TURNS = ['facts', 'governance', 'claims', 'lessons', 'gaps']; // they take turns until the sheet is full
const AT_ONCE = { facts: 2, lessons: 3 }; // rows in one turn

const cites = (node) => [...node.querySelectorAll('a[href*="#ref-"]')];
const copied = (nodes) => nodes.map((node) => node.cloneNode(true));

/** A cell in few words: a text that is cut keeps its citations. */
function short(nodes, most) {
  const cell = element('span', {}, ...copied(nodes));
  for (const part of cell.querySelectorAll('.cw-explain, .cw-partly, .cw-projection, .cw-reason, br')) part.remove();
  const text = cell.textContent.replace(/\s+/g, ' ').trim();
  if (text.length <= most) return [cell];
  const seen = new Set();
  const sources = cites(cell).filter(({ hash }) => !seen.has(hash) && seen.add(hash));
  const sourceless = cell.cloneNode(true);
  for (const cited of sourceless.querySelectorAll('.cw-cite')) cited.remove();
  const words = sourceless.textContent.replace(/\s+/g, ' ').replace(/ (?=[.,;:)])/g, '').trim();
  const cut = words.length > most ? `${words.slice(0, most).replace(/\s+\S*$/, '')} …` : words;
  return [cut, ...(sources.length ? [' (', ...sources.flatMap((link, at) => [at ? '; ' : '', link.cloneNode(true)]), ')'] : [])];
}

const CELLS = {
  facts: (nodes) => short(nodes, MOST.facts),
  governance: (nodes) => {
    const pattern = nodes.find(({ nodeName }) => nodeName === 'STRONG');
    return pattern ? [pattern.cloneNode(true)] : short(nodes, MOST.governance);
  },
  claims: (nodes) => {
    const items = [...nodes[0].children];
    const rest = items.length - 1;
    return [...copied([...items.at(-1).childNodes]), ...(rest ? [` ${say(WORDS.and_more, { count: rest })}`] : [])];
  },
  lessons: (nodes) => [...nodes[0].children].map((item) => {
    const head = element('span', {}, ...copied([...item.childNodes]));
    for (const part of [...head.children].slice(2)) part.remove();
    return element('div', {}, head.querySelector('.cw-stance')?.cloneNode(true) ?? '', ' ', head.querySelector('.cw-strength')?.cloneNode(true) ?? '');
  }),
  gaps: (nodes) => {
    const items = [...nodes[0].children];
    return [`${say(WORDS.gap_count, { count: items.length })} `, ...short([...items[0].childNodes], MOST.gaps)];
  },
};

/** All rows in the order in which they give way to those before them, each with the name of its group. */
function inTurn(groups) {
  const queues = TURNS.map((name) => groups.find((group) => group[2] === name)).filter(Boolean);
  const rows = [];
  for (let turn = 0; queues.some(([, of, name]) => turn * (AT_ONCE[name] ?? 1) < of.length); turn += 1) {
    for (const [title, of, name] of queues) {
      const some = AT_ONCE[name] ?? 1;
      rows.push(...of.slice(turn * some, (turn + 1) * some).map((row) => ({ row, title, name })));
    }
  }
  return rows;
}

/** Puts the brief of a comparison at the end of the page, where only paper shows it; returns it. */
export function sheet(cases, groups) {
  const all = inTurn(groups);
  const titles = cases.map(({ data }) => data.title);
  const node = element('article', { className: 'cw-sheet' });
  document.body.append(node);
  const ruler = element('div', { className: 'cw-sheet__ruler' });
  node.before(ruler);
  ruler.style.height = `${HEIGHT}mm`;
  const shown = [];
  const fill = () => node.replaceChildren(...parts(cases, titles, shown, all.length - shown.length));
  for (const one of all) {
    shown.push(one);
    fill();
    if (node.offsetHeight > ruler.offsetHeight) shown.pop(); // a shorter one may still have room
  }
  fill();
  ruler.remove();
  return node;
}

function parts(cases, titles, shown, left) {
  const site = document.querySelector('meta[property="og:site_name"]')?.content ?? '';
  const { lang } = document.documentElement;
  const date = new Date().toLocaleDateString(lang === 'en' ? 'en-GB' : lang, { dateStyle: 'long' }); // as pages write it
  const address = new URL(`?cases=${cases.map(({ id }) => id).join(',')}`, location.href).href;
  const rest = left ? [` ${say(WORDS.sheet_rest, { count: left })}`] : [];
  return [
    element('p', { className: 'cw-sheet__kind' }, say(WORDS.sheet_kind, { count: cases.length })),
    element('h1', {}, titles.join(' · ')),
    table(titles, shown, cases),
    ...references(cases, shown),
    element('p', { className: 'cw-sheet__foot' }, say(WORDS.sheet_foot, { site, date }), ' ', element('a', { href: address }, address), '.', ...rest),
  ];
}

function table(titles, shown, cases) {
  const head = element('tr', {}, element('th', { scope: 'col' }, WORDS.what), ...titles.map((title) => element('th', { scope: 'col' }, title)));
  const bodies = TURNS.flatMap((name) => {
    const own = shown.filter((item) => item.name === name);
    if (!own.length) return [];
    const title = element('th', { scope: 'rowgroup', colSpan: cases.length + 1 }, own[0].title);
    return [element('tbody', {}, element('tr', {}, title), ...own.map(({ row }) => line(row, name)))];
  });
  return element('table', {}, element('thead', {}, head), ...bodies);
}

function line({ label, cells, empty, differs }, name) {
  const head = element('th', { scope: 'row' }, label, ...(differs ? [' ', element('em', {}, WORDS.differs)] : []));
  return element('tr', {}, head, ...cells.map((cell) => element('td', {}, ...(cell ? CELLS[name](cell) : [empty]))));
}

/** The sources of what is shown, by case: what "2012-a" stands for differs from case to case. */
function references(cases, shown) {
  const lists = cases.map(({ data, page }, at) => {
    const cells = shown.flatMap(({ row, name }) => (row.cells[at] ? CELLS[name](row.cells[at]) : []));
    const ids = new Set(cites(element('div', {}, ...cells)).map(({ hash }) => decodeURIComponent(hash.slice(1))));
    const items = [...page.querySelectorAll('.cw-references > li')].filter(({ id }) => ids.has(id)).map(reference);
    return items.length ? [element('h3', {}, data.title), element('ul', {}, ...items)] : [];
  });
  const found = lists.flat();
  return found.length ? [element('h2', {}, WORDS.references), element('div', { className: 'cw-sheet__references' }, ...found)] : [];
}

/** A reference with the host in the place of its address, which the page of the case has. */
function reference(entry) {
  const copy = document.importNode(entry, true);
  for (const part of copy.querySelectorAll('.cw-references__facts, .Z3988')) part.remove();
  for (const link of copy.querySelectorAll('a')) if (/^https?:/.test(link.textContent)) link.textContent = link.hostname;
  return element('li', {}, copy.textContent.replace(/\s+/g, ' ').trim());
}
