-- Formats citations and references with pandoc's citeproc, one document for each line of input, until the input ends.
-- In (a JSON object on one line): style (an address that pandoc reads), lang, references (CSL-JSON as text),
--   first, last: ids that the document has before and behind its citations without printing them,
--   clusters: list of {inText, items: list of {id, prefix, suffix, suppress}}.
-- Out (likewise): clusters: list of {html, notes: list of HTML}, references: list of {id, label, html} in the style's order;
--   or error: what went wrong. In html, U+E001 stands where a note is called.

local NOTE = '\u{E001}'
local BETWEEN = '\u{E002}'
-- Follows a sign in CSL-JSON that is no tag.
local JOINER = '\u{2060}'

local function words(text)
  local out = pandoc.Inlines {}
  for space, word in text:gmatch('(%s*)(%S*)') do
    if space ~= '' then out:insert(pandoc.Space()) end
    if word ~= '' then out:insert(pandoc.Str((word:gsub('\\%*', '*')))) end
  end
  return out
end

-- Text in which *words* are emphasis and \* is an asterisk.
local function inlines(text)
  local out, at = pandoc.Inlines {}, 1
  while true do
    local from, to, inner = text:find('%f[*\\]%*([^%s*\\][^*\\]*)%*', at)
    if not from then break end
    out:extend(words(text:sub(at, from - 1)))
    out:insert(pandoc.Emph(words(inner)))
    at = to + 1
  end
  out:extend(words(text:sub(at)))
  return out
end

local function citation(item, in_text)
  local mode = in_text and 'AuthorInText' or (item.suppress and 'SuppressAuthor' or 'NormalCitation')
  return pandoc.Citation(item.id, mode, inlines(item.prefix), inlines(item.suffix))
end

local function cite(citations)
  return pandoc.Para { pandoc.Cite({ pandoc.Str '?' }, citations) }
end

local function mention(ids)
  local citations = pandoc.List {}
  for _, id in ipairs(ids) do citations:insert(pandoc.Citation(id, 'NormalCitation')) end
  return #ids > 0 and pandoc.Blocks { cite(citations) } or pandoc.Blocks {}
end

local function flat(blocks)
  return pandoc.utils.blocks_to_inlines(blocks, { pandoc.Space() })
end

-- Texts to be written as HTML, all at once: the writer takes longer to begin than to write.
local Texts = {}
Texts.__index = Texts

function Texts.new()
  return setmetatable({ blocks = pandoc.Blocks {}, count = 0 }, Texts)
end

-- What keeps its capitals has kept them by now, and needs no mark.
function Texts:add(found)
  found = found:walk { Span = function(span) if span.classes:includes('nocase') then return span.content end end }
  self.count = self.count + 1
  self.blocks:insert(pandoc.Plain(found))
  self.blocks:insert(pandoc.RawBlock('html', BETWEEN))
  return self.count
end

function Texts:html()
  local out = {}
  local text = pandoc.write(pandoc.Pandoc(self.blocks), 'html', { wrap_text = 'none' })
  text = text:gsub('&lt;' .. JOINER, '&lt;')
  for html in text:gmatch('(.-)\n?' .. BETWEEN .. '\n?') do out[#out + 1] = html end
  assert(#out == self.count, 'a text is missing')
  return out
end

local function cluster(block, texts)
  local notes = pandoc.List {}
  local content = block.content:walk {
    Note = function(note)
      notes:insert(texts:add(flat(note.content)))
      return pandoc.Str(NOTE)
    end,
  }
  return { html = texts:add(content), notes = notes }
end

local function reference(entry, texts)
  local label, content = '', flat(entry.content)
  local margin = content[1]
  if margin and margin.t == 'Span' and margin.classes:includes('csl-left-margin') then
    label = pandoc.utils.stringify(margin):match('^%s*(.-)%s*$')
    content:remove(1)
    if content[1] and content[1].t == 'Span' then content = content[1].content end
  end
  return { id = entry.identifier:gsub('^ref%-', '', 1), label = label, html = texts:add(content) }
end

local function format(document)
  local blocks = mention(document.first)
  local before = #blocks
  for _, one in ipairs(document.clusters) do
    local citations = pandoc.List {}
    for index, item in ipairs(one.items) do citations:insert(citation(item, one.inText and index == 1)) end
    blocks:insert(cite(citations))
  end
  blocks:extend(mention(document.last))
  local meta = pandoc.read(document.references, 'csljson').meta
  meta.csl = document.style
  meta.lang = document.lang
  meta['link-citations'] = true
  local done = pandoc.utils.citeproc(pandoc.Pandoc(blocks, meta)).blocks
  local texts, out = Texts.new(), { clusters = pandoc.List {}, references = pandoc.List {} }
  for index = before + 1, before + #document.clusters do out.clusters:insert(cluster(done[index], texts)) end
  for index = #blocks + 1, #done do
    for _, entry in ipairs(done[index].content) do out.references:insert(reference(entry, texts)) end
  end
  local html = texts:html()
  for _, found in ipairs(out.clusters) do
    found.html = html[found.html]
    found.notes = found.notes:map(function(note) return html[note] end)
  end
  for _, found in ipairs(out.references) do found.html = html[found.html] end
  return out
end

for line in io.lines() do
  local is_done, out = pcall(function() return format(pandoc.json.decode(line, false)) end)
  io.write(pandoc.json.encode(is_done and out or { error = tostring(out) }), '\n')
  io.flush()
end
