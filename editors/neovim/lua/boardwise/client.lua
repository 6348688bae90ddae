--- The client of a buffer, and requests to it.
local M = {}

---@param buffer? integer default: the current one
---@return table? client
function M.of(buffer)
  local client = vim.lsp.get_clients({ name = 'boardwise', bufnr = buffer or 0 })[1]
  if not client then
    vim.notify('Boardwise is not attached to this buffer', vim.log.levels.WARN)
  end
  return client
end

--- Calls a method of a client: from 0.11 on they want the client itself first.
---@param client table
---@param method 'request'|'notify'
function M.call(client, method, ...)
  if vim.fn.has('nvim-0.11') == 1 then
    return client[method](client, ...)
  end
  return client[method](...)
end

--- Sends a request; `done` gets the result, which may be nil. An error is said.
---@param method string
---@param params table
---@param done fun(result: any, client: table)
---@param buffer? integer
function M.request(method, params, done, buffer)
  -- By number: for the buffer 0 Neovim does not send the edits that still wait.
  buffer = buffer or vim.api.nvim_get_current_buf()
  local client = M.of(buffer)
  if not client then
    return
  end
  M.call(client, 'request', method, params, function(error, result)
    if error then
      return vim.notify('Boardwise: ' .. error.message, vim.log.levels.ERROR)
    end
    done(result ~= vim.NIL and result or nil, client)
  end, buffer)
end

--- The document and the cursor.
---@return table
function M.place()
  local client = vim.lsp.get_clients({ name = 'boardwise', bufnr = 0 })[1]
  return vim.lsp.util.make_position_params(0, client and client.offset_encoding or 'utf-16')
end

return M
