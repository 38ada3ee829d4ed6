/**
 * Shows a citation's reference beside the citation: on hover, on keyboard focus, and on the first tap.
 *
 * The text is a copy of the entry in the page's own reference list, so nothing is requested, and without this file the
 * citation is a link to that entry. What shows can be dismissed (Escape), pointed at and stays until it is left
 * (WCAG 2.2, 1.4.13). It stands in the page right behind the citation, so that Tab leads into its links.
 */

const CITATION = 'a[href^="#ref-"], a.cw-noteref';
const LEFT_OUT = '.Z3988, .cw-references__back, .cw-notes__back, .cw-hidden';
const PATIENCE = 250; // milliseconds in which the pointer may cross the gap, or only passes by
const GAP = 6; // pixels between the citation and its preview

const preview = document.createElement('span');
preview.id = 'cw-preview';
preview.className = 'cw-preview';
preview.popover = 'manual';

let shown = null; // the citation whose preview shows
let before = null; // what showed when the finger came down
let pointer = '';
let timer = 0;

const citationAt = (node) => (node instanceof Element && !preview.contains(node) ? node.closest(CITATION) : null);

function entryOf(citation) {
  return document.getElementById(decodeURIComponent(citation.hash.slice(1)));
}

function show(citation) {
  clearTimeout(timer);
  if (citation === shown) return;
  hide();
  const entry = entryOf(citation);
  if (!entry || entry.contains(citation)) return;
  preview.replaceChildren(...entry.cloneNode(true).childNodes);
  for (const node of preview.querySelectorAll(LEFT_OUT)) node.remove();
  for (const node of preview.querySelectorAll('[id]')) node.removeAttribute('id');
  citation.after(preview);
  citation.setAttribute('aria-describedby', preview.id);
  shown = citation;
  preview.showPopover?.();
  place();
}

function hide() {
  clearTimeout(timer);
  if (!shown) return;
  shown.removeAttribute('aria-describedby');
  shown = null;
  preview.remove(); // and with it out of the top layer
}

function later(act) {
  clearTimeout(timer);
  timer = setTimeout(act, PATIENCE);
}

/** Puts the preview below the citation, or above it where there is more room, and never beyond the window. */
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

document.addEventListener('pointerover', (event) => {
  if (event.pointerType === 'touch') return;
  const citation = citationAt(event.target);
  if (citation) later(() => show(citation));
  else if (preview.contains(event.target)) clearTimeout(timer);
  else if (shown && !hasFocus()) later(hide);
  else clearTimeout(timer);
});

document.addEventListener('focusin', (event) => {
  const citation = citationAt(event.target);
  if (citation && citation.matches(':focus-visible')) show(citation);
  else if (!preview.contains(event.target) && !citation) hide();
});

document.addEventListener('focusout', (event) => {
  if (shown && !event.relatedTarget && !preview.matches(':hover') && !shown.matches(':hover')) later(hide);
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !shown) return;
  if (preview.contains(document.activeElement)) shown.focus({ preventScroll: true });
  hide();
});

document.addEventListener('pointerdown', (event) => {
  pointer = event.pointerType;
  before = shown;
  if (shown && !citationAt(event.target) && !preview.contains(event.target)) hide();
});

document.addEventListener('click', (event) => {
  const citation = citationAt(event.target);
  if (!citation) return;
  if (pointer === 'touch' && before !== citation && entryOf(citation) && event.detail > 0) {
    event.preventDefault();
    show(citation);
  } else {
    hide();
  }
});

addEventListener('scroll', place, { passive: true, capture: true });
addEventListener('resize', place);
