"""Declarations-only C++ headers, written from the board and API tables of this repository.

A vendor's core is not in any package registry, so sketches for it cannot be compiled in a test. These
headers let an ordinary compiler check what the tables know: that names exist and take this many
arguments. Types of parameters are left open (each is a template parameter), because the tables keep
them as text only.
"""

import csv
import functools
import re
import tomllib
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "boards" / "data"

WORD = re.compile(r"[A-Za-z_]\w*\Z")
PLAIN_TYPES = {
    "void", "bool", "char", "int", "unsigned int", "long", "unsigned long", "float", "double", "size_t",
    "int8_t", "int16_t", "int32_t", "int64_t", "uint8_t", "uint16_t", "uint32_t", "uint64_t", "byte", "boolean",
}
# Declared by hand in PREAMBLE, or words of the language.
RESERVED = PLAIN_TYPES | {
    "word", "setup", "loop", "and", "or", "not", "new", "delete", "union", "enum", "class", "struct", "default", "assert", "offsetof", "NULL",
    "IRAM_ATTR", "ICACHE_RAM_ATTR", "ARDUINO_ISR_ATTR", "xTaskCreate", "vTaskDelete", "F", "PSTR", "PROGMEM", "nullptr", "true", "false", "main", "this", "static_assert",
}
PRINT_AND_STREAM = {
    "size_t write(uint8_t)": "{ return 1; }",
    "int available()": "{ return 0; }",
    "int read()": "{ return -1; }",
    "int peek()": "{ return -1; }",
    "void flush()": "{}",
}
# What no method can be called.
KEYWORDS = {"and", "or", "not", "new", "delete", "union", "enum", "class", "struct", "default", "operator", "F", "PSTR", "PROGMEM", "NULL"} | PLAIN_TYPES
# Declared by the C library, which PREAMBLE includes.
LIBC = {"rand", "abort", "putchar", "getchar", "select", "time", "clock"}
# What a program calls at the top level is its own.
OWN = re.compile(r"^(?:(?:static|const|constexpr|volatile|inline)\s+)*[A-Za-z_][\w:<>, ]*[\s*&]+(\w+)\s*(?:\[[^\]]*\])*\s*(?:=|;|\(|\{)|^#define\s+(\w+)|^struct\s+(\w+)", re.M)
STRING = """  String(const char*); String(int); String(float, int = 2);
  template <class T> String& operator+=(T); template <class T> String operator+(T) const; template <class T> bool operator==(T) const;
  template <class T> bool operator!=(T) const; char operator[](unsigned) const; friend String operator+(const char*, const String&);"""
PREAMBLE = """#pragma once
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <string>
typedef uint8_t byte;
typedef bool boolean;
typedef unsigned int word;
#define IRAM_ATTR
#define ICACHE_RAM_ATTR
#define ARDUINO_ISR_ATTR
#define PROGMEM
#define F(text) text
void setup();
void loop();
// FreeRTOS, which the tables know by name only.
template <class... T> int xTaskCreate(T...) { return 1; }
template <class... T> void vTaskDelete(T...) {}
"""


