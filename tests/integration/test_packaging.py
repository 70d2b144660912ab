"""What an installer gets: the sdist and the wheel are built, installed into a clean environment, and used from there."""

from __future__ import annotations

import ast
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGE = ROOT / "src" / "zhifa"

IMPORT_ALL = """
import importlib, json, pkgutil, zhifa
names = [module.name for module in pkgutil.walk_packages(zhifa.__path__, "zhifa.")]
for name in names:
    if not name.endswith("__main__") and ".migrations." not in name:
        importlib.import_module(name)
print(json.dumps({"file": zhifa.__file__, "names": names}))
"""


def _run(*command: str | Path, cwd: Path) -> str:
    result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def _in_git(*folders: str) -> list[Path]:
    # The owner of a checkout need not be who runs the tests in it.
    git = ("git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    listing = _run(*git, *folders, cwd=ROOT)
    return [Path(name) for name in listing.split("\0") if name and os.path.lexists(ROOT / name)]


def _packages() -> Iterator[Path]:
    """Folders of the package as an import sees them: the links of src/zhifa are followed."""
    waiting = [PACKAGE]
    while waiting:
        folder = waiting.pop()
        yield folder
        waiting += [path.parent for path in folder.glob("*/__init__.py")]


def _contents(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def _name(folder: Path) -> str:
    return ".".join(folder.relative_to(PACKAGE.parent).parts)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree as a fresh clone would hold it: nothing ignored, nothing built before."""
    target = tmp_path_factory.mktemp("clone")
    for path in _in_git():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, target / path, follow_symlinks=False)
    return target


@pytest.fixture(scope="module")
def wheel(clone: Path) -> Path:
    """The wheel, built from the sdist as an index would serve it."""
    _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", "built", cwd=clone)
    assert len(list((clone / "built").glob("*.tar.gz"))) == 1
    return next((clone / "built").glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel alone; the dependencies are lent from the environment of this test."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    _run(sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index", wheel, cwd=folder)
    site = Path(_run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    # Lines of a .pth file inside a lent folder are not obeyed, so the editable install of this tree stays out of sight.
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def test_the_listed_packages_are_those_of_the_tree() -> None:
    assert PROJECT["tool"]["setuptools"]["packages"] == sorted(_name(folder) for folder in _packages())


def test_every_folder_with_modules_is_a_package() -> None:
    packages = {folder.resolve() for folder in _packages()}
    source = [ROOT / path for path in _in_git("src", "documents", "engine", "storage", "web", "workflows")]
    assert {path.parent.resolve() for path in source if path.suffix == ".py"} == packages


def test_the_links_are_relative_and_lead_to_the_real_folders() -> None:
    for name in ("documents", "engine", "storage", "web", "workflows"):
        link = PACKAGE / name
        assert link.readlink() == Path("../..") / name
        assert link.resolve() == ROOT / name


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    tracked = {(ROOT / path).resolve() for path in _in_git()}
    expected = {
        (Path(*_name(folder).split(".")) / path.relative_to(folder)).as_posix()
        for folder in _packages()
        for path in folder.rglob("*")
        if path.is_file() and path.resolve() in tracked
    }
    assert {"zhifa/py.typed", "zhifa/engine/__init__.py"} <= expected
    assert expected - _contents(wheel) == set()


def test_the_wheel_brings_nothing_but_the_package_and_its_licence(wheel: Path) -> None:
    names = _contents(wheel)
    assert {name.split("/")[0] for name in names} == {"zhifa", f"zhifa-{PROJECT['project']['version']}.dist-info"}
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_every_module_imports_from_the_installed_wheel(installed: Path) -> None:
    seen = json.loads(_run(installed / "bin" / "python", "-I", "-W", "error", "-c", IMPORT_ALL, cwd=installed))
    assert Path(seen["file"]).is_relative_to(installed)
    assert {_name(folder) for folder in _packages()} - {"zhifa"} <= set(seen["names"])


def test_the_command_of_the_installed_wheel_shows_its_help(installed: Path) -> None:
    shown = _run(installed / "bin" / "zhifa", "--help", cwd=installed)
    assert "replay" in shown
    assert "scenario" in shown


def test_the_package_imports_only_what_it_declares() -> None:
    optional = PROJECT["project"]["optional-dependencies"]
    declared = PROJECT["project"]["dependencies"] + optional["postgresql"] + optional["sign"] + optional["web"]
    provided = {module for line in declared for module in _top_level(re.split(r"[\[<>=~! ]", line)[0])}
    foreign = {module for path in _modules() for module in _imports(path)} - set(sys.stdlib_module_names) - {"zhifa"}
    assert foreign - provided == set()


def _modules() -> list[Path]:
    return [path for folder in _packages() for path in folder.glob("*.py")]


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(str(node.module).split(".")[0])
    return found


def _top_level(distribution: str) -> set[str]:
    """What is imported of an installed distribution."""
    files = importlib.metadata.files(distribution) or []
    return {file.parts[0].removesuffix(".py") for file in files if file.suffix in (".py", ".so")}
