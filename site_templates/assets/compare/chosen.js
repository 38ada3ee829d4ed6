/** The cases that a reader wants to compare, kept in the browser and nowhere else. */

const PLACE = 'casewright-compare';
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
export const MOST = 5;

export const known = (ids) => [...new Set(ids)].filter((id) => ID.test(id)).slice(0, MOST);

export function chosen() {
  try {
    const kept = JSON.parse(localStorage.getItem(PLACE) ?? '[]');
    return known(Array.isArray(kept) ? kept.map(String) : []);
  } catch {
    return []; // nothing can be kept, or somebody else wrote there
  }
}

export function choose(ids) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(known(ids)));
  } catch {
    // it is forgotten with the page
  }
}
