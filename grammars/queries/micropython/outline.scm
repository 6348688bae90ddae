; What an outline of a module shows: @name is its name, and the capture on the whole says what it is.

(function_definition name: (_) @name) @function
(class_definition name: (_) @name) @type

(module
  (expression_statement
    (assignment left: (identifier) @name) @variable))
