/** The rule at work: points of each case and lesson for the answers. Its numbers all come from `fit/rule.json`. */

const sum = (parts) => parts.reduce((total, { points }) => total + points, 0);

/** The answers in an address: for each question the terms that its column knows, at most as many as it takes. */
export function fromAddress(search, questions) {
  const wanted = new URLSearchParams(search);
  const answers = questions.map(({ id, most }) => [id, [...new Set(wanted.getAll(id))].filter(Boolean).slice(0, most)]);
  return new Map(answers.filter(([, terms]) => terms.length));
}

export function toAddress(answers) {
  const written = new URLSearchParams();
  for (const [id, terms] of answers) for (const term of terms) written.append(id, term);
  return written.size ? `?${written}` : location.pathname;
}

/** What each question says of a case: the points, and the terms that fit, differ, or nothing where it is unknown. */
export function parts(asked, index) {
  return asked.map(({ question, terms, column }) => {
    const carried = column.terms.filter(({ term }) => !question.unknown.includes(term) && column.sets.get(term)[index]);
    const said = { question, fits: [], differs: [], asked: terms, points: 0 };
    const of = COMPARED[question.comparison](carried, terms);
    if (of.fits?.length) return { ...said, fits: of.fits, points: question.fits * (of.counts ?? 1) };
    return of.differs?.length ? { ...said, differs: of.differs, points: -question.differs } : { ...said, silent: of.silent };
  });
}

const step = (term) => Number(term.slice(term.lastIndexOf('.') + 1));
const unit = (term) => term.slice(0, term.lastIndexOf('.'));

const COMPARED = {
  same(carried, [wanted]) {
    const same = carried.filter(({ term }) => term === wanted);
    return same.length ? { fits: same } : { differs: carried };
  },
  each(carried, wanted) {
    const shared = carried.filter(({ term }) => wanted.includes(term));
    return { fits: shared, counts: shared.length, silent: carried.length > 0 };
  },
  most(carried, [wanted]) {
    const like = carried.filter(({ term }) => unit(term) === unit(wanted));
    const larger = like.filter(({ term }) => step(term) > step(wanted));
    if (!larger.length) return { fits: like };
    return larger.length === like.length ? { differs: like } : {};
  },
};

/** All cases that fit in something, the best first. */
export function ranked(asked, total) {
  const found = [];
  for (let index = 0; index < total; index += 1) {
    const said = parts(asked, index);
    if (!said.some(({ fits }) => fits.length)) continue;
    found.push({ index, points: sum(said), unknown: said.filter((part) => isUnknown(part)).length });
  }
  return found.toSorted((one, other) => other.points - one.points || one.unknown - other.unknown || one.index - other.index);
}

export const isUnknown = ({ fits, differs, silent }) => !fits.length && !differs.length && !silent;

/** Lessons that have to do with the answers, the most first, with the best cases that say something about each. */
export function rankedLessons(lessons, chosen, best, stances, rule) {
  const found = lessons.map((lesson, order) => {
    const said = new Map();
    for (const [term, set] of stances) {
      const [id, stance] = term.split('/');
      if (id === lesson.id) said.set(stance, best.filter(({ index }) => set[index]));
    }
    const speaking = new Set([...said.values()].flat().map(({ index }) => index));
    const isChosen = chosen.includes(lesson.id);
    return { lesson, order, said, isChosen, points: (isChosen ? rule.chosen : 0) + rule.case * speaking.size };
  });
  return found.filter(({ points }) => points).toSorted((one, other) => other.points - one.points || one.order - other.order);
}
