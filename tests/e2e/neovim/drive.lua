-- Drives a Neovim as a person would: nvim -l drive.lua NVIM BOARDWISE
--
-- A child Neovim with the plugin opens a sketch that drives an input-only pin; the driver waits
-- for the diagnostic, asks why, applies the fix, types, accepts the ghost text whole and by words,
-- looks at the pins, switches the board, and looks at the buffer each time.
-- The last line says how many checks passed and failed; the exit code is 1 if any failed.

local nvim, server = arg[1], arg[2]
local here = vim.fs.dirname(vim.fn.fnamemodify(arg[0], ':p'))
local plugin = vim.fs.normalize(here .. '/../../../editors/neovim')

-- Fits two loaded cores on which others compile.
local PATIENCE_MS = tonumber(vim.env.PATIENCE_MS) or 90000

local n_passed, n_failed = 0, 0

--- Runs one check; what it raises is its failure.
local function check(name, body)
  local ok, problem = pcall(body)
  if ok then
    n_passed = n_passed + 1
    print('ok      ' .. name)
  else
    n_failed = n_failed + 1
    print('FAILED  ' .. name .. '\n        ' .. tostring(problem))
  end
  return ok
end

-- The project.
local folder = vim.fn.tempname()
vim.fn.mkdir(folder, 'p')
vim.fn.writefile({ 'board = "esp32dev"' }, folder .. '/boardwise.toml')
-- What the server counts goes here.
local state = vim.fn.tempname()
vim.fn.mkdir(state, 'p')
local sketch = folder .. '/sketch.ino'
vim.fn.writefile({
  'const int ledPin = 25;',
  '',
  'void setup() {',
  '  pinMode(34, OUTPUT);',
  '}',
  '',
  'void loop() {',
  '  digitalWrite(ledPin, HIGH);',
  '  delay(500);',
  '  digitalWrite(ledPin, LOW);',
  '}',
}, sketch)

-- The child. `-n`: a stale swap file would make it ask a question that nobody answers.
local child = vim.fn.jobstart(
  { nvim, '--clean', '-n', '-i', 'NONE', '--embed', '--headless', '--cmd', 'set runtimepath^=' .. plugin },
  { rpc = true, env = { XDG_STATE_HOME = state } }
)
assert(child > 0, 'Neovim cannot be started: ' .. nvim)

local function lua(code, ...)
  return vim.rpcrequest(child, 'nvim_exec_lua', code, { ... })
end

local function keys(text)
  vim.rpcrequest(child, 'nvim_input', text)
end

--- Waits until `probe` gives something true and returns it.
local function eventually(what, probe)
  local result
  local is_so = vim.wait(PATIENCE_MS, function()
    result = probe()
    return result and result ~= vim.NIL
  end, 50)
  assert(is_so, 'in vain: ' .. what)
  return result
end

local function line(number)
  return lua('return vim.api.nvim_buf_get_lines(0, ...)', number - 1, number, false)[1]
end

local function diagnostics()
  return lua([[
    return vim.tbl_map(function(it)
      return { line = it.lnum + 1, severity = it.severity, source = it.source, code = it.code, message = it.message }
    end, vim.diagnostic.get(0))
  ]])
end

--- The text of the floating window, if there is one.
local function floating()
  return lua([[
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
      end
    end
  ]])
end

--- The first line of the ghost text, whoever shows it.
local function ghost_text()
  return lua([[
    for name, namespace in pairs(vim.api.nvim_get_namespaces()) do
      if name:find('inline_completion') or name == 'boardwise_ghost' then
        for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, { details = true })) do
          local text = ''
          for _, chunk in ipairs(mark[4].virt_text or {}) do
            text = text .. chunk[1]
          end
          if text ~= '' then
            return text
          end
        end
      end
    end
  ]])
end

print(vim.split(lua('return vim.fn.execute("version")'), '\n', { trimempty = true })[1])
lua("require('boardwise').setup({ server = ... })", server)
-- The plugin folder was sourced at start; the commands are there without a file of ours open.
local has_command = lua("return vim.fn.exists(':Boardwise')") == 2
lua('vim.cmd.edit(...)', sketch)

check('the command is defined and the server attaches', function()
  assert(has_command, 'there is no :Boardwise')
  eventually('a client', function()
    return #lua("return vim.tbl_map(function(it) return it.id end, vim.lsp.get_clients({ name = 'boardwise', bufnr = 0 }))") > 0
  end)
end)

check('driving an input-only pin is an error', function()
  local found = eventually('a diagnostic', function()
    local all = diagnostics()
    return #all > 0 and all
  end)
  local error = vim.tbl_filter(function(it)
    return it.severity == 1
  end, found)[1]
  assert(error, vim.inspect(found))
  assert(error.line == 4 and error.source == 'boardwise' and error.message:find('34'), vim.inspect(error))
end)

