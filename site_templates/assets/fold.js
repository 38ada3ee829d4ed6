/**
 * Opens what is folded where a link leads into it, and on paper. Browsers of 2025 do both by themselves; this is for
 * older ones. Without this file a fold is opened by its summary.
 */

function open() {
  const target = document.querySelector(':target');
  const folds = [];
  for (let fold = target?.closest('details'); fold; fold = fold.parentElement.closest('details')) {
    if (!fold.open) folds.push(fold);
  }
  for (const fold of folds) fold.open = true;
  if (folds.length) target.scrollIntoView();
}

const printed = [];

addEventListener('hashchange', open);
addEventListener('beforeprint', () => {
  for (const fold of document.querySelectorAll('details.cw-fold:not([open]), details.cw-explain:not([open])')) {
    fold.open = true;
    printed.push(fold);
  }
});
addEventListener('afterprint', () => {
  for (const fold of printed.splice(0)) fold.open = false;
});

open();
