/** The selection as a list, a map and a timeline. All that comes from data is put in as text. */

import { pieces, say } from '../say.js';
import { WORDS } from '../words/explore.js';
import { card, facet, numbers } from './columns.js';
import { element } from './element.js';
import { marked } from './words.js';

const LEAST_RADIUS = 9;
const MOST_RADIUS = 30;
const [YEAR, DAY] = [2, 4]; // digits

/** What texts say of a case: its state stands within a sentence. */
const told = (shown) => ({ ...shown, status: shown.status.toLowerCase() });

/** A case in the list, as the plain page has it. */
function listItem(root, shown, excerpt) {
  const [lead, leadAddress] = shown.lead;
  const led = leadAddress ? element('a', { href: new URL(leadAddress, root).href, className: 'cw-term' }, lead) : lead;
  const thin = shown.thin ? [' · ', element('strong', {}, say(WORDS.thin, { sourcing: shown.thin.toLowerCase() }))] : [];
  return element(
    'li',
    { className: 'cw-card' },
    element('h3', { className: 'cw-card__title' }, element('a', { href: new URL(shown.address, root).href }, shown.title)),
    element('p', { className: 'cw-card__meta' }, say(WORDS.meta, told(shown))),
    excerpt
      ? element('p', { className: 'cw-card__excerpt' }, '… ', ...marked(excerpt), ' …')
      : element('p', {}, shown.summary),
    element('p', { className: 'cw-card__meta' }, ...pieces(WORDS.led_by, { lead: led }), ...thin),
  );
}

export async function listItems(root, cases) {
  return Promise.all(cases.map(async ({ number, excerpt }) => listItem(root, await card(root, number), excerpt)));
}

/** Shows the map of a set; `addressOf` is the address of the selection with one more place. */
export async function showMap(panel, root, set, total, addressOf) {
  const { sets } = await facet(root, 'places', total);
  const counts = new Map();
  for (const mark of panel.querySelectorAll('li[data-place]')) {
    const place = sets.get(mark.dataset.place);
    counts.set(mark.dataset.place, place ? place.reduce((sum, one, index) => sum + (one & set[index]), 0) : 0);
  }
  const most = Math.max(1, ...counts.values());
  for (const mark of panel.querySelectorAll('[data-place]')) {
    const count = counts.get(mark.dataset.place);
    mark.toggleAttribute('hidden', !count);
    if (mark.localName === 'li') {
      mark.querySelector('.cw-count').textContent = count;
      mark.querySelector('a').href = addressOf(mark.dataset.place);
    } else if (count) {
      const radius = Math.max(LEAST_RADIUS, Math.min(MOST_RADIUS, 12 * Math.sqrt(most)) * Math.sqrt(count / most));
      mark.querySelector('circle').setAttribute('r', radius);
      mark.querySelector('text').textContent = count;
    }
  }
}

/** The years between which a timeline stands: those of all cases of the selection. */
export async function span(root, cases) {
  const [began, last] = await Promise.all([numbers(root, 'years', 'began', YEAR), numbers(root, 'years', 'last', YEAR)]);
  const years = cases.flatMap((index) => [began[index], last[index]]).filter((year) => year !== null);
  const [first, end] = [Math.min(...years), Math.max(...years)];
  return { began, last, first, end: Math.max(end, first + 1) };
}

export async function timelineItems(root, cases, { began, last, first, end }) {
  const place = (year) => ((year - first) / (end + 1 - first)) * 100;
  return Promise.all(
    cases.map(async ({ number }) => {
      const shown = await card(root, number);
      const bar = element('span', { className: 'cw-years__bar', attributes: { 'aria-hidden': 'true' } });
      const from = began[number] ?? last[number];
      if (from !== null) {
        const line = element('span', { className: 'cw-years__line' });
        line.style.insetInlineStart = `${place(from)}%`;
        line.style.inlineSize = `max(0.5rem, ${place((last[number] ?? from) + 1) - place(from)}%)`;
        bar.append(line);
      }
      return element(
        'li',
        { className: 'cw-years__case' },
        element('a', { href: new URL(shown.address, root).href }, shown.title),
        element('span', { className: 'cw-card__meta' }, ` ${say(WORDS.state, told(shown))}`),
        bar,
      );
    }),
  );
}

/** The years above a timeline, some six of them. */
export function axis({ first, end }) {
  const step = [1, 2, 5, 10, 20, 50, 100].find((years) => (end + 1 - first) / years <= 7) ?? 200;
  const line = element('p', { className: 'cw-years__axis', attributes: { 'aria-hidden': 'true' } });
  for (let year = Math.ceil(first / step) * step; year <= end; year += step) {
    if ((year - first) / (end + 1 - first) > 0.93) break; // no room for its digits
    const tick = element('span', {}, String(year));
    tick.style.insetInlineStart = `${((year - first) / (end + 1 - first)) * 100}%`;
    line.append(tick);
  }
  return line;
}

export async function inOrder(root, order, cases) {
  if (order === 'title') return cases;
  const [name, column] = order === 'changed' ? ['changed', 'changed'] : ['years', 'began'];
  const values = await numbers(root, name, column, order === 'changed' ? DAY : YEAR);
  const sign = order === 'oldest' ? 1 : -1;
  const last = sign > 0 ? Infinity : -Infinity; // what is not known comes last
  const of = (index) => values[index] ?? last;
  return cases.toSorted((one, other) => (of(one) === of(other) ? one - other : sign * (of(one) - of(other))));
}
