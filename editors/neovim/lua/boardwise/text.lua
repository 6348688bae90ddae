--- Parts of a suggestion.
local M = {}

--- The beginning of `text` up to the end of its first word or run of signs.
---@param text string
---@return string
function M.first_word(text)
  local word = vim.fn.matchstr(text, [=[^\_s*\%(\w\+\|[^[:alnum:]_[:space:]]\+\)\s*]=])
  return word ~= '' and word or text
end

--- The beginning of `text` up to the end of its first line that says something.
---@param text string
---@return string
function M.first_line(text)
  local from = text:find('%S') or 1
  local line_break = text:find('\n', from, true)
  return line_break and text:sub(1, line_break - 1) or text
end

--- The part that `extent` names.
---@param text string
---@param extent? 'word'|'line' default: all of it
---@return string
function M.part(text, extent)
  if extent == 'word' then
    return M.first_word(text)
  elseif extent == 'line' then
    return M.first_line(text)
  end
  return text
end

return M