class Declarations:
    """Names of one or several tables, merged; the first declaration of a name counts."""

    def __init__(self):
        self.functions = {}
        self.classes = {}
        self.objects = {}
        self.constants = {}
        self.types = set()
        self.kinds = {}

    def claims(self, name, kind):
        """Whether the name is still free, or already of this kind: the first table that has it decides."""
        return self.kinds.setdefault(name, kind) == kind

    def read(self, path):
        """Reads an `.api` file."""
        owner = None
        for line in path.read_text().splitlines():
            if not line or line[0] in "#%@":
                continue
            keyword, _, rest = line.strip().partition(" ")
            if line.startswith("  "):
                if owner is None:
                    continue
                if keyword == "fn":
                    name, arities, returns = signature(rest)
                    owner["methods"].setdefault(name, []).append((arities, returns))
                elif keyword.startswith("new"):
                    owner["constructors"].append(signature(line.strip())[1])
                elif keyword == "field":
                    owner["fields"].append(rest)
                continue
            owner = None
            if keyword == "fn":
                name, arities, returns = signature(rest)
                if self.claims(name, keyword):
                    self.functions.setdefault(name, []).append((arities, returns))
            elif keyword == "const":
                name, _, value = rest.partition(" = ")
                if self.claims(name, keyword):
                    self.constants.setdefault(name, value)
            elif keyword == "object":
                name, _, kind = rest.partition(" : ")
                if self.claims(name, keyword):
                    self.objects.setdefault(name, kind)
            elif keyword == "type":
                if self.claims(rest, keyword):
                    self.types.add(rest)
            elif keyword == "class":
                head = rest.removesuffix(" complete")
                name, _, bases = head.partition(" : ")
                if not self.claims(name, keyword):
                    continue
                known = {"bases": [base.strip().replace("::", ".") for base in bases.split(",") if base], "methods": {}, "constructors": [], "fields": []}
                owner = self.classes.setdefault(name, known)

    def text(self, sketch, reserved=frozenset(), elsewhere=frozenset(), define=False):
        """A header with what the words of a sketch can reach. `reserved` names are defined
        by other means; `elsewhere` names classes that another header defines. With `define`, everything
        has a body that does nothing, so that a sketch can be linked."""
        bodies, wanted = [], set(re.findall(r"[A-Za-z_]\w*", sketch))
        reachable = set(wanted) | {kind for name, kind in self.objects.items() if name in wanted}
        reachable |= {returns.rstrip("*& ") for name in wanted for _, returns in self.functions.get(name, ())}
        pending = list(reachable)
        while pending:
            one = self.classes.get(pending.pop(), {"bases": (), "methods": {}})
            # What a method gives back may have members of its own: `server.arg("level").toInt()`.
            given = {returns.replace("const ", "").strip("*& ") for name in wanted for _, returns in one["methods"].get(name, ())}
            more = (set(one["bases"]) | given) - reachable
            reachable |= more
            pending += more
        classes = {name: it for name, it in self.classes.items() if name in reachable and WORD.match(name) and name not in RESERVED}
        taken = set(RESERVED) | set(classes) | reserved
        out = [PREAMBLE]
        for name in sorted((self.types & reachable) - taken):
            if WORD.match(name):
                # Known by name only: a number, or an object whose members are left open.
                members = {member for variable in objects_of(name, sketch) for member in re.findall(rf"\b{variable}(?:\[[^\]]*\])?(?:\.|->)(\w+)", sketch)}
                called = {member for member in members if re.search(rf"(?:\.|->){member}\s*\(", sketch)}
                inside = "".join(f" {open_method(member, sketch)}" for member in sorted(called))
                inside += "".join(f" long {member};" for member in sorted(members - called))
                out.append(f"struct {name} {{ {name}(); template <class T, class... Rest> {name}(T, Rest...);{inside} }};" if members else f"typedef long {name};")
                taken.add(name)
        out += [f"struct {name};" for name in classes]
        known = set(classes) | (self.types & reachable)
        written = set()

        def lineage(name):
            found, pending = [], [name]
            while pending:
                each = pending.pop(0)
                if each in self.classes and each not in found:
                    found.append(each)
                    pending += self.classes[each]["bases"]
            return found

        def write(name):
            if name in written:
                return
            written.add(name)
            one = classes[name]
            bases = [base for base in one["bases"] if (base in classes or base in elsewhere) and base != name]
            # A second base may repeat the members of the first (`Serial` is one of two ports), and the
            # name of one in a namespace is no name here: their members are taken over one by one, as
            # far as the first base does not take as many arguments.
            adopted = dict(one["methods"])
            inherited = {}
            for each in lineage(bases[0]) if bases else ():
                for method, signatures in self.classes[each]["methods"].items():
                    inherited.setdefault(method, set()).update(arity for arities, _ in signatures for arity in arities)
            for base in [*bases[1:], *(base for base in one["bases"] if "." in base)]:
                for each in lineage(base):
                    for method, signatures in self.classes[each]["methods"].items():
                        new = [signature for signature in signatures if not set(signature[0]) <= inherited.get(method, set())]
                        if new and method not in one["methods"]:
                            adopted[method] = [*adopted.get(method, ()), *new]
            bases = bases[:1]
            for base in bases:
                if base in classes:
                    write(base)
            out.append(f"struct {name}{' : ' if bases else ''}{', '.join('public ' + base for base in bases)} {{")
            out.append("  explicit operator bool() const" + (" { return true; }" if define else ";"))
            arities = sorted({arity for each in one["constructors"] for arity in each} | {0})
            out.extend("  " + (line.replace(";", " {}") if define else line) for line in overloads(name, arities, None))
            members = set(adopted) & set(wanted)
            if name == "String":
                out.append(STRING)
            if any(base in elsewhere for base in bases):
                # What the core's Print and Stream leave open, unless the class has it anyway.
                for head, body in PRINT_AND_STREAM.items():
                    if re.search(r"\w+(?=\()", head)[0] not in members:
                        out.append(f"  {head} {body if define else ';'}")
            for base in bases:
                out.extend(f"  using {base}::{method};" for method in sorted(members & set(classes.get(base, {"methods": ()})["methods"])) if is_method(method))
            for method, signatures in adopted.items():
                if method in members and is_method(method) and method != name:
                    for arity, given in by_arity(signatures):
                        returns = result(given, known)
                        # The tables do not say which methods need no object; the sketch does.
                        static = "static " if re.search(rf"\b{name}::{method}\(", sketch) else ""
                        out.extend(f"  {line.replace('> ', f'> {static}', 1) if line.startswith('template') else static + line}" for line in overloads(method, [arity], returns))
                        if define:
                            bodies.extend(line.replace(";", f" {{ {nothing(method, returns)} }}") for line in overloads(method, [arity], returns, f"{name}::"))
            for field in dict.fromkeys(one["fields"]):
                if usable(field, members | {name}):
                    is_static = re.search(rf"\b{name}::{field}\b", sketch)
                    out.append(f"  static constexpr long {field} = 0;" if is_static else f"  {open_field(field, sketch)}")
            out.append("};")

        for name in classes:
            write(name)
        for name, kind in self.objects.items():
            if name in wanted and usable(name, taken) and kind in classes:
                out.append(f"{'' if define else 'extern '}{kind} {name};")
                taken.add(name)
        for name, signatures in self.functions.items():
            if name in wanted and usable(name, taken):
                for arity, given in by_arity(signatures):
                    returns = result(given, known)
                    lines = overloads(name, [arity], returns)
                    out.extend(line.replace(";", f" {{ {nothing(name, returns)} }}") for line in lines) if define else out.extend(lines)
                taken.add(name)
        for name, value in self.constants.items():
            if name in wanted and usable(name, taken):
                # An unknown value is as good as any: nothing here is run.
                number = re.fullmatch(r"\(?(0x[0-9A-Fa-f]+|\d+)\)?", value or "")
                out.append(f"constexpr int {name} = {number[1] if number and int(number[1], 0) < 2**31 else 0};")
                taken.add(name)
        return "\n".join(out + bodies) + "\n"


