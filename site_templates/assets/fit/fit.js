/**
 * Ranks cases and lessons by the answers, which stand in the address. The rule, and what cases carry, are loaded once
 * somebody has answered. All that comes from data is put in as text.
 */

import { card, facet } from '../explore/columns.js';
import { element } from '../explore/element.js';
import { withButtons } from '../reading/buttons.js';
import { say } from '../say.js';
import { WORDS } from '../words/fit.js';
import { fromAddress, parts, ranked, rankedLessons, toAddress } from './rank.js';
import { lessonReasons, reasons } from './words.js';

const SHOWN = 5;
const SHOWN_LESSONS = 8;
const kept = new Map();

function load(root, name) {
  if (!kept.has(name)) {
    const asked = fetch(new URL(`fit/${name}.json`, root)).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}`);
      return answer.json();
    });
    kept.set(name, asked.catch((fault) => {
      kept.delete(name);
      throw fault;
    }));
  }
  return kept.get(name);
}

function start(page) {
  const root = new URL(page.dataset.root, location.href);
  const total = Number(page.dataset.total);
  const one = (selector) => page.querySelector(selector);
  const [form, status, results] = [one('form'), one('.cw-fit__status'), one('.cw-fit__results')];
  const questions = [...new Set([...form.elements].map(({ name }) => name).filter(Boolean))];
  let turn = 0;
  let next = async () => {};

  /** The answers in the form; the rule itself is needed only to rank them. */
  const answered = () => new Map(questions.map((id) => [id, new FormData(form).getAll(id).filter(Boolean)]).filter(([, terms]) => terms.length));

  function reflect(search) {
    const wanted = new URLSearchParams(search);
    for (const field of form.elements) {
      if (field.localName === 'select') field.value = [...field.options].some(({ value }) => value === wanted.get(field.name)) ? wanted.get(field.name) : '';
      if (field.type === 'checkbox') field.checked = wanted.getAll(field.name).includes(field.value);
    }
    for (const choices of form.querySelectorAll('details')) if (choices.querySelector(':checked')) choices.open = true;
  }

  async function show() {
    const number = ++turn;
    const isStale = () => number !== turn;
    const hasAnswers = questions.some((id) => new URLSearchParams(location.search).get(id));
    one('.cw-fit__found').hidden = !hasAnswers;
    results.hidden = true;
    if (!hasAnswers) return;
    status.textContent = WORDS.looking;
    try {
      const rule = await load(root, 'rule');
      const answers = fromAddress(location.search, rule.questions);
      const columns = await Promise.all([...answers.keys()].map((id) => facet(root, rule.questions.find((item) => item.id === id).column, total)));
      const strange = [];
      const asked = [...answers].flatMap(([id, terms], at) => {
        const question = rule.questions.find((item) => item.id === id);
        const known = terms.filter((term) => columns[at].sets.has(term) && !question.unknown.includes(term));
        if (known.length < terms.length) strange.push(question.name);
        return known.length ? [{ question, terms: known, column: columns[at] }] : [];
      });
      const found = ranked(asked, total);
      const [lessons, stances] = await Promise.all([load(root, 'lessons'), facet(root, rule.bearings, total)]);
      if (isStale()) return;
      await showCases(found, asked, isStale);
      await showLessons(rankedLessons(lessons, answers.get('situation') ?? [], found.slice(0, rule.lessons.cases), stances.sets, rule.lessons), isStale);
      if (isStale()) return;
      const said = [found.length ? say(WORDS.some, { count: found.length, total }) : say(WORDS.none, { total })];
      if (strange.length) said.push(say(WORDS.unknown_answer, { names: strange.join(', ') }));
      status.textContent = said.join(' ');
      results.hidden = !found.length && !one('.cw-fit__lessons').children.length;
    } catch (fault) {
      if (isStale()) return;
      console.warn(fault);
      status.textContent = WORDS.broken;
      one('.cw-fit__plain').hidden = false;
    }
  }

  async function showCases(found, asked, isStale) {
    const list = one('.cw-fit__cases');
    const more = one('.cw-fit__more');
    let rest = found;
    const made = async () => {
      const some = rest.slice(0, SHOWN);
      const items = await Promise.all(some.map(async (of) => caseItem(root, await card(root, of.index), of, asked)));
      rest = rest.slice(SHOWN);
      more.hidden = !rest.length;
      return items;
    };
    const items = await made();
    if (isStale()) return;
    list.replaceChildren(...items);
    withButtons(items);
    next = async () => {
      const further = await made();
      if (isStale()) return;
      list.append(...further);
      withButtons(further);
      further[0]?.querySelector('a').focus();
    };
  }

  async function showLessons(found, isStale) {
    const shown = found.slice(0, SHOWN_LESSONS);
    const speaking = new Set(shown.flatMap(({ said }) => [...said.values()].flat().map(({ index }) => index)));
    const titles = new Map(await Promise.all([...speaking].map(async (index) => [index, (await card(root, index)).title])));
    if (isStale()) return;
    const items = shown.map((of) => lessonItem(root, of, ({ index }) => titles.get(index)));
    one('.cw-fit__lessons').replaceChildren(...items);
    withButtons(items);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const answers = answered();
    history.pushState(null, '', toAddress(answers));
    show();
    one('.cw-fit__found').hidden = false;
    if (!answers.size) status.textContent = WORDS.nothing_asked;
    one('#fit-found').focus();
  });
  form.addEventListener('reset', () => {
    history.pushState(null, '', location.pathname);
    setTimeout(() => reflect('')); // after the form has gone back to what the page says
    show();
  });
  form.addEventListener('change', ({ target }) => {
    const group = target.closest('fieldset');
    if (group) limit(group);
  });
  const limitAll = () => [...form.querySelectorAll('fieldset')].forEach(limit);
  addEventListener('popstate', () => {
    reflect(location.search);
    limitAll();
    show();
  });
  one('[data-more]').addEventListener('click', () => next());
  one('[data-print]').addEventListener('click', () => print());
  one('[data-link]').addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      one('[data-taken]').textContent = WORDS.copied;
    } catch {
      one('[data-taken]').textContent = WORDS.not_copied;
    }
  });
  one('.cw-fit__plain').hidden = true;
  form.hidden = false;
  reflect(location.search);
  limitAll();
  show();
}

/** Of several choices only so many can be made; the others wait. */
function limit(group) {
  const boxes = [...group.querySelectorAll('input')];
  const isFull = boxes.filter(({ checked }) => checked).length >= Number(group.dataset.most);
  for (const box of boxes) box.disabled = isFull && !box.checked;
}

function caseItem(root, shown, { index, points }, asked) {
  const meta = say(WORDS.meta, { ...shown, status: shown.status.toLowerCase() });
  return item(root, shown, points, [element('p', { className: 'cw-card__meta' }, meta), element('p', {}, shown.summary)], reasons(parts(asked, index), asked));
}

function lessonItem(root, of, nameOf) {
  return item(root, of.lesson, of.points, [element('p', {}, of.lesson.when)], lessonReasons(of, nameOf));
}

function item(root, { address, title }, points, told, lists) {
  const terms = lists.filter(([, texts]) => texts.length).map(([name, texts]) =>
    element('div', {}, element('dt', {}, name), ...texts.map((text) => element('dd', {}, text))),
  );
  return element(
    'li',
    { className: 'cw-card' },
    element(
      'h4',
      { className: 'cw-card__title' },
      element('a', { href: new URL(address, root).href }, title),
      ' ',
      element('span', { className: 'cw-fit__points' }, say(WORDS.points, { sign: points < 0 ? '−' : '', count: Math.abs(points) })),
    ),
    ...told,
    element('dl', { className: 'cw-fit__reasons' }, ...terms),
  );
}

for (const page of document.querySelectorAll('[data-cw-fit]')) start(page);
