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
    vim.lsp.enable('boardwise')
  else
    M.start_on_filetype(group)
  end
end

--- Neovim 0.10 has no `vim.lsp.enable`.
---@param group integer
function M.start_on_filetype(group)
  local function start(buffer)
    vim.lsp.start({
      name = 'boardwise',
      cmd = config.command(),
      root_dir = vim.fs.root(buffer, config.root_markers) or vim.fs.dirname(vim.api.nvim_buf_get_name(buffer)),
      settings = { boardwise = config.options.settings },
      init_options = { boardwise = config.options.settings },
      capabilities = config.capabilities(),
    }, { bufnr = buffer })
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
    vim.lsp.inline_completion.enable(true, { bufnr = buffer, client_id = client.id })
  else
    require('boardwise.ghost').attach(client.id, buffer)
  end
  local key = config.options.accept_key
  if key then
    vim.keymap.set('i', key, function()
      if not M.accept() then
        return key
      end
    end, { buffer = buffer, expr = true, desc = 'Boardwise: accept ghost text' })
  end
end

--- Inserts the ghost text, if there is any.
---@return boolean accepted
function M.accept()
  if has_native_ghost then
    return vim.lsp.inline_completion.get()
  end
  return require('boardwise.ghost').accept()
end

---@return table? client the client of the current buffer
local function current_client()
  return vim.lsp.get_clients({ name = 'boardwise', bufnr = 0 })[1]
end

--- Says what the buffer is judged for.
local function show_board()
  local client = current_client()
  if not client then
    return vim.notify('Boardwise is not attached to this buffer', vim.log.levels.WARN)
  end
  client.request('boardwise/status', { textDocument = vim.lsp.util.make_text_document_params() }, function(error, status)
    if error then
      return vim.notify(error.message, vim.log.levels.ERROR)
    end
    local function known(value)
      return value ~= nil and value ~= vim.NIL and value or nil
    end
    local board = known(status.board)
    local line = board and ('%s (%s), %s'):format(status.boardName, status.chip, status.runtime)
      or 'No board: only board-independent rules speak'
    vim.notify(known(status.notice) and line .. '\n' .. status.notice or line)
  end, 0)
end

--- Sets the board for this session: `:Boardwise board esp32dev`.
---@param board string
local function set_board(board)
  local client = current_client()
  if not client then
    return vim.notify('Boardwise is not attached to this buffer', vim.log.levels.WARN)
  end
  config.options.settings.board = board
  client.settings = vim.tbl_deep_extend('force', client.settings or {}, { boardwise = config.options.settings })
  client.notify('workspace/didChangeConfiguration', { settings = client.settings })
end

local commands = {
  board = function(board)
    if board then
      set_board(board)
    else
      show_board()
    end
  end,
  health = function()
    vim.cmd.checkhealth('boardwise')
  end,
  accept = function()
    if not M.accept() then
      vim.notify('There is no ghost text', vim.log.levels.INFO)
    end
  end,
}

---@param arguments string[]
function M.command(arguments)
  local command = commands[arguments[1]]
  if not command then
    return vim.notify('Boardwise: unknown command ' .. arguments[1], vim.log.levels.ERROR)
  end
  command(arguments[2])
end

---@param lead string
---@param line string
---@return string[]
function M.complete(lead, line)
  local is_first = line:match('^%s*%S+%s+%S*$') ~= nil
  local names = is_first and vim.tbl_keys(commands) or {}
  table.sort(names)
  return vim.tbl_filter(function(name)
    return vim.startswith(name, lead)
  end, names)
end

return M