def nothing(name, returns):
    """What the body of a stand-in returns: success where a sketch would give up otherwise."""
    if returns == "void":
        return ""
    if returns.endswith("*"):
        return f'return ({returns})"";' if "char" in returns else "return nullptr;"
    if returns.endswith("&"):
        return f"static {returns.rstrip('& ')} it; return it;"
    if returns == "bool":
        return "return false;" if "vailable" in name else "return true;"
    if returns in PLAIN_TYPES:
        return "return 1;" if re.match("begin|init|is[A-Z]", name) else "return 0;"
    return f"return {returns}();"


def without_template_arguments(sketch):
    """`doc["t"].as<float>()` → `doc["t"].as()`: the parameters of the stand-ins are templates of their own. `override` goes, too."""
    # The stand-ins know names and numbers of arguments: whether a method overrides one they cannot tell.
    sketch = re.sub(r"\)\s*override\b", ")", sketch)
    return re.sub(r"(\.|->)(\w+)<[^<>;()]*>\(", r"\1\2(", sketch)


def objects_of(kind, sketch):
    """Names of variables and parameters of a type."""
    return re.findall(rf"\b{kind}(?:<[^>]*>)?[\s*&]+(\w+)", sketch)


def usable(name, taken):
    return bool(WORD.match(name)) and name not in taken and name not in RESERVED


def open_field(field, sketch):
    """A field, whose type the tables do not keep: a number, or an object with the members that the sketch uses."""
    members = set(re.findall(rf"\.{field}\.(\w+)", sketch))
    if not members and re.search(rf"\bmem(cpy|set|cmp|move)\([^;]*\.{field}\b", sketch):
        return f"unsigned char {field}[64];"
    if not members:
        return f"long {field};"
    inside = ""
    for member in sorted(members):
        use = re.search(rf"\.{field}\.{member}\s*([(\[]?)", sketch)[1]
        inside += f"template <class... T> double {member}(T...) {{ return 0; }} " if use == "(" else f"unsigned char {member}[64]; " if use == "[" else f"long {member}; "
    return f"struct open_{field} {{ {inside}}} {field};"


