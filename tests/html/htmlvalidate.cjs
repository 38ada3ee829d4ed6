/* How html-validate checks the published pages (see check.py): its recommended
   rules and those for whole documents. Only the rules below are relaxed; they
   are about the look of the source, not about what browsers and readers get. */

module.exports = {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // The theme's templates are indented, and so leave spaces on empty lines.
    "no-trailing-whitespace": "off",

    // Python-Markdown writes void elements and boolean attributes as XHTML does
    // (<br />, checked="checked"); HTML reads both spellings alike.
    "void-style": "off",
    "attribute-boolean-style": "off",

    // Python-Markdown aligns the columns of a table with a style attribute.
    "no-inline-style": "off",

    // Advice about result lists of search engines; names of cases can be long.
    "long-title": "off",

    // HTML allows any id without white space; the theme's begin with "__" and
    // Python-Markdown's footnotes have a colon. Empty ids and spaces still fail.
    "valid-id": ["error", { relaxed: true }],

    // "A & B" is valid HTML as it stands; "&copy" or a stray "<" still fails.
    "no-raw-characters": ["error", { relaxed: true }],

    // Checksums are for files of other hosts; every file here is the site's own.
    "require-sri": ["error", { target: "crossorigin" }],
  },
};
