/** The rows of a comparison, from the pages and the data of the cases: what is shown is what stands on each page. */

import { WORDS } from '../words/compare.js';

/** Loads a case: its data, and its page with links that lead where they led. Null where there is no such case. */
export async function loaded(root, id) {
  const place = new URL(`cases/${id}/`, root);
  const [data, page] = await Promise.all([fetch(new URL(`api/v1/cases/${id}.json`, root)), fetch(place)]);
  if (data.status === 404 || page.status === 404) return null;
  if (!data.ok || !page.ok) throw new Error(`${place} answered ${page.status}`);
  const parsed = new DOMParser().parseFromString(await page.text(), 'text/html');
  for (const link of parsed.querySelectorAll('a[href]')) link.setAttribute('href', new URL(link.getAttribute('href'), place).href);
  return { id, place: place.href, data: await data.json(), page: parsed };
}

/** The content of an element for a cell: a copy without ids, which the page has already or may have twice. */
function content(node) {
  const copy = document.importNode(node, true);
  for (const part of copy.querySelectorAll('[id]')) part.removeAttribute('id');
  for (const part of copy.querySelectorAll('script, style, .cw-partly')) part.remove();
  return [...copy.childNodes];
}

const text = (nodes) => nodes.map((node) => node.textContent).join('').replace(/\s+/g, ' ').trim();

function row(label, cells, { empty, key = text, href = '' }) {
  const filled = cells.filter(Boolean);
  const differs = new Set(cells.map((cell) => (cell ? key(cell) : ''))).size > 1;
  return { label, href, cells, empty, differs, isEmpty: !filled.length };
}

/** Rows of a list of facts on each page, by what they are called there. */
function factRows(cases, section, key) {
  const facts = cases.map(({ page }) => {
    const items = page.querySelectorAll(`section[aria-labelledby="${section}"] dl.cw-facts > div`);
    return new Map([...items].map((item) => [item.querySelector('dt').textContent, content(item.querySelector('dd'))]));
  });
  const labels = new Set(facts.flatMap((of) => [...of.keys()]));
  return [...labels].map((label) => row(label, facts.map((of) => of.get(label)), { empty: WORDS.unknown, key }));
}

function stateRow(cases) {
  const states = cases.map(({ page }) => {
    const state = page.querySelector('.cw-status strong');
    return state && [...content(state), document.createTextNode(state.nextSibling?.textContent.split('.')[0] ?? '')];
  });
  return row(WORDS.state, states, { empty: WORDS.unknown });
}

/** What came of each, without the words that say so on the page. */
function outcomeRow(cases) {
  const told = cases.map(({ page }) => {
    const found = page.querySelector('.cw-outcome');
    if (!found) return undefined;
    const copy = document.importNode(found, true);
    copy.querySelector('strong')?.remove();
    return content(copy);
  });
  return { ...row(WORDS.outcome, told, { empty: WORDS.unknown }), differs: false };
}

/** Of governance, the pattern is compared and not how it is told: two texts are never the same. */
const pattern = (nodes) => nodes.find((node) => node.nodeName === 'STRONG')?.textContent ?? '';

function grouped(cases, list, by) {
  const groups = new Map();
  cases.forEach(({ data }, at) => {
    (data[list] ?? []).forEach((item, index) => {
      if (!groups.has(item[by])) groups.set(item[by], cases.map(() => []));
      groups.get(item[by])[at].push({ ...item, index });
    });
  });
  return groups;
}

/** Indicators of which two of the cases at least have a figure. */
function claimRows(cases, words) {
  const shared = [...grouped(cases, 'claims', 'indicator')].filter(([, of]) => of.filter((one) => one.length).length > 1);
  return shared.map(([indicator, of]) => {
    const cells = of.map((claims, at) => {
      const ids = new Set(claims.map(({ id }) => `claim-${id}`));
      const items = [...cases[at].page.querySelectorAll('tr[id^="claim-"]')].filter(({ id }) => ids.has(id)); // in time
      return items.length ? [listOf(items.map(figure))] : undefined;
    });
    return row(words.get(indicator) ?? indicator, cells, { empty: WORDS.no_figure });
  });
}

const COLUMNS = ['when', 'reporter', 'evidence', 'source'];

function figure(claim) {
  const heads = claim.closest('table').tHead.rows[0];
  const parts = COLUMNS.map((name) => claim.cells[heads.querySelector(`.cw-ledger__${name}`)?.cellIndex]);
  const item = document.createElement('li');
  const strong = document.createElement('strong');
  strong.append(...content(claim.querySelector('.cw-ledger__figure') ?? claim.querySelector('th')));
  const topic = claim.querySelector('.cw-ledger__topic');
  item.append(strong, ...(topic ? [' ', ...content(topic)] : []));
  for (const part of parts) if (part) item.append(' · ', ...content(part));
  return item;
}

function listOf(items) {
  const list = document.createElement('ul');
  list.append(...items);
  return list;
}

/** Lessons about which one of the cases at least says something; they differ where the stances do. */
function lessonRows(cases) {
  return [...grouped(cases, 'bearings', 'lesson')].map(([lesson, of]) => {
    let title = lesson;
    let href = '';
    const cells = of.map((bearings, at) => {
      const found = bearings.map(({ index }) => cases[at].page.getElementById(`bearing-${index + 1}`)).filter(Boolean);
      if (!found.length) return undefined;
      const link = found[0].querySelector('.cw-bearings__head a');
      if (link) [title, href] = [link.textContent, link.href];
      return [listOf(found.map(bearing))];
    });
    const stances = new Set(of.flat().map(({ stance }) => stance));
    const said = of.filter((bearings) => bearings.length).length;
    return { ...row(title, cells, { empty: WORDS.silent, href }), differs: said > 1 && stances.size > 1, said };
  }).toSorted((one, other) => other.said - one.said);
}

function bearing(found) {
  const item = document.createElement('li');
  const copy = document.importNode(found, true);
  copy.querySelector('.cw-bearings__head a')?.remove();
  item.append(...content(copy));
  return item;
}

function gapRow(cases) {
  const cells = cases.map(({ page }) => {
    const gaps = [...page.querySelectorAll('section[aria-labelledby="gaps"] li')];
    return gaps.length ? [listOf(gaps.map((gap) => document.importNode(gap, true)).map(withoutIds))] : undefined;
  });
  return { ...row(WORDS.gaps, cells, { empty: WORDS.nothing_noted }), differs: false };
}

function withoutIds(node) {
  for (const part of node.querySelectorAll('[id]')) part.removeAttribute('id');
  return node;
}

/** All rows, in groups with a title and a name; groups without rows are left out. */
export function groups(cases, words) {
  const all = [
    [WORDS.facts, [stateRow(cases), outcomeRow(cases), ...factRows(cases, 'facts', text)], 'facts'],
    [WORDS.governance, factRows(cases, 'governance', pattern), 'governance'],
    [WORDS.claims, claimRows(cases, words), 'claims'],
    [WORDS.lessons, lessonRows(cases), 'lessons'],
    [WORDS.gaps, [gapRow(cases)], 'gaps'],
  ];
  return all.map(([title, rows, name]) => [title, rows.filter((one) => !one.isEmpty), name]).filter(([, rows]) => rows.length);
}

export const plain = (nodes) => text(nodes);