def open_method(name, sketch):
    """A method of a type that is known by name only: it gives a number, or something with the members that the sketch asks of it."""
    members = set(re.findall(rf"\.{name}\((?:[^()]|\([^()]*\))*\)\.(\w+)\s*\(", sketch))
    if not members:
        return f"template <class... T> long {name}(T...);"
    inside = "".join(f"template <class... T> long {member}(T...); " for member in sorted(members))
    return f"struct given_{name} {{ {inside}}}; template <class... T> given_{name} {name}(T...);"


def is_method(name):
    return bool(WORD.match(name)) and name not in KEYWORDS


def result(text, known):
    """A return type that the headers declare; `long` for everything else."""
    text = text.replace("const ", "").strip()
    bare = text.rstrip("*& ")
    if bare in PLAIN_TYPES or bare in known and WORD.match(bare):
        return text
    return "long"


MOST_ARGUMENTS = 16


def signature(text):
    """`name(parameters) -> type [min,max]` → name, numbers of arguments it takes, type."""
    name, _, rest = text.partition("(")
    depth, end = 1, 0
    while end < len(rest) and depth:
        depth += (rest[end] in "([{<") - (rest[end] in ")]}>" and rest[end - 1 : end + 1] != "->")
        end += 1
    inside, after = rest[: end - 1], rest[end:]
    parameters, depth, start = [], 0, 0
    for at, char in enumerate(inside):
        depth += (char in "([{<") - (char in ")]}>")
        if char == "," and depth == 0:
            parameters.append(inside[start:at])
            start = at + 1
    if inside[start:].strip() not in ("", "void"):
        parameters.append(inside[start:])
    least = sum("=" not in parameter and "..." not in parameter for parameter in parameters)
    most = MOST_ARGUMENTS if any("..." in parameter for parameter in parameters) else len(parameters)
    written = re.search(r"\[(\d+),(\d+|\*|-1)?\]", after)
    if written:
        least = int(written[1])
        most = int(written[2]) if (written[2] or "").isdigit() else MOST_ARGUMENTS
    returns = re.search(r"->\s*([^\[]+)", after)
    return name.strip(), range(least, most + 1), returns[1].strip() if returns else ""


def by_arity(signatures):
    """What comes back for each number of arguments: of several overloads, what gives something back."""
    found = {}
    for arities, returns in signatures:
        for arity in arities:
            if found.get(arity, "void") == "void":
                found[arity] = returns
    return sorted(found.items())


def overloads(name, arities, returns, owner=""):
    """One declaration for each number of arguments; a constructor if it returns nothing at all."""
    head = f"{returns} {owner}{name}" if returns is not None else name
    head = f"inline {head}" if owner else head
    for arity in arities:
        if arity == 0:
            yield f"{head}();"
        else:
            types = ", ".join(f"class T{index}" for index in range(arity))
            values = ", ".join(f"T{index}" for index in range(arity))
            yield f"template <{types}> {head}({values});"


def of_folder(board):
    """Pin names with their numbers, and runtimes, of a board that has a folder."""
    names = {}
    with (DATA / "boards" / board / "pins.csv").open() as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            number = row["number"] or re.sub(r"\D", "", row["pin"])
            names |= dict.fromkeys((row["arduino"] or "").split(), number)
    return names, tomllib.loads((DATA / "boards" / board / "board.toml").read_text())["runtimes"]


def of_family(board):
    """The same of a board that is a line of its family: what its variant says."""
    for path in DATA.glob("families/*/boards.csv"):
        for row in csv.DictReader(line for line in path.read_text().splitlines() if not line.startswith("#")):
            if board == row["id"] or board in row["ids"].split(";"):
                variant = tomllib.loads((path.parent / "arduino" / f"{row['arduino']}.toml").read_text())
                pins = variant.get("pins", [])
                number = lambda value: str(pins.index(value) if value in pins else value)
                silicon = {pin: str(index) for index, pin in enumerate(pins) if pin}
                return silicon | {name: number(value) for name, value in variant.get("names", {}).items()}, variant["runtimes"]
    raise ValueError(f"{board} is in no table")


@functools.cache
def tables(board, runtime):
    """Declarations for a board, the headers that provide some of them, the runtime, its architecture."""
    names, runtimes = (of_folder if (DATA / "boards" / board).exists() else of_family)(board)
    coordinate = next(known for known in runtimes if known.startswith(runtime or "arduino-") or not runtime and known.startswith(("teensy@", "adafruit-")))
    home = DATA / "runtimes" / coordinate
    settings = tomllib.loads((home / "runtime.toml").read_text())
    declarations = Declarations()
    declarations.constants |= names
    declarations.kinds |= dict.fromkeys(names, "const")
    headers = set()
    for path in [*((home / api).resolve() for api in settings["api"]), *sorted((DATA / "libraries").glob("*.api"))]:
        # All goes into one header that every include brings in: whether a header is included at
        # all is for the rules to say.
        declarations.read(path)
        headers |= {line[1:].strip() for line in path.read_text().splitlines() if line.startswith("@") and line[1:].strip()}
    return declarations, headers, coordinate, settings["architecture"]


