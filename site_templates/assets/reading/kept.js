/** The reading list: cases and lessons that a reader keeps, in the browser and nowhere else. */

const PLACE = 'casewright-reading';
const REF = /^(?:case|lesson):[a-z0-9]+(?:-[a-z0-9]+)*$/;
export const MOST = 50;

/** Those of some texts that name a record, once each and not too many. */
export const known = (refs) => [...new Set(refs)].filter((ref) => ref.length < 200 && REF.test(ref)).slice(0, MOST);

export function kept() {
  try {
    const read = JSON.parse(localStorage.getItem(PLACE) ?? '[]');
    return known(Array.isArray(read) ? read.map(String) : []);
  } catch {
    return []; // nothing can be kept, or somebody else wrote there
  }
}

/** Keeps a list; says whether that worked. */
export function keep(refs) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(known(refs)));
    return true;
  } catch {
    return false;
  }
}

/** The record at an address of this site, as `case:id`, or nothing. */
export function refOf(address) {
  const parts = address.split('/').filter((part) => part && part !== 'index.html'); // as in a folder on disk
  const [folder, id, ...rest] = parts.slice(-2);
  const kind = { cases: 'case', lessons: 'lesson' }[folder];
  return kind && id && !rest.length && REF.test(`${kind}:${id}`) ? `${kind}:${id}` : '';
}
