; What can be folded away.

[
  (comment)
  (compound_statement)
  (declaration_list)
  (enumerator_list)
  (field_declaration_list)
  (initializer_list)
  (preproc_if)
  (preproc_ifdef)
  (raw_string_literal)
] @fold
