--- Ghost text for Neovim before 0.12: the same request, shown by our own extmark.
local config = require('boardwise.config')
local text_of = require('boardwise.text')

local M = {}

local namespace = vim.api.nvim_create_namespace('boardwise_ghost')

--- What is shown now: the text right of the cursor, and the command that counts its acceptance.
---@type { buffer: integer, client: integer, row: integer, column: integer, text: string, command: table? }?
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

local function draw()
  local ghost = assert(shown)
  vim.api.nvim_buf_clear_namespace(ghost.buffer, namespace, 0, -1)
  local lines = vim.split(ghost.text, '\n', { plain = true })
  local below = {}
  for index = 2, #lines do
    below[#below + 1] = { { lines[index], 'Comment' } }
  end
  vim.api.nvim_buf_set_extmark(ghost.buffer, namespace, ghost.row, ghost.column, {
    virt_text = { { lines[1], 'Comment' } },
    virt_text_pos = 'inline',
    virt_lines = #below > 0 and below or nil,
  })
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
  require('boardwise.client').call(client, 'request', 'textDocument/inlineCompletion', params, function(error, result)
    if error or not result or mine ~= generation or vim.api.nvim_get_current_buf() ~= buffer then
      return
    end
    local cursor = vim.api.nvim_win_get_cursor(0)
    local row, column = cursor[1] - 1, cursor[2]
    local item = (result.items or result)[1]
    local text = item and untyped(item, vim.api.nvim_get_current_line(), row, column, client.offset_encoding)
    M.clear()
    if text and vim.fn.mode() == 'i' then
      shown = { buffer = buffer, client = client_id, row = row, column = column, text = text, command = item.command }
      draw()
    end
  end, buffer)
end

--- Typing what the ghost text says leaves the rest of it in place, without a flicker.
---@return boolean stays
local function follow()
  local ghost = shown
  if not ghost or ghost.buffer ~= vim.api.nvim_get_current_buf() then
    return false
  end
  local cursor = vim.api.nvim_win_get_cursor(0)
  local row, column = cursor[1] - 1, cursor[2]
  local typed = vim.api.nvim_get_current_line():sub(ghost.column + 1, column)
  if row ~= ghost.row or column < ghost.column or not vim.startswith(ghost.text, typed) or #typed == #ghost.text then
    return false
  end
  ghost.column, ghost.text = column, ghost.text:sub(#typed + 1)
  draw()
  return true
end

--- Inserts what is shown, or its next word or line. Works from a key mapping, where the text may not
--- be changed at once.
---@param extent? 'word'|'line'
---@return boolean accepted
function M.accept(extent)
  local ghost = shown
  if not ghost or ghost.buffer ~= vim.api.nvim_get_current_buf() then
    return false
  end
  local part = text_of.part(ghost.text, extent)
  M.clear()
  vim.schedule(function()
    local lines = vim.split(part, '\n', { plain = true })
    vim.api.nvim_buf_set_text(ghost.buffer, ghost.row, ghost.column, ghost.row, ghost.column, lines)
    local row = ghost.row + #lines - 1
    local column = (#lines == 1 and ghost.column or 0) + #lines[#lines]
    vim.api.nvim_win_set_cursor(0, { row + 1, column })
    local rest = ghost.text:sub(#part + 1)
    if rest ~= '' then
      shown = vim.tbl_extend('force', ghost, { row = row, column = column, text = rest })
      draw()
    elseif ghost.command then
      local client = vim.lsp.get_client_by_id(ghost.client)
      local params = { command = ghost.command.command, arguments = ghost.command.arguments }
      if client then
        require('boardwise.client').call(client, 'request', 'workspace/executeCommand', params, function() end, ghost.buffer)
      end
    end
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
      if not follow() then
        M.clear()
      end
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
