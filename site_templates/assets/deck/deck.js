/**
 * Shows the slides of a module one at a time. Where the window is narrow, and without this file, they stand below one
 * another. The colours are those that the reader chose on the rest of the site.
 */

const ROOT = '../../../';
const REVEAL = '../vendor/reveal/';
const WIDE = matchMedia('(min-width: 700px)');
const asked = location.search;
const isPrinted = /print-pdf/.test(asked);
const isWatched = /receiver/.test(asked); // shown small, in the view of the one who speaks
const hasNotes = document.querySelector('aside.notes') !== null;

function takeColours() {
  const site = new URL(ROOT, location).pathname;
  try {
    const scheme = JSON.parse(localStorage.getItem(`${site}.__palette`))?.color?.scheme;
    if (scheme) document.documentElement.dataset.mdColorScheme = scheme;
  } catch {
    // nothing was chosen, or nothing can be kept
  }
}

function loadStyle() {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL(`${REVEAL}reveal.css`, import.meta.url);
  return new Promise((resolve, reject) => {
    link.addEventListener('load', resolve);
    link.addEventListener('error', reject);
    document.head.prepend(link);
  });
}

async function start() {
  const [{ default: Reveal }, notes] = await Promise.all([
    import(`${REVEAL}reveal.mjs`),
    hasNotes ? import(`${REVEAL}notes.mjs`) : null,
    loadStyle(),
  ]);
  document.documentElement.classList.add('cw-deck--shown');
  document.documentElement.classList.toggle('cw-deck--watched', isWatched);
  const deck = new Reveal(document.querySelector('.reveal'), {
    width: 1120,
    height: 630,
    margin: 0.03,
    center: false,
    controls: false,
    embedded: !isPrinted,
    hash: true,
    pdfMaxPagesPerSlide: 1,
    plugins: notes ? [notes.default] : [],
    scrollActivationWidth: null,
    showNotes: isPrinted && hasNotes ? 'separate-page' : false,
    transition: 'none',
    backgroundTransition: 'none',
  });
  if (isPrinted) deck.on('pdf-ready', () => print());
  await deck.initialize();
  if (!isPrinted) showButtons(deck);
}

function showButtons(deck) {
  const part = (name) => document.querySelector(`[data-deck="${name}"]`);
  const show = () => {
    part('place').textContent = `${deck.getSlidePastCount() + 1} / ${deck.getTotalSlides()}`;
    part('prev').disabled = deck.isFirstSlide();
    part('next').disabled = deck.isLastSlide();
    const slide = deck.getCurrentSlide();
    slide.scrollTop = 0;
    if (slide.scrollHeight > slide.clientHeight + 1) slide.tabIndex = 0; // what does not fit can be scrolled by keys
  };
  part('prev').addEventListener('click', () => deck.prev());
  part('next').addEventListener('click', () => deck.next());
  part('help').addEventListener('click', () => deck.toggleHelp());
  part('notes')?.addEventListener('click', () => deck.getPlugin('notes').open());
  deck.on('slidechanged', show);
  document.querySelector('.cw-deck__buttons').hidden = false;
  show();
}

takeColours();
if (isPrinted || isWatched || WIDE.matches) start();
if (!isPrinted && !isWatched) WIDE.addEventListener('change', () => location.reload());