check(':Boardwise explain says why', function()
  lua("vim.api.nvim_win_set_cursor(0, { 4, 11 }); vim.cmd('Boardwise explain')")
  local text = eventually('a floating window', floating)
  assert(text:find('input%-only%-pin%-driven') and text:find('34'), text)
  lua('vim.cmd.fclose()')
end)

check('the preferred fix puts a pin there that can', function()
  lua([[
    vim.api.nvim_win_set_cursor(0, { 4, 11 })
    vim.lsp.buf.code_action({ apply = true, filter = function(it) return it.isPreferred end })
  ]])
  eventually('the fix', function()
    return not line(4):find('34')
  end)
  assert(line(4):match('^  pinMode%(%w+, OUTPUT%);$'), line(4))
  eventually('no error', function()
    return #vim.tbl_filter(function(it)
      return it.severity == 1
    end, diagnostics()) == 0
  end)
end)

check('the status line names the board', function()
  eventually('the board', function()
    return lua("return require('boardwise').statusline()"):find('ESP32')
  end)
end)

check('hover opens', function()
  lua([[
    vim.api.nvim_win_set_cursor(0, { 4, 4 })
    vim.lsp.buf.hover()
  ]])
  local text = eventually('a floating window', floating)
  assert(text:find('pinMode'), text)
  lua('vim.cmd.fclose()')
  lua('vim.api.nvim_win_set_cursor(0, { 7, 0 })')
end)

check('the popup knows the board', function()
  lua('vim.api.nvim_win_set_cursor(0, { 10, 0 })')
  keys('odigitalWr')
  local labels = eventually('items', function()
    local found = lua([[
      local client = vim.lsp.get_clients({ name = 'boardwise', bufnr = 0 })[1]
      local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
      local answer = vim.lsp.buf_request_sync(0, 'textDocument/completion', params, 20000) or {}
      local result = answer[client.id] and answer[client.id].result
      return vim.tbl_map(function(it) return it.label end, result and result.items or {})
    ]])
    return #found > 0 and found
  end)
  assert(vim.tbl_contains(labels, 'digitalWrite'), vim.inspect(labels))
  keys('<Esc>u')
end)

check('ghost text appears and is accepted', function()
  eventually('normal mode', function()
    return lua('return vim.api.nvim_get_mode().mode') == 'n'
  end)
  lua('vim.api.nvim_win_set_cursor(0, { 10, 0 })')
  keys('odel')
  local ghost = eventually('ghost text', ghost_text)
  local typed = line(11)
  assert(typed:match('^%s*del$'), typed)
  keys('<Tab>')
  eventually('the accepted text', function()
    return line(11) == typed .. ghost
  end)
  print(('        %s|%s'):format(typed, ghost))
  keys('<Esc>')
end)

