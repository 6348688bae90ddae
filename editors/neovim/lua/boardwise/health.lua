--- `:checkhealth boardwise`
local config = require('boardwise.config')

local M = {}

function M.check()
  vim.health.start('boardwise')

  if vim.fn.has('nvim-0.10') == 1 then
    local ghost = vim.lsp.inline_completion and 'native ghost text' or "the plugin's own ghost text"
    vim.health.ok(('Neovim %s, %s'):format(tostring(vim.version()), ghost))
  else
    vim.health.error('Neovim 0.10 or newer is needed')
  end

  local server = config.options.server
  if vim.fn.executable(server) == 0 then
    vim.health.error(('`%s` cannot be run'):format(server), {
      'Put it on the PATH, or name it: require("boardwise").setup({ server = "/path/to/boardwise" })',
    })
    return
  end
  local answer = vim.system({ server, '--version' }, { text = true }):wait(20000)
  if answer.code == 0 then
    vim.health.ok(vim.trim(answer.stdout))
  else
    vim.health.error(('`%s --version` failed: %s'):format(server, vim.trim(answer.stderr or '')))
  end

  local clients = vim.lsp.get_clients({ name = 'boardwise' })
  if #clients == 0 then
    vim.health.info('The server is not running; it starts with the first file of a type in `filetypes`')
  end
  for _, client in ipairs(clients) do
    vim.health.ok(('Running for %s'):format(client.config.root_dir or 'a single file'))
  end
end

return M
