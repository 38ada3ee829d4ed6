-- Formats citations and references with pandoc's citeproc.
-- In (one JSON object on standard input): style (path), lang, documents: list of
--   {references (CSL-JSON as text), clusters: list of {inText, items: list of {id, prefix, suffix, suppress}}}.
-- Out (one JSON object), documents: list of
--   {clusters: list of HTML, references: list of {id, html} in the style's order}.

local function inlines(text)
  local out = pandoc.Inlines {}
  for space, word in text:gmatch('(%s*)(%S*)') do
    if space ~= '' then out:insert(pandoc.Space()) end
    if word ~= '' then out:insert(pandoc.Str(word)) end
  end
  return out
end

local function citation(item, in_text)
  local mode = in_text and 'AuthorInText' or (item.suppress and 'SuppressAuthor' or 'NormalCitation')
  return pandoc.Citation(item.id, mode, inlines(item.prefix), inlines(item.suffix))
end

local function html(found)
  found = found:walk { Span = function(span) if span.classes:includes('nocase') then return span.content end end }
  return (pandoc.write(pandoc.Pandoc { pandoc.Plain(found) }, 'html', { wrap_text = 'none' }))
end

local function format(document, style, lang)
  local blocks = pandoc.Blocks {}
  for _, cluster in ipairs(document.clusters) do
    local citations = pandoc.List {}
    for _, item in ipairs(cluster.items) do citations:insert(citation(item, cluster.inText)) end
    blocks:insert(pandoc.Para { pandoc.Cite({ pandoc.Str '?' }, citations) })
  end
  local meta = pandoc.read(document.references, 'csljson').meta
  meta.csl = style
  meta.lang = lang
  meta['link-citations'] = true
  meta.nocite = pandoc.Inlines { pandoc.Cite({ pandoc.Str '@*' }, { pandoc.Citation('*', 'NormalCitation') }) }

  local done = pandoc.utils.citeproc(pandoc.Pandoc(blocks, meta))
  local out = { clusters = pandoc.List {}, references = pandoc.List {} }
  for index = 1, #document.clusters do out.clusters[index] = html(done.blocks[index].content) end
  for index = #document.clusters + 1, #done.blocks do
    for _, entry in ipairs(done.blocks[index].content) do
      local text = pandoc.utils.blocks_to_inlines(entry.content, { pandoc.Space() })
      out.references:insert { id = entry.identifier:gsub('^ref%-', '', 1), html = html(text) }
    end
  end
  return out
end

local input = pandoc.json.decode(io.read('a'), false)
local out = pandoc.List {}
for _, document in ipairs(input.documents) do out:insert(format(document, input.style, input.lang)) end
io.write(pandoc.json.encode { documents = out })
