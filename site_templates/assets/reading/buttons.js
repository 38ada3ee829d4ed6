/** Buttons on cards and on pages of records: keep it to read, and of a case also compare it. */

import { MOST as MOST_COMPARED, choose, chosen } from '../compare/chosen.js';
import { element } from '../explore/element.js';
import { say } from '../say.js';
import { WORDS } from '../words/reading.js';
import { MOST, keep, kept, refOf } from './kept.js';

const LIST = new URL('../../../reading-list/', import.meta.url); // this file stands three folders below the root

function toggle(words, name, ids, changed) {
  const button = element('button', { type: 'button', className: 'cw-card__compare' }, words);
  button.setAttribute('aria-label', name);
  const show = () => button.setAttribute('aria-pressed', String(ids.has()));
  button.addEventListener('click', () => {
    const said = ids.toggle();
    show();
    changed(said);
  });
  show();
  return button;
}

/** A button that adds a case to those that are compared, or takes it away; `changed` is told whether there was room. */
export function compareButton(id, title, changed) {
  const has = () => chosen().includes(id);
  return toggle(WORDS.compare, say(WORDS.compared, { title }), {
    has,
    toggle() {
      const ids = chosen();
      if (has()) choose(ids.filter((other) => other !== id));
      else if (ids.length < MOST_COMPARED) choose([...ids, id]);
      return ids.length === MOST_COMPARED && !ids.includes(id);
    },
  }, changed);
}

export function readingButton(ref, title, changed) {
  const has = () => kept().includes(ref);
  return toggle(WORDS.keep, say(WORDS.list, { title }), {
    has,
    toggle() {
      const refs = kept();
      if (has()) return keep(refs.filter((other) => other !== ref)) ? '' : WORDS.lost;
      if (refs.length >= MOST) return say(WORDS.full, { most: MOST });
      return keep([...refs, ref]) ? element('a', { href: LIST.href }, WORDS.kept) : WORDS.lost;
    },
  }, changed);
}

/** Gives each card its buttons, once; `changed` is told after a press on "Compare" whether the comparison is full. */
export function withButtons(cards, changed) {
  for (const card of cards) {
    const link = card.querySelector('.cw-card__title a');
    const ref = link ? refOf(link.pathname) : '';
    if (!ref || card.querySelector('.cw-card__compare')) continue;
    const said = element('span', { className: 'cw-card__said', attributes: { role: 'status' } });
    const tell = (text) => said.replaceChildren(text);
    const buttons = [readingButton(ref, link.textContent, tell)];
    if (ref.startsWith('case:')) {
      const told = changed ?? ((isFull) => tell(isFull ? say(WORDS.full_comparison, { most: MOST_COMPARED }) : ''));
      buttons.push(compareButton(ref.slice('case:'.length), link.textContent, told));
    }
    card.append(element('p', { className: 'cw-card__buttons' }, ...buttons, said));
  }
  return cards;
}

/** The same on the page of a record itself, below its summary. */
export function onRecord(head) {
  const title = head.querySelector('h1').textContent;
  const ref = refOf(location.pathname);
  if (!ref) return;
  const said = element('span', { className: 'cw-card__said', attributes: { role: 'status' } });
  const tell = (text) => said.replaceChildren(text);
  const buttons = [readingButton(ref, title, tell)];
  if (ref.startsWith('case:')) buttons.push(compareButton(ref.slice('case:'.length), title, (isFull) => tell(isFull ? say(WORDS.full_comparison, { most: MOST_COMPARED }) : '')));
  const line = element('p', { className: 'cw-card__buttons' }, ...buttons, said);
  head.querySelector('.cw-summary').after(line);
}