def write(folder, board, runtime, text):
    """Writes `Arduino.h` and a header for each library that `text` includes; returns the compiler's flags."""
    declarations, headers, coordinate, architecture = tables(board, runtime)
    major, minor, patch = (coordinate.split("@")[1] + ".0.0").split(".")[:3]
    macros = {"ARDUINO": "10819", f"ARDUINO_ARCH_{architecture.upper()}": "1"}
    if architecture == "esp32":
        macros |= {"ESP32": "1", "ESP_ARDUINO_VERSION_MAJOR": major, "ESP_ARDUINO_VERSION_MINOR": minor, "ESP_ARDUINO_VERSION_PATCH": patch}
    if architecture == "esp8266":
        macros |= {"ESP8266": "1"}
    folder.mkdir(parents=True, exist_ok=True)
    own = {name for names in OWN.findall(text) for name in names if name}
    own |= {name for body in re.findall(r"\benum\b[^{;]*\{([^}]*)\}", text) for name in re.findall(r"[A-Za-z_]\w*", body)}
    included = set(re.findall(r"#\s*include\s*<([^>]+)>", text))
    words = set(re.findall(r"[A-Za-z_]\w*", text))
    gaps = {name: line for name, line in GAPS.items() if name in words and name not in own and (architecture == "esp32" or name in EVERYWHERE)}
    known = declarations.text(text, reserved=set(macros) | own | LIBC | set(gaps))
    # The constructors of U8g2 stand for themselves: their members are those that the program calls.
    for name in set(re.findall(r"\bU8G2_\w+", text)) if "U8g2lib.h" in included else ():
        known = re.sub(rf"^struct {name}\b[^;{{]*\{{.*?\}};\n", "", known, flags=re.M | re.S)
    (folder / "Arduino.h").write_text(known)
    with (folder / "Arduino.h").open("a") as header:
        header.write("\n".join(gaps.values()) + "\n" + (u8g2_stand_in(text) if "U8g2lib.h" in included else ""))
    for header in (headers | {"SoftwareSerial.h", "U8g2lib.h", "ArduinoJson.h", "driver/twai.h"}) & included:
        if header != "Arduino.h":
            target = folder / header
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text("#pragma once\n#include <Arduino.h>\n")
    return [f"-D{name}={value}" for name, value in macros.items()]


# What the tables lack and programs use, written by hand.
GAPS = {
    "gpio_num_t": "typedef int gpio_num_t;",
    "QueueHandle_t": "typedef void* QueueHandle_t;",
    "vTaskDelay": "void vTaskDelay(unsigned);",
    "pdMS_TO_TICKS": "unsigned pdMS_TO_TICKS(unsigned);",
    "portMAX_DELAY": "constexpr unsigned portMAX_DELAY = ~0u;",
    "xQueueCreate": "QueueHandle_t xQueueCreate(unsigned, unsigned);",
    "xQueueSend": "int xQueueSend(QueueHandle_t, const void*, unsigned);",
    "xQueueReceive": "int xQueueReceive(QueueHandle_t, void*, unsigned);",
    "twai_timing_config_t": "struct twai_timing_config_t { int rate; };",
    "twai_filter_config_t": "struct twai_filter_config_t { int mask; };",
    "TWAI_TIMING_CONFIG_500KBITS": "twai_timing_config_t TWAI_TIMING_CONFIG_500KBITS();",
    "TWAI_FILTER_CONFIG_ACCEPT_ALL": "twai_filter_config_t TWAI_FILTER_CONFIG_ACCEPT_ALL();",
    "twai_general_config_t": "struct twai_general_config_t { int mode; };",
    "TWAI_GENERAL_CONFIG_DEFAULT": "twai_general_config_t TWAI_GENERAL_CONFIG_DEFAULT(gpio_num_t, gpio_num_t, int);",
    "xTaskCreate": "int xTaskCreate(void (*)(void*), const char*, unsigned, void*, unsigned, void*);",
    "xTaskCreatePinnedToCore": "int xTaskCreatePinnedToCore(void (*)(void*), const char*, unsigned, void*, unsigned, void*, int);",
    "twai_message_t": "struct twai_message_t { unsigned identifier; unsigned char data_length_code; unsigned char data[8]; };",
    "twai_driver_install": "int twai_driver_install(const twai_general_config_t*, const twai_timing_config_t*, const twai_filter_config_t*);",
    "twai_start": "int twai_start();",
    "twai_transmit": "int twai_transmit(const twai_message_t*, unsigned);",
    "ESP_OK": "constexpr int ESP_OK = 0;",
    "pdTRUE": "constexpr int pdTRUE = 1;",
    "TWAI_MODE_NORMAL": "constexpr int TWAI_MODE_NORMAL = 0;",
    "SoftwareSerial": """struct SoftwareSerial {
  SoftwareSerial(int, int); void begin(long); int available(); int read(); void flush(); void setTimeout(unsigned long);
  size_t write(int); size_t write(const uint8_t*, size_t); size_t readBytes(uint8_t*, size_t);
  template <class T> size_t print(T); template <class T> size_t println(T);
};""",
    "JsonDocument": """struct JsonVariant { template <class T> operator T() const; template <class T> T operator|(T) const; };
struct JsonDocument { JsonVariant operator[](const char*); };""",
    "deserializeJson": "template <class... T> bool deserializeJson(T&&...);",
}
EVERYWHERE = {"SoftwareSerial", "JsonDocument", "deserializeJson"}

