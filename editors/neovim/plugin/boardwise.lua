if vim.g.loaded_boardwise then
  return
end
vim.g.loaded_boardwise = true

vim.api.nvim_create_user_command('Boardwise', function(command)
  require('boardwise').command(command.fargs)
end, {
  nargs = '+',
  desc = 'Boardwise: board, health, accept',
  complete = function(lead, line)
    return require('boardwise').complete(lead, line)
  end,
})