check('ghost text is accepted by words', function()
  eventually('normal mode', function()
    return lua('return vim.api.nvim_get_mode().mode') == 'n'
  end)
  lua('vim.api.nvim_win_set_cursor(0, { 11, 0 })')
  keys('odigitalWr')
  local ghost = eventually('ghost text of several words', function()
    local text = ghost_text()
    return text and text ~= vim.NIL and text:find('%w.*%W.*%w') and text
  end)
  local typed = line(12)
  keys('<M-Right>')
  local part = eventually('a part of it', function()
    local now = line(12)
    return #now > #typed and now
  end)
  local accepted = part:sub(#typed + 1)
  assert(vim.startswith(ghost, accepted) and #accepted < #ghost, accepted .. ' of ' .. ghost)
  -- The rest stays on the screen and can be accepted, too.
  eventually('the rest', function()
    local rest = ghost_text()
    return rest and rest ~= vim.NIL and vim.startswith(ghost:sub(#accepted + 1), rest)
  end)
  keys('<Tab>')
  eventually('all of it', function()
    return line(12) == typed .. ghost
  end)
  print(('        %s|%s|%s'):format(typed, accepted, ghost:sub(#accepted + 1)))
  keys('<Esc>')
end)

check('none is offered in a comment', function()
  eventually('normal mode', function()
    return lua('return vim.api.nvim_get_mode().mode') == 'n'
  end)
  lua('vim.api.nvim_win_set_cursor(0, { 2, 0 })')
  keys('o// sets')
  eventually('the typed text', function()
    return line(3) == '// sets'
  end)
  -- Longer than the client waits before it asks; the answer is quick or there is none.
  vim.wait(2000)
  local ghost = ghost_text()
  assert(ghost == nil or ghost == vim.NIL, ghost)
  keys('<Esc>u')
end)

check(':Boardwise pins shows the pins in use and jumps', function()
  lua("vim.api.nvim_win_set_cursor(0, { 1, 0 }); vim.cmd('Boardwise pins')")
  local row = eventually('the LED on its pin', function()
    for number, text in ipairs(lua('return vim.api.nvim_buf_get_lines(0, 0, -1, false)')) do
      if text:find('output') and text:find('ledPin') and text:find(' 25 ') then
        return number
      end
    end
  end)
  lua("vim.api.nvim_win_set_cursor(0, { ..., 0 })", row)
  keys('<CR>')
  eventually('the sketch', function()
    return lua("return vim.fn.expand('%:t')") == 'sketch.ino'
  end)
  local place = lua('return vim.api.nvim_win_get_cursor(0)')
  assert(line(place[1]):find('ledPin'), line(place[1]))
  lua("vim.cmd.bwipeout('boardwise://pins')")
end)

check(':Boardwise generate writes what a comment wants, as one undoable edit', function()
  local function text()
    return table.concat(lua('return vim.api.nvim_buf_get_lines(0, 0, -1, false)'), '\n')
  end
  -- The last line closes `loop`.
  lua([[
    local last = vim.api.nvim_buf_line_count(0) - 1
    vim.api.nvim_buf_set_lines(0, last, last, false, { '  // boardwise: read a potentiometer on pin 35 every 2 s' })
    vim.api.nvim_win_set_cursor(0, { last + 1, 4 })
    vim.cmd('let &undolevels = &undolevels')
  ]])
  local before = text()
  lua("vim.cmd('Boardwise generate')")
  eventually('the code', function()
    return text():find('analogRead%(')
  end)
  local after = text()
  assert(not after:find('// boardwise:') and select(2, after:gsub('void loop', '')) == 1, after)
  assert(after:find('digitalWrite%(ledPin, HIGH%);'), after)
  lua("vim.cmd('undo')")
  assert(text() == before, text())
end)

check('arguments are completed', function()
  local names = lua("return vim.fn.getcompletion('Boardwise ', 'cmdline')")
  assert(vim.tbl_contains(names, 'pins') and vim.tbl_contains(names, 'generate'), vim.inspect(names))
  local boards = lua("return vim.fn.getcompletion('Boardwise board esp32', 'cmdline')")
  assert(vim.tbl_contains(boards, 'esp32dev'), vim.inspect(boards))
end)

check(':Boardwise board names the board', function()
  lua("_G.said = {}; vim.notify = function(line) table.insert(_G.said, line) end; vim.cmd('Boardwise board')")
  local said = eventually('a message', function()
    return lua('return _G.said[1]')
  end)
  assert(said:lower():find('esp32'), said)
end)

check('another board for this session', function()
  lua("vim.cmd('Boardwise board uno')")
  eventually('the other board', function()
    lua("_G.said = {}; vim.cmd('Boardwise board')")
    local said = eventually('a message', function()
      return lua('return _G.said[1]')
    end)
    return said:lower():find('uno') ~= nil
  end)
end)

check('the findings are those of the other board', function()
  eventually('an error about a pin that it does not have', function()
    return #vim.tbl_filter(function(it)
      return it.severity == 1 and it.message:find('25')
    end, diagnostics()) > 0
  end)
end)

check(':Boardwise! board writes it down', function()
  lua("vim.cmd('Boardwise board esp32dev'); vim.cmd('Boardwise! board esp32-s3-devkitc-1')")
  local text = table.concat(vim.fn.readfile(folder .. '/boardwise.toml'), '\n')
  assert(text == 'board = "esp32-s3-devkitc-1"', text)
end)

check('the health page finds nothing wrong', function()
  lua("vim.cmd('checkhealth boardwise')")
  local report = table.concat(lua('return vim.api.nvim_buf_get_lines(0, 0, -1, false)'), '\n')
  assert(report:find('boardwise') and not report:find('ERROR'), report)
end)

check('the server leaves when it is told to', function()
  assert(#lua("return vim.tbl_map(function(it) return it.id end, vim.lsp.get_clients({ name = 'boardwise' }))") > 0, 'no server is there')
  lua("for _, client in ipairs(vim.lsp.get_clients({ name = 'boardwise' })) do vim.lsp.stop_client(client.id) end")
  eventually('no client', function()
    return #lua("return vim.tbl_map(function(it) return it.id end, vim.lsp.get_clients({ name = 'boardwise' }))") == 0
  end)
end)

check('what was accepted is counted', function()
  local counts = eventually('the numbers', function()
    local path = state .. '/boardwise/stats.json'
    local text = vim.fn.filereadable(path) == 1 and table.concat(vim.fn.readfile(path)) or ''
    local ok, stats = pcall(vim.json.decode, text)
    return ok and select(2, next(stats.days)).arduino
  end)
  assert(counts.accepted >= 2 and counts.shown >= counts.accepted, vim.inspect(counts))
end)

-- The channel closes under the request: that is the answer.
pcall(vim.rpcrequest, child, 'nvim_command', 'qa!')
vim.fn.delete(folder, 'rf')
vim.fn.delete(state, 'rf')
print(('%d passed, %d failed'):format(n_passed, n_failed))
os.exit(n_failed == 0 and 0 or 1)
