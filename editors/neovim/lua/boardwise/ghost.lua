--- Ghost text for Neovim before 0.12: the same request, shown by our own extmark.
local config = require('boardwise.config')

local M = {}

local namespace = vim.api.nvim_create_namespace('boardwise_ghost')

--- What is shown now.
---@type { buffer: integer, row: integer, column: integer, lines: string[] }?
local shown
--- Counts requests: only the newest may show its answer.
local generation = 0
local timer = assert(vim.uv.new_timer())

function M.clear()
  if shown and vim.api.nvim_buf_is_valid(shown.buffer) then
    vim.api.nvim_buf_clear_namespace(shown.buffer, namespace, 0, -1)
  end
  shown = nil
end

---@param buffer integer
---@param row integer
---@param column integer
---@param text string
local function show(buffer, row, column, text)
  local lines = vim.split(text, '\n', { plain = true })
  local below = {}
  for index = 2, #lines do
    below[#below + 1] = { { lines[index], 'Comment' } }
  end
  vim.api.nvim_buf_set_extmark(buffer, namespace, row, column, {
    virt_text = { { lines[1], 'Comment' } },
    virt_text_pos = 'inline',
    virt_lines = #below > 0 and below or nil,
  })
  shown = { buffer = buffer, row = row, column = column, lines = lines }
end

--- The part of an item that is not typed yet, if what is typed agrees with it.
---@param item table
---@param line string
---@param row integer
---@param column integer bytes left of the cursor
---@param encoding string
---@return string?
local function untyped(item, line, row, column, encoding)
  local text = type(item.insertText) == 'table' and item.insertText.value or item.insertText
  local start = column
  if item.range then
    if item.range.start.line ~= row then
      return nil
    end
    start = vim.lsp.util._get_line_byte_from_position(0, item.range.start, encoding)
  end
  local typed = line:sub(start + 1, column)
  if not vim.startswith(text, typed) or #text == #typed then
    return nil
  end
  return text:sub(#typed + 1)
end

--- Asks for ghost text at the cursor.
---@param client_id integer
---@param buffer integer
---@param trigger_kind? integer 1 when a person asks, 2 (the default) on a keystroke
function M.request(client_id, buffer, trigger_kind)
  local client = vim.lsp.get_client_by_id(client_id)
  if not client or vim.api.nvim_get_current_buf() ~= buffer or vim.fn.mode() ~= 'i' then
    return
  end
  generation = generation + 1
  local mine = generation
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  params.context = { triggerKind = trigger_kind or 2 }
  client.request('textDocument/inlineCompletion', params, function(error, result)
    if error or not result or mine ~= generation or vim.api.nvim_get_current_buf() ~= buffer then
      return
    end
    local cursor = vim.api.nvim_win_get_cursor(0)
    local row, column = cursor[1] - 1, cursor[2]
    local item = (result.items or result)[1]
    local text = item and untyped(item, vim.api.nvim_get_current_line(), row, column, client.offset_encoding)
    M.clear()
    if text and vim.fn.mode() == 'i' then
      show(buffer, row, column, text)
    end
  end, buffer)
end

--- Inserts what is shown. Works from a key mapping, where the text may not be changed at once.
---@return boolean accepted
function M.accept()
  local ghost = shown
  if not ghost or ghost.buffer ~= vim.api.nvim_get_current_buf() then
    return false
  end
  M.clear()
  vim.schedule(function()
    vim.api.nvim_buf_set_text(ghost.buffer, ghost.row, ghost.column, ghost.row, ghost.column, ghost.lines)
    local n_lines = #ghost.lines
    local column = (n_lines == 1 and ghost.column or 0) + #ghost.lines[n_lines]
    vim.api.nvim_win_set_cursor(0, { ghost.row + n_lines, column })
  end)
  return true
end

---@param client_id integer
---@param buffer integer
function M.attach(client_id, buffer)
  local group = vim.api.nvim_create_augroup('boardwise_ghost_' .. buffer, {})
  vim.api.nvim_create_autocmd({ 'TextChangedI', 'CursorMovedI', 'InsertEnter' }, {
    group = group,
    buffer = buffer,
    callback = function()
      M.clear()
      timer:start(config.options.ghost_delay, 0, vim.schedule_wrap(function()
        M.request(client_id, buffer)
      end))
    end,
  })
  vim.api.nvim_create_autocmd({ 'InsertLeave', 'BufLeave' }, {
    group = group,
    buffer = buffer,
    callback = function()
      timer:stop()
      generation = generation + 1
      M.clear()
    end,
  })
end

return M
