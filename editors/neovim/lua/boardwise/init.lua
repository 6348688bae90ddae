--- Boardwise for Neovim: starts the language server and shows its ghost text.
local config = require('boardwise.config')

local M = {}

--- Neovim 0.12 shows ghost text itself; before, `boardwise.ghost` does.
local has_native_ghost = vim.lsp.inline_completion ~= nil

---@param options? table see `boardwise.config`
function M.setup(options)
  config.set(options)
  local group = vim.api.nvim_create_augroup('boardwise', {})
  vim.api.nvim_create_autocmd('LspAttach', {
    group = group,
    callback = function(event)
      local client = vim.lsp.get_client_by_id(event.data.client_id)
      if client and client.name == 'boardwise' then
        M.attach(client, event.buf)
      end
    end,
  })
  if vim.lsp.enable then
    -- The file under `lsp/` may have been read before the options were known.
    vim.lsp.config('boardwise', config.client())
    vim.lsp.config('boardwise', { filetypes = config.options.filetypes })
    vim.lsp.enable('boardwise')
  else
    M.start_on_filetype(group)
  end
end

--- Neovim 0.10 has no `vim.lsp.enable`.
---@param group integer
function M.start_on_filetype(group)
  local function start(buffer)
    local name = vim.api.nvim_buf_get_name(buffer)
    local root = vim.fs.root(buffer, config.root_markers) or vim.fs.dirname(name)
    vim.lsp.start(vim.tbl_extend('force', config.client(), { root_dir = root }), { bufnr = buffer })
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = config.options.filetypes,
    callback = function(event)
      start(event.buf)
    end,
  })
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and vim.tbl_contains(config.options.filetypes, vim.bo[buffer].filetype) then
      start(buffer)
    end
  end
end

---@param client table
---@param buffer integer
function M.attach(client, buffer)
  if not config.options.ghost then
    return
  end
  if has_native_ghost then
    vim.lsp.inline_completion.enable(true, { bufnr = buffer })
  else
    require('boardwise.ghost').attach(client.id, buffer)
  end
  local keys = {
    { config.options.accept_key, nil, 'ghost text' },
    { config.options.accept_word_key, 'word', 'a word of the ghost text' },
    { config.options.accept_line_key, 'line', 'a line of the ghost text' },
  }
  for _, entry in ipairs(keys) do
    local key, extent, what = entry[1], entry[2], entry[3]
    if key then
      vim.keymap.set('i', key, function()
        if not M.accept(extent) then
          return key
        end
      end, { buffer = buffer, expr = true, desc = 'Boardwise: accept ' .. what })
    end
  end
end

--- The item that stands for a part of it. What is accepted in part is not counted as a whole.
---@param item table
---@param extent 'word'|'line'
---@return table
local function shortened(item, extent)
  local text = type(item.insert_text) == 'string' and item.insert_text or item.insert_text.value
  local typed = ''
  if item.range then
    local row, column = item.range:to_extmark()
    local cursor = vim.api.nvim_win_get_cursor(0)
    if cursor[1] - 1 == row then
      typed = vim.api.nvim_get_current_line():sub(column + 1, cursor[2])
    end
  end
  local rest = vim.startswith(text, typed) and text:sub(#typed + 1) or text
  local part = require('boardwise.text').part(rest, extent)
  item.insert_text = text:sub(1, #text - #rest) .. part
  if part ~= rest then
    item.command = nil
  end
  return item
end

--- Inserts the ghost text, or its next word or line, if there is any.
---@param extent? 'word'|'line'
---@return boolean accepted
function M.accept(extent)
  if not has_native_ghost then
    return require('boardwise.ghost').accept(extent)
  end
  return vim.lsp.inline_completion.get({
    on_accept = extent and function(item)
      return shortened(item, extent)
    end or nil,
  })
end

--- The board, and the model when it is not ready: for a status line.
---@return string
function M.statusline()
  return require('boardwise.status').line()
end

return M
