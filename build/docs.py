# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors
"""Hooks of MkDocs: what the pages refer to outside docs/ becomes pages of the site."""

import posixpath
import re
import subprocess
from pathlib import Path

from mkdocs.structure.files import File

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"(\]\()([^)\s#]+)((?:#[^)\s]*)?\))")
LANGUAGES = {".sql": "sql", ".java": "java", ".xml": "xml", ".yaml": "yaml", ".py": "python"}


def on_config(config):
    """Puts the pages of a folder in the place of its name in the navigation, and under "More" those that it does not name."""
    named = set()
    for section in config["nav"]:
        for title, entry in section.items():
            if isinstance(entry, str) and entry.endswith("/"):
                section[title] = sorted(f"{entry}{page.name}" for page in (ROOT / "docs" / entry).glob("*.md"))
            named.update(page if isinstance(page, str) else next(iter(page.values())) for page in section[title])
    more = sorted({page.relative_to(ROOT / "docs").as_posix() for page in (ROOT / "docs").rglob("*.md")} - named)
    if more:
        config["nav"].append({"More": more})
    return config


def on_files(files, config):
    """Adds a page for each file or folder of the repository that a page links to."""
    texts = {file.src_uri: file.content_string for file in files.documentation_pages()}
    for path in sorted({path for page, text in texts.items() for path in _outside(page, text)}):
        files.append(File.generated(config, _page_of(path), content=_content(path)))
    return files


def on_page_markdown(markdown, page, config, files):
    """Leads links out of docs/ to these pages, and gives lists the empty line that MkDocs wants."""

    def lead(match):
        path = _repository_path(page.file.src_uri, match[2])
        if path is None:
            return match[0]
        return match[1] + posixpath.relpath(_page_of(path), posixpath.dirname(page.file.src_uri) or ".") + match[3]

    return _lists_apart(LINK.sub(lead, markdown))


def _outside(page, text):
    return filter(None, (_repository_path(page, match[2]) for match in LINK.finditer(text)))


def _repository_path(page, target):
    """The path of a link in the repository, or None where it stays in docs/ or leaves the repository."""
    path = posixpath.normpath(posixpath.join("docs", posixpath.dirname(page), target))
    if ":" in target or path.startswith(("docs/", "..")) or not (ROOT / path).exists():
        return None
    return path


def _page_of(path):
    return "repository/" + re.sub(r"\.md$", "", path).replace(".", "-") + ".md"


def _content(path):
    if path.endswith(".md"):
        # Its own links are relative to another folder; only the text is shown.
        return LINK.sub(r"\1#)", (ROOT / path).read_text()).replace("](#)", "]")
    files = [path] if (ROOT / path).is_file() else _tracked(path)
    blocks = [f"# `{path}`\n"]
    for file in files:
        fence = "~~~~"
        blocks.append(f"{'' if file == path else f'## `{posixpath.relpath(file, path)}`'}\n\n"
                      f"{fence}{LANGUAGES.get(Path(file).suffix, 'text')}\n{(ROOT / file).read_text()}\n{fence}\n")
    return "\n".join(blocks)


def _tracked(folder):
    names = subprocess.run(["git", "ls-files", folder], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\n")
    return [name for name in names if Path(name).suffix in LANGUAGES or "/services/" in name]


def _lists_apart(markdown):
    """GitHub begins a list behind a paragraph without an empty line between; MkDocs does not."""
    lines, fenced = [], False
    for line in markdown.split("\n"):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        previous = lines[-1] if lines else ""
        begins = re.match(r"([-*]|\d+\.) ", line)
        if begins and not fenced and previous.strip() and not re.match(r"\s*([-*]|\d+\.) |\s", previous):
            lines.append("")
        lines.append(line)
    return "\n".join(lines)
