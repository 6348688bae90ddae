--- What the server says about boards and the model, for status lines.
local M = {}

--- The latest word about each document, and about the model.
---@type table<string, table>
local documents = {}
---@type table?
local model

---@param value any
local function known(value)
  return value ~= vim.NIL and value or nil
end

--- The server said something new.
---@param status table
function M.set(status)
  model = status.model
  if known(status.uri) then
    documents[status.uri] = status
  end
  vim.schedule(function()
    vim.cmd.redrawstatus({ bang = true })
  end)
end

local model_words = {
  loading = 'model loading',
  missing = 'no model',
  off = 'model off',
}

--- One short text: the board, and the model when it is not ready. Empty where Boardwise is not attached.
---@param buffer? integer
---@return string
function M.line(buffer)
  buffer = buffer or vim.api.nvim_get_current_buf()
  if #vim.lsp.get_clients({ name = 'boardwise', bufnr = buffer }) == 0 then
    return ''
  end
  local status = documents[vim.uri_from_bufnr(buffer)]
  local board = status and known(status.boardName) or 'no board'
  local word = model and model_words[model.state]
  return word and ('%s · %s'):format(board, word) or board
end

--- A component for lualine: `lualine_x = { require('boardwise.status').lualine }`.
function M.lualine()
  return M.line()
end

return M
