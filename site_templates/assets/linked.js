/**
 * Previews of links to cases, lessons, modules, theses and terms, beside those of citations.
 *
 * What they say stands in a small file beside the page that the link leads to. It is asked for when a reader rests on the
 * link, kept while the page is open, and shown as text alone. Where the page says the same already there is no preview.
 */

import { element } from './explore/element.js';
import { offer } from './preview.js';

const ROOT = new URL('../../', import.meta.url); // this file stands two folders below the root
const RECORD = /^(?:cases|lessons|modules|theses)\/[a-z0-9-]+\/$/;
const TERM = /^[a-z-]+\/[a-z0-9-]+\/$/;
const SAYS_SO = '.cw-card__title a, .cw-kicker a, .cw-terms dt a, .cw-preview a, h1 a, h2 a, h3 a, a[title]';
const STANCE = /^[a-z]+$/;
const MOST = 60; // previews that are kept
const SLOW = 3000; // milliseconds after which a tap should rather lead on

const known = new Map(); // addresses and the promises of what they hold, the oldest first

/** The address of the page that a link leads to, as seen from the root; nothing where it has no preview. */
function pageOf(link) {
  const url = new URL(link.href);
  if (!ROOT.protocol.startsWith('http') || url.search) return '';
  if (url.origin !== ROOT.origin || !url.pathname.startsWith(ROOT.pathname)) return '';
  if (url.pathname === location.pathname || !link.closest('.md-content') || link.matches(SAYS_SO)) return '';
  const path = url.pathname.slice(ROOT.pathname.length);
  return RECORD.test(path) || (link.classList.contains('cw-term') && TERM.test(path)) ? path : '';
}

/** What the file of a page says; null where there is none. */
function said(path) {
  const promise = known.get(path) ?? ask(path);
  known.delete(path);
  known.set(path, promise);
  if (known.size > MOST) known.delete(known.keys().next().value);
  return promise;
}

async function ask(path) {
  try {
    const answer = await fetch(new URL(`${path}preview.json`, ROOT), { signal: AbortSignal.timeout(SLOW) });
    if (answer.ok) return await answer.json();
  } catch {
    known.delete(path); // the network may be back next time
  }
  return null;
}

const text = (value) => (typeof value === 'string' ? value : '');

/** Elements for those parts that say something. */
function parts(...found) {
  return found.filter(([, words]) => words).map(([className, words]) => element('span', { className }, words));
}

function title(link, told) {
  const isTerm = link.classList.contains('cw-term'); // levels of evidence have their sign by it
  const className = `cw-preview__title${isTerm ? ' cw-term' : ''}`;
  const { href } = link;
  return element('a', { href, className, tabIndex: -1 }, text(told.title)); // for fingers: the keyboard is on the link
}

/** The state or the verdict in words, and the stances by shape and word; with signs between them that are read out. */
function state(told) {
  const stances = parts(
    ...(Array.isArray(told.stances) ? told.stances : [])
      .filter((part) => STANCE.test(part?.[0]))
      .map(([stance, words]) => [`cw-stance cw-stance--${stance}`, text(words)]),
  );
  const [said, verdict, since] = [text(told.said), text(told.verdict), text(told.since)];
  if (!verdict && !since) return [];
  return [element(
    'span',
    { className: 'cw-preview__status' },
    ...parts(
      ['cw-preview__said', said && `${said}: `],
      [stances.length ? 'cw-verdict' : 'cw-preview__state', verdict],
      ['cw-preview__since', verdict && since ? ` (${since})` : since],
    ),
    ...stances.flatMap((stance, index) => [index ? ', ' : ' ', stance]),
  )];
}

function nodes(link, told) {
  const [kind, summary] = [['cw-preview__kind', text(told.kind)], ['cw-preview__text', text(told.text)]];
  return [...parts(kind), title(link, told), ...parts(summary), ...state(told)];
}

offer({
  accepts: (link) => pageOf(link) !== '',
  isAskedFor: true,
  async nodes(link) {
    const told = await said(pageOf(link));
    return text(told?.title) ? nodes(link, told) : null;
  },
});
