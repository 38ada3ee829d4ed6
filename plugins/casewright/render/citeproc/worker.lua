-- Formats citations and references with pandoc's citeproc, one document for each line of input, until the input ends.
-- In: a document as pandoc writes it in JSON. Out: a JSON object on one line: html; or error, what went wrong.
-- Notes stand in the html where they are called, between U+E003 and U+E004.

local NOTE, END = '\u{E003}', '\u{E004}'

local final = {
  -- What keeps its capitals has kept them by now, and needs no mark.
  Span = function(span)
    if span.classes:includes('nocase') then return span.content end
  end,
  Note = function(note)
    local content = pandoc.Inlines { pandoc.Str(NOTE) }
    content:extend(pandoc.utils.blocks_to_inlines(note.content, { pandoc.Space() }))
    content:insert(pandoc.Str(END))
    return content
  end,
}

local function format(line)
  local done = pandoc.utils.citeproc(pandoc.read(line, 'json')):walk(final)
  return { html = pandoc.write(done, 'html', { wrap_text = 'none' }) }
end

for line in io.lines() do
  local is_done, out = pcall(format, line)
  io.write(pandoc.json.encode(is_done and out or { error = tostring(out) }), '\n')
  io.flush()
end
