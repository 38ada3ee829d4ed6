/**
 * Gives every element marked with `data-cw-copy` a button that copies its text, with its italics where it has any.
 * The mark's value says what is copied, for those who only hear the button. Without this file the text can be selected.
 */

import { WORDS } from './words/copy.js';

const SHOWN = 2000; // milliseconds for which a button says that it copied

async function copy(element) {
  const text = element.innerText.trim();
  if (navigator.clipboard?.write && element.localName !== 'pre') {
    const types = { 'text/plain': text, 'text/html': element.innerHTML };
    const blobs = Object.entries(types).map(([type, value]) => [type, new Blob([value], { type })]);
    return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  }
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  return copySelected(element); // a page that was not sent over a safe connection
}

function copySelected(element) {
  const selection = getSelection();
  selection.selectAllChildren(element);
  const isDone = document.execCommand('copy');
  selection.removeAllRanges();
  if (!isDone) throw new Error('the browser does not copy');
}

function addButton(element) {
  const button = document.createElement('button');
  const name = document.createElement('span');
  const words = document.createElement('span');
  button.type = 'button';
  button.className = 'cw-copy';
  words.textContent = WORDS.copy;
  words.setAttribute('aria-live', 'polite');
  name.className = 'cw-hidden';
  name.textContent = ` ${element.dataset.cwCopy}`;
  button.append(words, name);
  button.addEventListener('click', async () => {
    try {
      await copy(element);
      words.textContent = WORDS.copied;
    } catch {
      getSelection().selectAllChildren(element);
      words.textContent = WORDS.selected;
    }
    setTimeout(() => (words.textContent = WORDS.copy), SHOWN);
  });
  element.after(button);
}

function addButtons() {
  for (const element of document.querySelectorAll('[data-cw-copy]')) {
    if (!element.nextElementSibling?.matches('.cw-copy')) addButton(element);
  }
}

// Material tells of pages that it loads without leaving the old one; elsewhere there is one page.
if (window.document$?.subscribe) window.document$.subscribe(addButtons);
else addButtons();
