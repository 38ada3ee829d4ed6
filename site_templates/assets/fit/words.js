/** What the finder says, and reasons in words. */

import { isUnknown } from './rank.js';

export const WORDS = {
  looking: 'Looking …',
  nothingAsked: 'Answer one question at least.',
  none: (total) => `None of the ${total} cases fits in any of your answers. That nobody in this casebook has tried it is an answer too.`,
  some: (count, total) => `${count} of ${total} cases ${count === 1 ? 'fits' : 'fit'} in something; the best first.`,
  unknownAnswer: (names) => `The address holds an answer that this casebook does not know (${names.join(', ')}); it was left out.`,
  broken: 'The data of this page could not be loaded. Reload it in a moment; the links above lead to every case.',
  copied: 'Copied.',
  notCopied: 'That did not work; copy it from the address bar.',
  points: (points) => `${points < 0 ? '−' : ''}${Math.abs(points)} ${Math.abs(points) === 1 ? 'point' : 'points'}`,
  for: 'For',
  against: 'Against',
  unknown: 'Not known',
  silent: 'Not shared',
  nothingAgainst: 'Nothing in your answers. That is not to say that nothing is.',
  chosen: 'You chose its situation',
  verdict: (verdict, cases) => `The verdict is “${verdict}”: ${cases}`,
  stances: { supports: 'Supported by', qualifies: 'Qualified by', contradicts: 'Contradicted by', open: 'Left open by' },
  more: (count) => ` and ${count} more`,
};
const AGAINST = ['contested', 'contradicted', 'weakly contradicted', 'mostly contradicted'];
const MOST_NAMED = 4;

const labels = (terms) => terms.map(({ label }) => label).join('; ');
const wanted = ({ asked, column }) => labels(column.terms.filter(({ term }) => asked.includes(term)));

/** For a case: lists of reasons, each a text. */
export function reasons(said, asked) {
  const of = said.map((part, at) => ({ ...part, column: asked[at].column }));
  return [
    [WORDS.for, of.filter(({ fits }) => fits.length).map((part) => `${part.question.name}: ${labels(part.fits)}${part.question.comparison === 'most' ? `; you have ${wanted(part)}` : ''} (+${part.points})`)],
    [WORDS.against, of.filter(({ differs }) => differs.length).map((part) => `${part.question.name}: ${labels(part.differs)}; yours is ${wanted(part)} (−${-part.points})`)],
    [WORDS.silent, of.filter(({ silent }) => silent).map(({ question }) => question.name)],
    [WORDS.unknown, of.filter(isUnknown).map(({ question }) => question.name)],
  ];
}

/** For a lesson: what its cases among the best say, and its verdict. `nameOf` is the title of a case. */
export function lessonReasons({ lesson, said, isChosen }, nameOf) {
  const told = (stance) => {
    const cases = said.get(stance) ?? [];
    if (!cases.length) return [];
    const named = cases.slice(0, MOST_NAMED).map(nameOf).join('; ');
    return [`${WORDS.stances[stance]} ${named}${cases.length > MOST_NAMED ? WORDS.more(cases.length - MOST_NAMED) : ''}`];
  };
  const verdict = [WORDS.verdict(lesson.verdict, lesson.cases)];
  const isAgainst = AGAINST.includes(lesson.verdict);
  const against = [...told('contradicts'), ...told('qualifies'), ...(isAgainst ? verdict : [])];
  return [
    [WORDS.for, [...(isChosen ? [WORDS.chosen] : []), ...told('supports'), ...(isAgainst ? [] : verdict)]],
    [WORDS.against, against.length ? against : [WORDS.nothingAgainst]],
    [WORDS.unknown, told('open')],
  ];
}