# What the tables of two libraries lack: the object and class of SD, and U8g2's hundreds of constructors.
SD_STAND_IN = """
struct File : Stream {
  size_t write(uint8_t) { return 1; } int available() { return 0; } int read() { return -1; } int peek() { return -1; } void flush() {}
  operator bool() { return true; } void close() {} const char* name() { return ""; } unsigned long size() { return 0; }
};
enum { FILE_READ = 1, FILE_WRITE = 2 };
struct SDClass {
  bool begin(int = 10) { return true; } File open(const char*, int = 1) { return File(); } bool exists(const char*) { return true; } bool remove(const char*) { return true; }
};
static SDClass SD;
"""


def u8g2_stand_in(text):
    members = "".join(f"template <class... T> int {name}(T...) {{ return 1; }} " for name in sorted(set(re.findall(r"\.(\w+)\s*\(", text))))
    classes = "".join(f"struct {name} {{ template <class... T> {name}(T...) {{}} {members}}};\n" for name in sorted(set(re.findall(r"\bU8G2_[A-Z0-9]+_\w+", text))))
    constants = sorted(set(re.findall(r"\bU8G2_R\d\b|\bU8X8_PIN_NONE\b|\bu8g2_font_\w+", text)))
    return classes + "".join(f"enum {{ {name} }};\n" for name in constants)


def write_libraries(folder, headers, text):
    """Writes stand-ins with empty bodies for these library headers, all in one file that each includes."""
    # These two have stand-ins of their own.
    declarations, names, pending = Declarations(), [], set(headers) - {"SD.h", "U8g2lib.h"}
    files = {path: path.read_text() for path in sorted((DATA / "libraries").glob("*.api"))}
    wanted = {path for path, content in files.items() if pending & {line[2:].strip() for line in content.splitlines() if line.startswith("@ ")}}
    seen = set()
    while wanted - seen:
        path = min(wanted - seen)
        seen.add(path)
        depends = re.search(r"^% depends (.*)$", files[path], re.M)
        names = [name.strip() for name in depends[1].split(",")] if depends else []
        wanted |= {other for other, content in files.items() if any(f"% library {name}\n" in content for name in names)}
    for path in sorted(seen):
        declarations.read(path)
    folder.mkdir(parents=True, exist_ok=True)
    body = declarations.text(text, elsewhere={"Print", "Stream", "Printable"}, define=True)
    if "SD.h" in headers:
        body += SD_STAND_IN
    if "U8g2lib.h" in headers:
        body += u8g2_stand_in(text)
    # A macro of one library may have the name of what another header brings.
    for name in re.findall(r"#\s*include\s*<(\w+)\.h>", text):
        body = re.sub(rf"^constexpr int {name} = .*;\n", "", body, flags=re.M)
    (folder / "stand_ins.h").write_text(body.replace(PREAMBLE, "#pragma once\n#include <Arduino.h>\n"))
    for header in headers:
        (folder / header).parent.mkdir(parents=True, exist_ok=True)
        (folder / header).write_text('#include "stand_ins.h"\n')
