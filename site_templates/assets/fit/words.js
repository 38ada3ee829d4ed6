/** Reasons in words. */

import { say } from '../say.js';
import { WORDS } from '../words/fit.js';
import { isUnknown } from './rank.js';

const AGAINST = ['contested', 'contradicted', 'weakly contradicted', 'mostly contradicted'];
const MOST_NAMED = 4;

const labels = (terms) => terms.map(({ label }) => label).join('; ');
const wanted = ({ asked, column }) => labels(column.terms.filter(({ term }) => asked.includes(term)));

function fitting(part) {
  const values = { question: part.question.name, terms: labels(part.fits), wanted: wanted(part), points: part.points };
  return say(part.question.comparison === 'most' ? WORDS.fits_within : WORDS.fits, values);
}

function differing(part) {
  const values = { question: part.question.name, terms: labels(part.differs), wanted: wanted(part), points: -part.points };
  return say(WORDS.differs, values);
}

/** For a case: lists of reasons, each a text. */
export function reasons(said, asked) {
  const of = said.map((part, at) => ({ ...part, column: asked[at].column }));
  return [
    [WORDS.for, of.filter(({ fits }) => fits.length).map(fitting)],
    [WORDS.against, of.filter(({ differs }) => differs.length).map(differing)],
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
    const more = cases.length - MOST_NAMED;
    return [say(WORDS.stances[stance], { cases: more > 0 ? say(WORDS.and_more, { cases: named, count: more }) : named })];
  };
  const verdict = [say(WORDS.verdict, lesson)];
  const isAgainst = AGAINST.includes(lesson.verdict);
  const against = [...told('contradicts'), ...told('qualifies'), ...(isAgainst ? verdict : [])];
  return [
    [WORDS.for, [...(isChosen ? [WORDS.chosen] : []), ...told('supports'), ...(isAgainst ? [] : verdict)]],
    [WORDS.against, against.length ? against : [WORDS.nothing_against]],
    [WORDS.unknown, told('open')],
  ];
}
