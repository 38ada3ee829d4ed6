/** Buttons to keep and to compare, on pages that show cases or lessons; what they need is loaded only there. */

const cards = document.querySelectorAll('.cw-card');
const heads = document.querySelectorAll('.cw-case > .cw-head, .cw-lesson > .cw-head');

if (cards.length || heads.length) {
  const { onRecord, withButtons } = await import('./reading/buttons.js');
  withButtons([...cards].filter((card) => !card.closest('[data-cw-explore]'))); // that page adds its own
  for (const head of heads) onRecord(head);
}
