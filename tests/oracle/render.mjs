// Renders references and citations with citeproc-js: what our own way is compared with.
//
//     node render.mjs REQUEST ANSWER
//
// REQUEST is a JSON file: items (CSL-JSON), locales (folder), documents: list of
//   {style (path), lang, isNote, clusters: list of {isInText, items: list of {id, prefix, label, locator, suffix, suppress}}}.
// ANSWER is written: list of {clusters: list of HTML, references: list of {id, html} in the style's order}.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import CSL from "citeproc";

const [requestPath, answerPath] = process.argv.slice(2);
const request = JSON.parse(readFileSync(requestPath, "utf8"));
const items = new Map(request.items.map((item) => [item.id, item]));

function render({ style, lang, isNote, clusters }) {
  const system = {
    retrieveLocale: (tag) => readFileSync(join(request.locales, `locales-${tag}.xml`), "utf8"),
    retrieveItem: (id) => structuredClone({ ...items.get(id), system_id: id }),
    embedBibliographyEntry: (id) => `<!--${id}-->`, // entry_ids also names entries that a style leaves empty
  };
  const engine = new CSL.Engine(system, readFileSync(style, "utf8"), lang, true);
  const citations = clusters.map((cluster, index) => citation(cluster, index, isNote));
  const printed = engine.rebuildProcessorState(citations, "html", [...items.keys()]);
  const [, entries] = engine.makeBibliography();
  return {
    clusters: printed.map(([, , html]) => html),
    references: entries.map((html) => ({ id: html.match(/<!--(.*?)-->/)[1], html })),
  };
}

function citation({ isInText, items: cited }, index, isNote) {
  return {
    citationID: `c${index}`,
    citationItems: cited.map(({ suppress, ...item }) => ({ ...item, ...(suppress && { "suppress-author": true }) })),
    properties: { noteIndex: isNote ? index + 1 : 0, ...(isInText && { mode: "composite" }) },
  };
}

writeFileSync(answerPath, JSON.stringify(request.documents.map(render)));
