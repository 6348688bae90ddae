--- `:Boardwise pins`: the pins of the board and what the program uses them for. Enter jumps there.
local client = require('boardwise.client')

local M = {}

local namespace = vim.api.nvim_create_namespace('boardwise_pins')

--- The window's state: where each line leads, and from which buffer it was opened.
---@type { buffer: integer, source: integer, sites: table<integer, table>, root: string }?
local view

---@param value any
local function known(value)
  return value ~= vim.NIL and value or nil
end

--- What can go wrong on a pin whatever it is used for. That ADC2 rests while Wi-Fi is on, or that a
--- pin only reads, concerns some uses, and there the rules speak.
---@param pin table
---@return table[]
local function cautions(pin)
  return vim.tbl_filter(function(it)
    return it.kind ~= 'adc_radio' and it.kind ~= 'input_only'
  end, pin.cautions)
end

--- Text, highlights and places of a map: the pins in use with all their uses, then the others.
---@param map table
---@return string[] lines
---@return { [1]: integer, [2]: string }[] highlights
---@return table<integer, table> sites
local function render(map)
  local lines = { ('%s (%s), %s'):format(map.board_name, map.chip, map.runtime), '' }
  local highlights = { { 0, 'Title' } }
  local sites = {}
  local function add(line, highlight, site)
    lines[#lines + 1] = line
    if highlight then
      highlights[#highlights + 1] = { #lines - 1, highlight }
    end
    sites[#lines] = site
  end
  local used = vim.tbl_filter(function(pin)
    return #pin.uses > 0
  end, map.pins)
  -- What one looks for first stands first.
  add(('In use: %d'):format(#used), 'Title')
  for _, pin in ipairs(used) do
    local head = ('%4d  %-12s'):format(pin.pin, table.concat(pin.names, ' '))
    local blank = (' '):rep(#head)
    for index, use in ipairs(pin.uses) do
      local name = known(use.name) or use.expression
      local text = ('%s  %-14s %s  %s:%d'):format(index == 1 and head or blank, use.role:gsub('_', ' '), name, use.file, use.line)
      add(text, #pin.conflicts > 0 and 'DiagnosticError' or 'Function', use)
    end
    for _, conflict in ipairs(pin.conflicts) do
      add(('%s  ✗ %s'):format(blank, conflict.text), 'DiagnosticError')
    end
    -- What a rule says is said in its words; a caution only where none does.
    for _, finding in ipairs(pin.findings) do
      local is_error = finding.severity == 'error'
      add(('%s  %s %s'):format(blank, is_error and '✗' or '!', finding.message), is_error and 'DiagnosticError' or 'DiagnosticWarn')
    end
    for _, caution in ipairs(#pin.findings == 0 and cautions(pin) or {}) do
      add(('%s  ! %s'):format(blank, caution.text), 'DiagnosticWarn')
    end
  end
  add('')
  add('Not in use', 'Title')
  for _, pin in ipairs(map.pins) do
    if pin.exposed and #pin.uses == 0 then
      local wired = vim.tbl_map(function(it)
        return it.what
      end, pin.wiring)
      local kinds = vim.tbl_map(function(it)
        return it.kind:gsub('_', ' ')
      end, cautions(pin))
      local text = #wired > 0 and ('on the board: %s'):format(table.concat(wired, ', '))
        or #kinds > 0 and ('think twice: %s'):format(table.concat(kinds, ', '))
        or 'free'
      add(('%4d  %-12s  %s'):format(pin.pin, table.concat(pin.names, ' '), text), text ~= 'free' and 'Comment' or nil)
    end
  end
  return lines, highlights, sites
end

local function fill(result)
  if not view or not vim.api.nvim_buf_is_valid(view.buffer) then
    view = nil
    return
  end
  local map = result and result.maps and result.maps[1]
  local lines, highlights, sites = { 'No board is known: `:Boardwise board NAME` names one' }, {}, {}
  if map then
    lines, highlights, sites = render(map)
    view.root = map.root
  end
  view.sites = sites
  vim.bo[view.buffer].modifiable = true
  vim.api.nvim_buf_set_lines(view.buffer, 0, -1, false, lines)
  vim.bo[view.buffer].modifiable = false
  vim.api.nvim_buf_clear_namespace(view.buffer, namespace, 0, -1)
  for _, highlight in ipairs(highlights) do
    vim.api.nvim_buf_set_extmark(view.buffer, namespace, highlight[1], 0, { line_hl_group = highlight[2] })
  end
end

local function refresh()
  if not view or not vim.api.nvim_buf_is_valid(view.source) then
    return
  end
  if #vim.lsp.get_clients({ name = 'boardwise', bufnr = view.source }) > 0 then
    client.request('boardwise/pinMap', { uri = vim.uri_from_bufnr(view.source) }, fill, view.source)
  end
end

--- Goes to the use under the cursor.
function M.jump()
  local site = view and view.sites[vim.api.nvim_win_get_cursor(0)[1]]
  if not view or not site then
    return
  end
  local path = site.file
  if not vim.startswith(path, '/') then
    path = vim.fs.joinpath(view.root, path)
  end
  local window = vim.fn.bufwinid(view.source)
  if window ~= -1 then
    vim.api.nvim_set_current_win(window)
  else
    vim.cmd.wincmd('p')
  end
  if vim.fs.normalize(vim.api.nvim_buf_get_name(0)) ~= vim.fs.normalize(path) then
    vim.cmd.edit(vim.fn.fnameescape(path))
  end
  -- The map counts characters from one.
  local line = vim.api.nvim_buf_get_lines(0, site.line - 1, site.line, false)[1] or ''
  vim.api.nvim_win_set_cursor(0, { site.line, math.max(vim.fn.byteidx(line, site.column - 1), 0) })
end

--- Opens the map beside the current buffer, or brings it up to date.
function M.open()
  if not client.of(0) then
    return
  end
  local source = vim.api.nvim_get_current_buf()
  if not view or not vim.api.nvim_buf_is_valid(view.buffer) then
    local buffer = vim.api.nvim_create_buf(false, true)
    vim.api.nvim_buf_set_name(buffer, 'boardwise://pins')
    vim.bo[buffer].bufhidden = 'wipe'
    vim.bo[buffer].filetype = 'boardwise-pins'
    view = { buffer = buffer, source = source, sites = {}, root = '' }
    vim.keymap.set('n', '<CR>', M.jump, { buffer = buffer, desc = 'Boardwise: go to the use of this pin' })
    vim.keymap.set('n', 'q', '<Cmd>close<CR>', { buffer = buffer, desc = 'Close' })
    -- New findings mean new text.
    local group = vim.api.nvim_create_augroup('boardwise_pins', {})
    vim.api.nvim_create_autocmd('DiagnosticChanged', { group = group, callback = refresh })
  end
  view.source = source
  if vim.fn.bufwinid(view.buffer) == -1 then
    vim.cmd('botright vertical 60split')
    vim.api.nvim_win_set_buf(0, view.buffer)
    vim.wo.number, vim.wo.signcolumn = false, 'no'
    -- Reasons are longer than the window is wide: they go on below their beginning.
    vim.wo.wrap, vim.wo.linebreak, vim.wo.breakindent, vim.wo.breakindentopt = true, true, true, 'min:20,shift:2'
  end
  refresh()
end

return M
