"""The wheel, installed where no address can be reached, does its work."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NO_NETWORK = """
import sys

def refused(event, _):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        with open("{asked}", "a") as told:
            print(event, file=told)
        raise OSError("there is no network here")

sys.addaudithook(refused)
"""
"""What every Python of the tests does first: connections fail, as on a machine without a network, and are noted."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the build backend that is installed for it, without a network."""
    pytest.importorskip("hatchling", reason="hatchling is not installed: the wheel is not built here")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(ROOT)], check=True, cwd=folder)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel alone of ours, its libraries those of the tests."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder, with_pip=False)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    (site / "sitecustomize.py").write_text(NO_NETWORK.replace("{asked}", str(folder / "asked")))
    return folder / "bin" / "python"


def home(python: Path) -> Path:
    """The home folder of the user who runs this Python."""
    folder = python.parents[1] / "home"
    folder.mkdir(exist_ok=True)
    return folder


def run(python: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    # nothing that stands in for a user's own wish to be left alone, or for a machine that builds
    kept = ("PATH", "LANG", "TMPDIR")
    environment = {name: os.environ[name] for name in kept if name in os.environ} | {"HOME": str(home(python))}
    command = [str(python), "-m", "willing", *arguments]
    environment |= {"NO_COLOR": "1", "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_the_package_is_the_wheels_own_and_there_is_no_network(installed: Path, tmp_path: Path) -> None:
    code = "import willing, urllib.request; print(willing.__file__); urllib.request.urlopen('http://example.org')"
    done = subprocess.run([str(installed), "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert str(installed.parents[1]) in done.stdout
    assert "there is no network here" in done.stderr
    asked = installed.parents[1] / "asked"
    assert "socket." in asked.read_text()
    asked.unlink()


def test_it_reads_starts_a_case_answers_and_exports(installed: Path, tmp_path: Path) -> None:
    demo = run(installed, "demo", cwd=tmp_path)
    assert demo.returncode == 0, demo.stderr
    text = tmp_path / "a.txt"
    text.write_text("Norway will send 300 soldiers to Kenya, its prime minister said.", encoding="utf-8")
    assert '"stance": "committed"' in run(installed, "read", "a.txt", "--json", cwd=tmp_path).stdout
    assert run(installed, "init", "case", cwd=tmp_path).returncode == 0
    case = tmp_path / "case"
    assert "France" in run(installed, "who", "--measure", "troops", cwd=case).stdout
    assert "no total follows" in run(installed, "reckon", cwd=case).stdout
    assert run(installed, "export", "tables", "--to", "csv", cwd=case).returncode == 0
    assert run(installed, "brief", "--day", "-o", "day.html", cwd=case).returncode == 0
    # no library reported anywhere, or prepared to: ONNX Runtime would keep its reports in the home folder
    assert not (installed.parents[1] / "asked").exists()
    assert not list(home(installed).rglob("*"))


def test_what_a_page_needs_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for each in ("web/static/willing.css", "web/templates/base.html.jinja", "reading/data/reader.int8.onnx"):
        assert f"willing/{each}" in names
    ours = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*") if path.is_file()}
    assert {name for name in ours if "__pycache__" not in name} <= names
