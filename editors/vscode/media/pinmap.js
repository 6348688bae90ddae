// The page of the pin map: shows what the extension sends, tells it what was clicked.
"use strict";

(() => {
  const vscode = acquireVsCodeApi();
  const element = (id) => document.getElementById(id);
  const [map, summary, wish, programs, targets, rows] = ["map", "summary", "wish", "programs", "targets", "rows"].map(element);

  const open = ({ file, line, column }) => vscode.postMessage({ type: "open", file, line: Number(line), column: Number(column) });

  wish.addEventListener("change", () => vscode.postMessage({ type: "wish", wish: wish.value }));
  programs.addEventListener("change", () => vscode.postMessage({ type: "program", id: programs.value }));
  targets.addEventListener("change", () => vscode.postMessage({ type: "target", index: targets.selectedIndex }));

  const pinOf = (event) => event.target.closest?.(".bw-pin[data-pin]");

  map.addEventListener("click", (event) => {
    const pin = pinOf(event);
    if (pin?.dataset.file) {
      open(pin.dataset);
    }
  });

  // Enter jumps, arrows walk over all pins; Tab stops only where there is something to say.
  map.addEventListener("keydown", (event) => {
    const pin = pinOf(event);
    if (!pin) {
      return;
    }
    if ((event.key === "Enter" || event.key === " ") && pin.dataset.file) {
      event.preventDefault();
      open(pin.dataset);
      return;
    }
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const all = [...map.querySelectorAll(".bw-pin[data-pin]")];
      all[(all.indexOf(pin) + step + all.length) % all.length]?.focus();
    }
  });

  /** Fills a select without losing what is chosen. */
  const fill = (select, options, chosen) => {
    select.replaceChildren(
      ...options.map(([value, text]) => Object.assign(document.createElement("option"), { value, textContent: text })),
    );
    select.value = chosen;
  };

  /** A role of the map in running text, as the drawing has it. */
  const words = (role) =>
    role.replace("_pull_", ", pull-").replace(/^(pwm|dac)$|^(i2c|spi|uart)_.*$/, (it) => it.toUpperCase()).replaceAll("_", " ");

  const cell = (content) => {
    const td = document.createElement("td");
    td.append(content);
    return td;
  };

  const row = (pin, use, isFirst) => {
    const tr = document.createElement("tr");
    const name = document.createElement("th");
    name.scope = "row";
    name.textContent = isFirst ? (pin.chip_pin === `GPIO${pin.pin}` ? pin.chip_pin : `${pin.pin} (${pin.chip_pin})`) : "";
    const jump = Object.assign(document.createElement("button"), { type: "button", textContent: `${use.file}:${use.line}` });
    jump.addEventListener("click", () => open(use));
    tr.append(name, cell(`${use.name ?? use.callee}: ${words(use.role)}`), cell(jump));
    if (isFirst && pin.conflicts.length > 0) {
      const warning = Object.assign(document.createElement("div"), { className: "conflict" });
      warning.textContent = `✖ ${pin.conflicts.map((it) => it.text).join("; ")}`;
      tr.children[1].append(warning);
    }
    return tr;
  };

  const show = (message) => {
    const focused = document.activeElement?.closest?.(".bw-pin[data-pin]")?.dataset.pin;
    // The picture is the server's own; names from the program are escaped there.
    const drawing = new DOMParser().parseFromString(message.svg, "image/svg+xml").documentElement;
    // It grows and shrinks with the panel, as far as its letters can be read.
    const width = Number(drawing.getAttribute("width"));
    drawing.style.minWidth = `${Math.round(width * 0.72)}px`;
    drawing.style.maxWidth = `${Math.round(width * 1.15)}px`;
    drawing.removeAttribute("width");
    drawing.removeAttribute("height");
    map.replaceChildren(document.importNode(drawing, true));
    summary.textContent = drawing.getAttribute("aria-label") ?? "";
    fill(wish, [["", "…"], ...message.functions], message.wish);
    fill(programs, message.programs, message.program);
    element("programs-label").hidden = message.programs.length < 2;
    fill(targets, message.targets.map((text) => [text, text]), message.targets[message.target]);
    element("targets-label").hidden = message.targets.length < 2;
    rows.replaceChildren(...message.pins.flatMap((pin) => pin.uses.map((use, index) => row(pin, use, index === 0))));
    element("uses").hidden = message.pins.length === 0;
    if (focused !== undefined) {
      map.querySelector(`.bw-pin[data-pin="${CSS.escape(focused)}"]`)?.focus();
    }
  };

  addEventListener("message", ({ data }) => {
    if (data.type === "map") {
      show(data);
    } else if (data.type === "empty") {
      map.replaceChildren();
      rows.replaceChildren();
      element("uses").hidden = true;
      summary.textContent = data.text;
    }
  });

  vscode.postMessage({ type: "ready" });
})();
