/**
 * Shows beside a link what it leads to: on hover, on keyboard focus, and on the first tap.
 *
 * Of a citation it is a copy of the entry in the page's own reference list, so nothing is requested; other scripts can
 * offer previews of other links. Without this file each is a link like any other. What shows can be dismissed (Escape),
 * pointed at and stays until it is left (WCAG 2.2, 1.4.13). It stands in the page right behind the link, so that Tab
 * leads into the links that it holds. Nothing in it moves.
 */

const CITATION = 'a[href^="#ref-"], a.cw-noteref';
const LEFT_OUT = '.Z3988, .cw-references__back, .cw-notes__back, .cw-hidden';
const PATIENCE = 250; // milliseconds in which the pointer may cross the gap, or only passes by
const GAP = 6; // pixels between the link and its preview

const kinds = [{ accepts: (link) => link.matches(CITATION), nodes: copyOfEntry }];

const preview = document.createElement('span');
preview.id = 'cw-preview';
preview.className = 'cw-preview';
preview.popover = 'manual';

let wanted = null; // the link whose preview shows or is on its way
let shown = null; // the link whose preview shows
let before = null; // what showed when the finger came down
let pointer = '';
let timer = 0;

/**
 * Offers previews of more links: `accepts` tells whether a link is one of them, `nodes` returns what its preview holds,
 * or a promise of it; null where there is none. With `isAskedFor` the keyboard too has to rest on the link first.
 */
export function offer(kind) {
  kinds.push(kind);
}

const kindOf = (link) => kinds.find((kind) => kind.accepts(link));

/** The link around a node that has a preview. */
function linkAt(node) {
  const link = node instanceof Element && !preview.contains(node) ? node.closest('a[href]') : null;
  return link instanceof HTMLAnchorElement && kindOf(link) ? link : null;
}

function copyOfEntry(citation) {
  const entry = document.getElementById(decodeURIComponent(citation.hash.slice(1)));
  if (!entry || entry.contains(citation)) return null;
  const copy = entry.cloneNode(true);
  for (const node of copy.querySelectorAll(LEFT_OUT)) node.remove();
  for (const node of copy.querySelectorAll('[id]')) node.removeAttribute('id');
  return [...copy.childNodes];
}

/** Shows the preview of a link, unless it has none or another one is wanted meanwhile; tells whether it has one. */
async function show(link, rest = 0) {
  clearTimeout(timer);
  if (link === wanted) return true;
  hide();
  wanted = link;
  if (rest) await new Promise((resolve) => setTimeout(resolve, rest));
  if (wanted !== link) return true;
  const nodes = await kindOf(link).nodes(link);
  if (wanted !== link) return true;
  if (!nodes || !link.isConnected) {
    wanted = null;
    return false;
  }
  preview.replaceChildren(...nodes);
  link.after(preview);
  link.setAttribute('aria-describedby', preview.id);
  shown = link;
  preview.showPopover?.();
  place();
  return true;
}

function hide() {
  clearTimeout(timer);
  wanted = null;
  if (!shown) return;
  shown.removeAttribute('aria-describedby');
  shown = null;
  preview.remove(); // and with it out of the top layer
}

function later(act) {
  clearTimeout(timer);
  timer = setTimeout(act, PATIENCE);
}

/** Puts the preview below the link, or above it where there is more room, and never beyond the window. */
function place() {
  if (!shown) return;
  if (!shown.isConnected) return hide();
  const line = shown.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const below = clientHeight - line.bottom;
  const isBelow = preview.offsetHeight + GAP <= below || below >= line.top;
  const left = Math.max(GAP, Math.min(shown.getClientRects()[0]?.left ?? line.left, clientWidth - preview.offsetWidth - GAP));
  preview.style.left = `${left}px`;
  preview.style.top = isBelow ? `${line.bottom + GAP}px` : 'auto';
  preview.style.bottom = isBelow ? 'auto' : `${clientHeight - line.top + GAP}px`;
  preview.style.maxHeight = `${Math.max(isBelow ? below : line.top, 80) - 2 * GAP}px`;
}

const hasFocus = () => shown && (shown === document.activeElement || preview.contains(document.activeElement));

/** Asks for no preview any more, unless the keyboard did. */
function pass() {
  clearTimeout(timer);
  if (!shown && wanted !== document.activeElement) wanted = null;
}

document.addEventListener('pointerover', (event) => {
  if (event.pointerType === 'touch') return;
  const link = linkAt(event.target);
  if (link) later(() => show(link));
  else if (preview.contains(event.target)) clearTimeout(timer);
  else if (shown && !hasFocus()) later(hide);
  else pass();
});

document.addEventListener('focusin', (event) => {
  const link = linkAt(event.target);
  if (link && link.matches(':focus-visible')) show(link, kindOf(link).isAskedFor ? PATIENCE : 0);
  else if (!preview.contains(event.target) && !link) hide();
});

document.addEventListener('focusout', (event) => {
  if (wanted && !event.relatedTarget && !preview.matches(':hover') && !wanted.matches(':hover')) later(hide);
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !wanted) return;
  if (preview.contains(document.activeElement)) shown.focus({ preventScroll: true });
  hide();
});

document.addEventListener('pointerdown', (event) => {
  pointer = event.pointerType;
  before = shown;
  if (shown && !linkAt(event.target) && !preview.contains(event.target)) hide();
});

document.addEventListener('click', async (event) => {
  const link = linkAt(event.target);
  if (!link) return;
  const isTap = pointer === 'touch' && event.detail > 0;
  if (!isTap || before === link) {
    hide();
    return;
  }
  event.preventDefault();
  if (!(await show(link))) location.assign(link.href); // nothing to show: the tap goes on
});

addEventListener('scroll', place, { passive: true, capture: true });
addEventListener('resize', place);
