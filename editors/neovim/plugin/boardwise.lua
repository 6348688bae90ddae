if vim.g.loaded_boardwise then
  return
end
vim.g.loaded_boardwise = true

vim.api.nvim_create_user_command('Boardwise', function(command)
  require('boardwise.commands').run(command.args, command.bang)
end, {
  nargs = '+',
  bang = true,
  desc = 'Boardwise: board, pins, generate, explain, accept, health',
  complete = function(lead, line)
    return require('boardwise.commands').complete(lead, line)
  end,
})
