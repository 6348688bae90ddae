--- Defaults and what the user made of them. Nothing else holds defaults.
local M = {}

---@class boardwise.Options
local defaults = {
  --- The program; a name is looked for on the PATH.
  server = 'boardwise',
  --- Buffers that are shown to the server; it decides by file and project what is its business.
  filetypes = { 'arduino', 'cpp', 'c', 'python' },
  --- Whether ghost text appears as you type.
  ghost = true,
  --- Milliseconds without a keystroke before ghost text is asked for (Neovim before 0.12).
  ghost_delay = 75,
  --- Key that accepts ghost text in insert mode; it keeps its meaning when there is none. False: no key.
  ---@type string|false
  accept_key = '<Tab>',
  --- Settings of the server: board, runtime, model, inline, multiline, min_score, threads, inlay_hints, allow.
  ---@type table<string, any>
  settings = vim.empty_dict(),
}

--- Files that mark the root of a project.
M.root_markers = { 'boardwise.toml', 'platformio.ini', 'sketch.yaml', '.vscode/arduino.json', '.git' }

---@type boardwise.Options
M.options = vim.deepcopy(defaults)

---@param options? table
function M.set(options)
  M.options = vim.tbl_deep_extend('force', vim.deepcopy(defaults), options or {})
end

--- The server's command line.
---@return string[]
function M.command()
  return { M.options.server, 'lsp', '--stdio' }
end

--- The client's capabilities. Before 0.12 Neovim does not know ghost text; the plugin does.
---@return table
function M.capabilities()
  local capabilities = vim.lsp.protocol.make_client_capabilities()
  capabilities.textDocument.inlineCompletion = capabilities.textDocument.inlineCompletion
    or { dynamicRegistration = false }
  return capabilities
end

return M
