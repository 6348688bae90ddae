-- Configuration for `vim.lsp.enable('boardwise')`, Neovim 0.11 and later.
local config = require('boardwise.config')

---@type vim.lsp.Config
return {
  cmd = config.command(),
  filetypes = config.options.filetypes,
  root_markers = config.root_markers,
  settings = { boardwise = config.options.settings },
  init_options = { boardwise = config.options.settings },
  capabilities = config.capabilities(),
}
