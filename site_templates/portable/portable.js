/**
 * Has a site work that is opened from a folder and not from a server.
 *
 * A browser then loads no modules and no data for scripts, takes no folder for a page, and shows no page to another one.
 * So modules stand as functions in `SITE.modules`; data is in scripts beside its file, each with a call of
 * `casewrightFile`; links to folders get the name of their page; and a page that a script asks for is opened in a
 * frame, where it tells what it holds.
 */

const PAGE = 'index.html';
const TOLD = '#casewright-told';
const PATIENCE = 10_000; // milliseconds until a page that was asked for counts as missing
const ROOT = new URL('../../', document.currentScript.src); // this file stands two folders below the root
const wanted = document.currentScript.dataset.modules.split(' ');
const arrived = new Map(); // what data scripts brought, by address
const made = new Map(); // modules by address

/** The address of a file below the root: without what is asked of it, and with the name of its page. Else null. */
function nameOf(url) {
  if (url.protocol !== ROOT.protocol || url.host !== ROOT.host || !url.pathname.startsWith(ROOT.pathname)) return null;
  const name = decodeURIComponent(url.pathname.slice(ROOT.pathname.length));
  return name === '' || name.endsWith('/') ? `${name}${PAGE}` : name;
}

function use(address) {
  if (!made.has(address)) made.set(address, SITE.modules[address](use, load, new URL(address, ROOT).href));
  return made.get(address);
}

/** A module that is asked for while the page is shown: where it is none of ours, the script beside its file brings it. */
async function load(here, address) {
  const name = nameOf(new URL(address, here));
  if (!(name in SITE.modules)) await brought(name);
  return use(name);
}

globalThis.casewrightModules = (modules) => Object.assign(SITE.modules, modules);

globalThis.casewrightFile = (name, text, isPacked) => {
  arrived.set(name, isPacked ? Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)) : text);
};

/** Waits for the script beside a file to bring what that holds; also where there is none. */
function brought(name) {
  return new Promise((answer) => {
    const script = document.createElement('script');
    const end = () => {
      script.remove();
      answer();
    };
    script.addEventListener('load', end);
    script.addEventListener('error', end);
    script.src = `${new URL(name.split('/').map(encodeURIComponent).join('/'), ROOT)}.js`;
    document.head.append(script);
  });
}

/** What a file of data holds; null where there is none. */
async function data(name) {
  if (!arrived.has(name)) await brought(name);
  return arrived.get(name) ?? null;
}

/** What another page holds, which it tells itself from within a frame; null where there is no such page. */
function pageAt(name) {
  return new Promise((answer) => {
    const frame = document.createElement('iframe');
    frame.hidden = true;
    const end = (html) => {
      clearTimeout(timer);
      removeEventListener('message', told);
      frame.remove();
      answer(html);
    };
    const timer = setTimeout(end, PATIENCE, null);
    function told({ source, data: said }) {
      if (source === frame.contentWindow && typeof said?.casewrightPage === 'string') end(said.casewrightPage);
    }
    addEventListener('message', told);
    frame.src = `${new URL(name.split('/').map(encodeURIComponent).join('/'), ROOT)}${TOLD}`;
    document.body.append(frame);
  });
}

const asked = globalThis.fetch.bind(globalThis);

globalThis.fetch = async (input, options) => {
  const url = new URL(input instanceof Request ? input.url : input, location.href);
  const name = nameOf(url);
  if (name === null) return asked(input, options);
  const answered = (body, status) => Object.defineProperty(new Response(body, { status }), 'url', { value: url.href });
  if (options?.method === 'HEAD') return answered(null, SITE.heads.some((end) => name.endsWith(end)) ? 200 : 404);
  const isThere = !SITE.pages || !name.endsWith(`/${PAGE}`) || SITE.pages.includes(name);
  const body = isThere ? await (name.endsWith('.html') ? pageAt(name) : data(name)) : null;
  return body === null ? answered(null, 404) : answered(body, 200);
};

/** Has a link lead to the page of its folder; one to a page that is not here leads to the site on the web, if known. */
function mend(link) {
  const url = new URL(link.href);
  const name = nameOf(url);
  if (name === null || link.hash === TOLD) return;
  if (SITE.pages && name.endsWith(PAGE) && !SITE.pages.includes(name)) {
    if (!SITE.web) link.removeAttribute('href');
    else link.href = `${SITE.web}${name.slice(0, -PAGE.length)}${url.search}${url.hash}`;
  } else if (url.pathname.endsWith('/')) {
    url.pathname += PAGE;
    link.href = url.href;
  }
}

function watched(event) {
  const link = event.target instanceof Element && event.target.closest('a[href]');
  if (link) mend(link);
}

/** The page of a folder has a name here, and the address of a page may change behind that name only. */
for (const name of ['pushState', 'replaceState']) {
  const before = history[name].bind(history);
  history[name] = (state, title, address) => {
    const url = new URL(address ?? location.href, location.href);
    if (url.pathname.endsWith('/')) url.pathname += PAGE;
    before(state, title, url.href);
  };
}

function begin() {
  for (const type of ['pointerover', 'focusin', 'click', 'auxclick']) document.addEventListener(type, watched, true);
  for (const address of wanted.filter((one) => one in SITE.modules)) {
    try {
      Promise.resolve(use(address)).catch((fault) => console.error(fault));
    } catch (fault) {
      console.error(fault);
    }
  }
}

if (location.hash === TOLD && parent !== window) parent.postMessage({ casewrightPage: document.documentElement.outerHTML }, '*');
else begin();
