// What a compiler's front end says of a sketch, by heart: one error, one hover, two names.
const vscode = require("vscode");

exports.activate = (context) => {
  const errors = vscode.languages.createDiagnosticCollection("clang");
  const look = (document) => {
    if (document.languageId !== "cpp") {
      return;
    }
    const at = document.getText().indexOf("setVolume");
    const range = new vscode.Range(document.positionAt(at), document.positionAt(at + "setVolume".length));
    errors.set(document.uri, at < 0 ? [] : [Object.assign(new vscode.Diagnostic(range, "Use of undeclared identifier 'setVolume'"), { source: "clang" })]);
  };
  const hover = (document, position) => {
    const word = document.getText(document.getWordRangeAtPosition(position));
    return word === "digitalWrite" ? new vscode.Hover({ language: "cpp", value: "void digitalWrite(uint8_t pin, uint8_t val)" }) : undefined;
  };
  const item = (name) => Object.assign(new vscode.CompletionItem(`•${name}(uint8_t pin)`, vscode.CompletionItemKind.Function), { filterText: name, insertText: name });
  context.subscriptions.push(
    errors,
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
    vscode.languages.registerHoverProvider("cpp", { provideHover: hover }),
    vscode.languages.registerCompletionItemProvider("cpp", { provideCompletionItems: () => ["digitalWrite", "digitalRead"].map(item) }),
  );
  vscode.workspace.textDocuments.forEach(look);
};
