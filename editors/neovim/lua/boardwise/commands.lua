--- `:Boardwise board|pins|generate|explain|accept|health`
local client = require('boardwise.client')
local config = require('boardwise.config')

local M = {}

---@param value any
local function known(value)
  return value ~= vim.NIL and value or nil
end

--- Says what the buffer is judged for.
local function show_board()
  client.request('boardwise/status', { textDocument = vim.lsp.util.make_text_document_params() }, function(status)
    local board = known(status.board)
    local line = board and ('%s (%s), %s'):format(status.boardName, status.chip, status.runtime)
      or 'No board: only board-independent rules speak'
    vim.notify(known(status.notice) and line .. '\n' .. status.notice or line)
  end)
end

--- Sets the board for this session, everywhere.
---@param board string
local function set_board(board)
  local current = client.of()
  if not current then
    return
  end
  config.options.settings.board = board
  current.settings = vim.tbl_deep_extend('force', current.settings or {}, { boardwise = config.options.settings })
  client.call(current, 'notify', 'workspace/didChangeConfiguration', { settings = current.settings })
end

--- Writes the board into the project's `boardwise.toml`; the server sees the file change.
---@param board string
local function write_board(board)
  local current = client.of()
  if not current then
    return
  end
  local name = vim.api.nvim_buf_get_name(0)
  local root = vim.fs.root(name, config.root_markers) or vim.fs.dirname(name)
  local path = vim.fs.joinpath(root, 'boardwise.toml')
  local lines = vim.fn.filereadable(path) == 1 and vim.fn.readfile(path) or {}
  local wanted = ('board = "%s"'):format(board)
  local is_written = false
  for index, line in ipairs(lines) do
    if line:match('^%s*board%s*=') then
      lines[index], is_written = wanted, true
      break
    end
  end
  if not is_written then
    table.insert(lines, 1, wanted)
  end
  vim.fn.writefile(lines, path)
  client.call(current, 'notify', 'workspace/didChangeWatchedFiles', { changes = { { uri = vim.uri_from_fname(path), type = 2 } } })
  vim.notify(('%s: %s'):format(path, wanted))
end

--- Whether a line says what is wanted: `// boardwise: blink an LED`.
---@param line string
---@return boolean
local function is_wish(line)
  return line:match('[/#]+%s*[Bb]oardwise:%s*%S') ~= nil and not line:match('[Bb]oardwise:%s*allow')
end

--- Has the server write code for a task at the cursor, as one undoable edit. Without a task the
--- comment on the line tells it, and goes.
---@param task? string
local function generate(task)
  local params = vim.tbl_extend('force', client.place(), { task = task })
  if not task then
    -- Wherever the cursor stands on the line, its end is in the comment; the server cuts it there.
    params.position.character = 2 ^ 31 - 1
  end
  client.request('boardwise/generate', params, function(result)
    local refused = result and known(result.refused)
    if refused then
      return vim.notify(('Boardwise: %s. Instead: %s'):format(refused.reason, refused.alternative), vim.log.levels.WARN)
    end
    local parts = {}
    for _, pin in ipairs(result and result.pins or {}) do
      parts[#parts + 1] = ('%s: pin %s (%s)'):format(pin.signal, pin.pin, pin.why)
    end
    for _, library in ipairs(result and result.libraries or {}) do
      parts[#parts + 1] = ('%s: %s'):format(library.name, library.install)
    end
    if result and known(result.note) then
      parts[#parts + 1] = result.note
    end
    vim.notify(#parts > 0 and table.concat(parts, '\n') or 'Boardwise: done')
  end)
end

--- The names of all boards, read once.
---@type string[]?
local boards

---@return string[]
local function board_names()
  if not boards then
    local answer = vim.system({ config.options.server, 'boards', 'list', '--format', 'json' }, { text = true }):wait(10000)
    local ok, list = pcall(vim.json.decode, answer.stdout or '')
    boards = {}
    for _, board in ipairs(ok and list.boards or {}) do
      boards[#boards + 1] = board.id
    end
    table.sort(boards)
  end
  return boards
end

---@class boardwise.Command
---@field run fun(argument: string, bang: boolean)
---@field arguments? fun(): string[]

---@type table<string, boardwise.Command>
local commands = {
  board = {
    run = function(board, bang)
      if board == '' then
        show_board()
      elseif bang then
        write_board(board)
      else
        set_board(board)
      end
    end,
    arguments = board_names,
  },
  pins = {
    run = function()
      require('boardwise.pins').open()
    end,
  },
  generate = {
    run = function(task)
      if task ~= '' then
        return generate(task)
      elseif is_wish(vim.api.nvim_get_current_line()) then
        return generate()
      end
      vim.ui.input({ prompt = 'What shall it do? ' }, function(answer)
        if answer and answer ~= '' then
          generate(answer)
        end
      end)
    end,
  },
  explain = {
    run = function()
      client.request('boardwise/explain', client.place(), function(explained)
        local markdown = explained and explained.markdown or 'Nothing is known about this place.'
        vim.lsp.util.open_floating_preview(vim.split(markdown, '\n'), 'markdown', { border = 'rounded', focus_id = 'boardwise' })
      end)
    end,
  },
  accept = {
    run = function(extent)
      if not require('boardwise').accept(extent ~= '' and extent or nil) then
        vim.notify('There is no ghost text', vim.log.levels.INFO)
      end
    end,
    arguments = function()
      return { 'line', 'word' }
    end,
  },
  health = {
    run = function()
      vim.cmd.checkhealth('boardwise')
    end,
  },
}

---@param line string what follows `:Boardwise`
---@param bang boolean
function M.run(line, bang)
  local name, argument = line:match('^(%S+)%s*(.-)%s*$')
  local command = commands[name]
  if not command then
    return vim.notify('Boardwise: unknown command ' .. tostring(name), vim.log.levels.ERROR)
  end
  command.run(argument, bang)
end

---@param lead string
---@param line string
---@return string[]
function M.complete(lead, line)
  local name = line:match('^%s*%S+%s+(%S+)%s')
  local candidates
  if not name then
    candidates = vim.tbl_keys(commands)
    table.sort(candidates)
  else
    local command = commands[name]
    candidates = command and command.arguments and command.arguments() or {}
  end
  return vim.tbl_filter(function(candidate)
    return vim.startswith(candidate, lead)
  end, candidates)
end

return M
