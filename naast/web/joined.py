"""Modules and style sheets as one file each: a visitor's phone asks once, and it compresses better.

No build step and no tools: our own modules keep to named imports and exports, and each becomes a function.
"""

from __future__ import annotations

import re
from pathlib import Path

from naast.errors import SetupError

_IMPORT = re.compile(r"^import \{([^}]*)\} from '(\.[^']*)';\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_COMMENT = re.compile(r"^\s*(?:/\*.*?\*/|//[^\n]*)\s*?\n", re.MULTILINE | re.DOTALL)
_INDENT = re.compile(r"^\s+", re.MULTILINE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_BLANKS = re.compile(r"\s*([{};,>])\s*|\s+")


def join_modules(entry: Path, made: dict[str, str] | None = None) -> str:
    """One module with the exports of `entry`. `made`: the code of modules that are no file, by name.

    Raises SetupError for modules that import each other, or anything but names.
    """
    joiner = _Joiner(made or {})
    joiner.add(entry.resolve())
    name = joiner.names[entry.resolve()]
    exported = joiner.exports[entry.resolve()]
    last = f"export const {{{','.join(exported)}}}={name};\n" if exported else ""
    return "".join(joiner.parts) + last


def join_styles(files: list[Path]) -> str:
    """One style sheet, without comments and blanks."""
    text = _CSS_COMMENT.sub("", "\n".join(file.read_text("utf-8") for file in files))
    return _CSS_BLANKS.sub(lambda found: found[1] or " ", text).replace(";}", "}").strip()


def smaller(code: str) -> str:
    """Without whole-line comments and indentation; strings and the code itself stay as they are."""
    return _INDENT.sub("", _COMMENT.sub("\n", code))


class _Joiner:
    def __init__(self, made: dict[str, str]) -> None:
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
        body = smaller(_EXPORT.sub("", _IMPORT.sub("", code)))
        if re.search(r"^(import|export)\b", body, re.MULTILINE):
            raise SetupError(f"{file.name}: only named imports and exports can be joined.")
        imports = "".join(f"const {{{_names(names)}}}={self.names[path]};" for names, path in needed)
        given = ",".join(self.exports[file])
        return f"const {self.names[file]}=(()=>{{{imports}\n{body}\nreturn {{{given}}};}})();\n"


def _names(listed: str) -> str:
    return ",".join(re.sub(r"\s+as\s+", ":", name.strip()) for name in listed.split(",") if name.strip())
