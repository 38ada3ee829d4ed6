/** The selection to take away: a table, references, its address. What that needs is loaded when it is asked for. */

import { file } from './columns.js';

const AT_ONCE = 6;
export const MOST_REFERENCES = 500;

async function text(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}`);
  return answer.text();
}

/** The rows of the table of all cases that the selection holds, as they stand there. */
export async function table(root, cases) {
  const [all, ids] = await Promise.all([text(new URL('api/v1/cases.csv', root)), file(root, 'ids')]);
  const wanted = new Set(cases.map((index) => ids[index]));
  const [head, ...rows] = recordsOf(all);
  return [head, ...rows.filter((row) => wanted.has(/^"?([^",\n]*)/.exec(row)[1]))].map((row) => `${row}\n`).join('');
}

/** Splits a table into its rows; a row goes on where a line ends between quotation marks. */
function recordsOf(written) {
  const rows = [];
  let row = '';
  for (const line of written.split('\n')) {
    row += row ? `\n${line}` : line;
    if ((row.match(/"/g) ?? []).length % 2) continue;
    if (row) rows.push(row);
    row = '';
  }
  return rows;
}

/** How to cite the page of each case, one after the other. */
export async function references(root, cases) {
  const ids = await file(root, 'ids');
  const entries = [];
  for (let at = 0; at < cases.length; at += AT_ONCE) {
    const some = cases.slice(at, at + AT_ONCE);
    entries.push(...(await Promise.all(some.map((index) => text(new URL(`cases/${ids[index]}/cite.bib`, root))))));
  }
  return entries.join('\n');
}

export function save(written, name, type) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([written], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
