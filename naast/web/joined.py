"""Modules and style sheets as one file each: a visitor's phone asks once, and it compresses better.

No build step and no tools: our own modules keep to named imports and exports, and each becomes a function.
"""

from __future__ import annotations

import re
from pathlib import Path

from naast.errors import SetupError

_IMPORT = re.compile(r"^import \{([^}]*)\} from '(\.[^']*)';\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_LATER = re.compile(r"import\('\./(\w+)\.js'\)")
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:[^*]|\*(?!/))*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE)
_QUOTED = re.compile(
    r"""('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`"""  # strings and templates
    r"""|(?<=[(,=:?&|])\s*/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*)"""  # regular expressions
)
_REMARK = re.compile(r"/\*(?:[^*]|\*(?!/))*\*/")
_BLANKS = re.compile(r"[ \t]*(\n)\s*|[ \t]*([{}()\[\];,:?=<>|&*!])[ \t]*|[ \t]+")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_BLANKS = re.compile(r"\s*([{};,>])\s*|(:)\s+|\s+")


def join_modules(entry: Path, name: str, made: dict[str, str] | None = None) -> str:
    """One module with the exports of `entry`. `name`: what visitors' browsers know it by, without `.js`.

    `made`: the code of modules that are no file, by their name. A module that the code loads later with
    `import('./x.js')` is to be found at `./{name}-x.js`: see `join_later`.
    Raises SetupError for modules that import each other, or anything but names.
    """
    joiner = _Joiner(name, made or {})
    joiner.add(entry.resolve())
    exported = joiner.exports[entry.resolve()]
    last = f"export const {{{','.join(exported)}}}={joiner.names[entry.resolve()]};\n" if exported else ""
    return "".join(joiner.parts) + last + f"export {{{','.join(joiner.names.values())}}};\n"


def join_later(entry: Path, name: str, wanted: Path, made: dict[str, str] | None = None) -> str:
    """`wanted` and what it needs besides all that `join_modules` gave for the same `entry` and `name`."""
    joiner = _Joiner(name, made or {})
    joiner.add(entry.resolve())
    there = ",".join(joiner.names.values())
    joiner.parts.clear()
    joiner.add(wanted.resolve())
    last = f"export const {{{','.join(joiner.exports[wanted.resolve()])}}}={joiner.names[wanted.resolve()]};\n"
    return f"import {{{there}}} from './{name}.js';\n" + "".join(joiner.parts) + last


def join_styles(files: list[Path]) -> str:
    """One style sheet, without comments and blanks."""
    text = _CSS_COMMENT.sub("", "\n".join(file.read_text("utf-8") for file in files))
    return _CSS_BLANKS.sub(lambda found: found[1] or found[2] or " ", text).replace(";}", "}").strip()


def smaller(code: str) -> str:
    """Without comments, indentation and blanks around signs; what is between quotes stays as it is.

    Needs code in which every statement ends with a semicolon, and no comment behind code that holds a quote.
    """
    parts = _QUOTED.split(_COMMENT.sub("\n", code))
    return "".join(part if i % 2 else _tight(part) for i, part in enumerate(parts))


def _tight(code: str) -> str:
    return _BLANKS.sub(lambda found: found[1] or found[2] or " ", _REMARK.sub("", code))


class _Joiner:
    def __init__(self, name: str, made: dict[str, str]) -> None:
        self._later = rf"import('./{name}-\1.js')"
        self._made = made
        self._under_way: list[Path] = []
        self.names: dict[Path, str] = {}
        self.exports: dict[Path, list[str]] = {}
        self.parts: list[str] = []

    def add(self, file: Path) -> None:
        """The modules that `file` needs first, then `file`; each once."""
        if file in self.names:
            return
        if file in self._under_way:
            raise SetupError(f"{file.name} is imported by a module that it needs itself.")
        self._under_way.append(file)
        code = self._made.get(file.name) or file.read_text("utf-8")
        needed = [(names, (file.parent / path).resolve()) for names, path in _IMPORT.findall(code)]
        for _, path in needed:
            self.add(path)
        self._under_way.pop()
        self.names[file] = f"m{len(self.names)}"
        self.exports[file] = _EXPORT.findall(code)
        self.parts.append(self._as_function(file, code, needed))

    def _as_function(self, file: Path, code: str, needed: list[tuple[str, Path]]) -> str:
        plain = _LATER.sub(self._later, _EXPORT.sub("", _IMPORT.sub("", code)))
        if re.search(r"^(import|export) ", plain, re.MULTILINE):
            raise SetupError(f"{file.name}: only named imports and exports can be joined.")
        body = smaller(plain)
        imports = "".join(f"const {{{_names(names)}}}={self.names[path]};" for names, path in needed)
        given = ",".join(self.exports[file])
        return f"const {self.names[file]}=(()=>{{{imports}\n{body}\nreturn {{{given}}};}})();\n"


def _names(listed: str) -> str:
    return ",".join(re.sub(r"\s+as\s+", ":", name.strip()) for name in listed.split(",") if name.strip())
