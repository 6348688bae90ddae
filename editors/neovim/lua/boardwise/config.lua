--- Defaults and what the user made of them. Nothing else holds defaults.
local M = {}

---@class boardwise.Options
local defaults = {
  --- The program; a name is looked for on the PATH.
  server = 'boardwise',
  --- Buffers that are shown to the server; it decides by file and project what is its business.
  filetypes = { 'arduino', 'cpp', 'c', 'python' },
  --- Whether ghost text appears as you type. Without it the popup has the model's suggestion.
  ghost = true,
  --- Milliseconds without a keystroke before ghost text is asked for (Neovim before 0.12).
  ghost_delay = 75,
  --- Keys that accept ghost text in insert mode: all of it, its next word, its next line. They keep
  --- their meaning when there is none. False: no key.
  ---@type string|false
  accept_key = '<Tab>',
  ---@type string|false
  accept_word_key = '<M-Right>',
  ---@type string|false
  accept_line_key = '<M-Down>',
  --- Settings of the server, see |boardwise-settings|.
  ---@type table<string, any>
  settings = vim.empty_dict(),
}

--- Files that mark the root of a project.
M.root_markers = { 'boardwise.toml', 'platformio.ini', 'sketch.yaml', '.vscode/arduino.json', '.git' }

---@type boardwise.Options
M.options = vim.deepcopy(defaults)

--- Whether the plugin shows ghost text: then it was set up, and the client may say so to the server.
local shows_ghost = false

---@param options? table
function M.set(options)
  M.options = vim.tbl_deep_extend('force', vim.deepcopy(defaults), options or {})
  shows_ghost = M.options.ghost
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
  local text = capabilities.textDocument
  if shows_ghost then
    text.inlineCompletion = text.inlineCompletion or { dynamicRegistration = false }
  elseif not M.options.ghost then
    text.inlineCompletion = nil
  end
  capabilities.experimental = vim.tbl_extend('force', capabilities.experimental or {}, { boardwiseStatus = true })
  return capabilities
end

--- What both ways of starting a client share.
---@return table
function M.client()
  return {
    name = 'boardwise',
    cmd = M.command(),
    settings = { boardwise = M.options.settings },
    init_options = { boardwise = M.options.settings },
    capabilities = M.capabilities(),
    handlers = {
      ['boardwise/status'] = function(_, status)
        require('boardwise.status').set(status)
      end,
    },
  }
end

return M
