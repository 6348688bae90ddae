; What can be folded away.

[
  (argument_list)
  (class_definition)
  (dictionary)
  (for_statement)
  (function_definition)
  (if_statement)
  (list)
  (string)
  (try_statement)
  (while_statement)
  (with_statement)
] @fold
