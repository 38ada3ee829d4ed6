/**
 * Shows the pages of a course one by one, and tells the learning platform which were opened and how long that took.
 *
 * SCORM 1.2: the platform puts an object called API into a window around this one, or into the one that opened it. Where
 * there is none, the pages can be read all the same.
 */
(() => {
  const MOST_WINDOWS = 20;
  const begun = Date.now();
  const links = [...document.querySelectorAll('nav a')];
  const frame = document.querySelector('iframe');
  const steps = document.querySelector('.steps');
  const status = steps.querySelector('[role="status"]');
  const [back, next] = ['[data-back]', '[data-next]'].map((one) => steps.querySelector(one));
  const api = around(window) ?? (window.opener && around(window.opener)) ?? null;
  const read = new Set();
  let now = 0;
  let isOpen = false;

  function around(start) {
    let place = start;
    for (let count = 0; count < MOST_WINDOWS; count++) {
      try {
        if (place.API) return place.API;
      } catch {
        return null; // a window of another site
      }
      if (place.parent === place) return null;
      place = place.parent;
    }
    return null;
  }

  const tell = (name, value) => isOpen && api.LMSSetValue(name, String(value));

  /** Takes up where the learner left off: which pages were opened, and which was the last. */
  function begin() {
    isOpen = api !== null && String(api.LMSInitialize('')) === 'true';
    if (!isOpen) return;
    const known = String(api.LMSGetValue('cmi.suspend_data')).split(',').filter(Boolean);
    for (const number of known.map(Number)) if (number in links) read.add(number);
    const last = Number(api.LMSGetValue('cmi.core.lesson_location') || 0);
    if (last in links) now = last;
    if (!isFinished(api.LMSGetValue('cmi.core.lesson_status'))) tell('cmi.core.lesson_status', 'incomplete');
  }

  const isFinished = (word) => ['completed', 'passed'].includes(String(word));

  function show(number) {
    now = number;
    read.add(number);
    frame.src = links[number].getAttribute('href');
    links.forEach((link, index) => {
      if (index === number) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
      link.parentElement.toggleAttribute('data-read', read.has(index));
    });
    back.disabled = number === 0;
    next.disabled = number === links.length - 1;
    const isAll = read.size === links.length;
    const words = isAll ? status.dataset.all : status.dataset.of;
    status.textContent = words.replace('{read}', read.size).replace('{count}', links.length);
    tell('cmi.core.lesson_location', number);
    tell('cmi.suspend_data', [...read].sort((one, other) => one - other).join(','));
    if (isAll) tell('cmi.core.lesson_status', 'completed');
    if (isOpen) api.LMSCommit('');
  }

  /** Hours, minutes and seconds as SCORM 1.2 wants them: HHHH:MM:SS.SS, with two figures of hours at least. */
  function spent() {
    const seconds = Math.max(0, Math.round((Date.now() - begun) / 1000));
    const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    return parts.map((part) => String(part).padStart(2, '0')).join(':');
  }

  function end() {
    if (!isOpen) return;
    tell('cmi.core.exit', read.size === links.length ? '' : 'suspend');
    tell('cmi.core.session_time', spent());
    api.LMSCommit('');
    api.LMSFinish('');
    isOpen = false;
  }

  links.forEach((link, number) => {
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(number);
    });
  });
  frame.addEventListener('load', () => {
    for (const link of frame.contentDocument?.querySelectorAll('a[href^="http"]') ?? []) {
      link.target = '_blank'; // many sites refuse to be shown in a frame
      link.rel = 'noopener';
    }
  });
  back.addEventListener('click', () => show(Math.max(0, now - 1)));
  next.addEventListener('click', () => show(Math.min(links.length - 1, now + 1)));
  addEventListener('pagehide', end);
  begin();
  steps.hidden = false;
  show(now);
})();
