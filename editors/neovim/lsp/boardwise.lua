-- Configuration for `vim.lsp.enable('boardwise')`, Neovim 0.11 and later.
local config = require('boardwise.config')

---@type vim.lsp.Config
return vim.tbl_extend('force', config.client(), {
  filetypes = config.options.filetypes,
  root_markers = config.root_markers,
})
