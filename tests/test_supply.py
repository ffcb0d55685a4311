"""What the program is made of: known versions, licences that may be used, models as they were trained, no pickles."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tools import installed, licences, sbom

from communique import checksums

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "communique"


def locked() -> dict[str, tuple[str, int]]:
    """Each distribution of the lock file: its version, and how many files of it are known by hash."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = r"^([\w.-]+)(?:\[[\w,-]+\])?==([\w.+]+)"
    hashes = r"[^\\\n]*\\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)"
    found = re.findall(pinned + hashes, text, re.MULTILINE)
    assert len(found) == len(re.findall(pinned, text, re.MULTILINE)), "one has no hash"
    return {canonicalize_name(name): (version, hashes.count("sha256:")) for name, version, hashes in found}


def test_the_lock_file_holds_every_dependency_in_a_version_that_is_asked_for() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        needed = [Requirement(line) for line in tomllib.load(file)["project"]["dependencies"]]
    versions = locked()
    for requirement in needed:
        assert canonicalize_name(requirement.name) in versions, f"{requirement.name} is not locked: run make lock"
        version, _ = versions[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version, prereleases=True), f"{requirement}: run make lock"


def test_the_lock_file_has_a_hash_for_all_and_no_address_of_a_registry() -> None:
    assert all(hashes for _, hashes in locked().values())
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if "://" in line or line.startswith("-")]


def test_every_licence_of_the_base_install_is_one_that_may_be_used(capsys: pytest.CaptureFixture[str]) -> None:
    code = licences.main()
    out = capsys.readouterr().out
    assert code == 0, [line for line in out.splitlines() if line.startswith("REFUSED")]
    assert "spacy" in out


@pytest.mark.parametrize(
    ("words", "good"),
    [
        ("MIT", True), ("mit license", True), ("GPL-3.0-only", False), ("MIT OR GPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", False), ("(MIT OR GPL-2.0-only) AND BSD-3-Clause", True),
        ("MIT AND (GPL-2.0-only OR CC-BY-NC-4.0)", False), ("CC-BY-NC-4.0", False), ("Proprietary", False), ("", False),
        ("MIT OR GPL-2.0-only AND GPL-3.0-only", True),
    ],
)  # fmt: skip
def test_a_licence_is_judged_by_all_its_parts(words: str, good: bool) -> None:
    assert licences.allowed(words, licences.known()) is good


def test_the_bill_of_materials_names_each_part_once_and_the_models_by_hash() -> None:
    made = sbom.document()
    names = [part["bom-ref"] for part in made["components"]]
    assert len(names) == len(set(names))
    assert {f"pkg:pypi/{canonicalize_name(each.name)}@{each.version}" for each in installed.base()} <= set(names)
    models = [part for part in made["components"] if part["type"] == "machine-learning-model"]
    assert models
    assert all(len(part["hashes"][0]["content"]) == 64 for part in models)


@pytest.mark.parametrize("folder", checksums.folders(PACKAGE), ids=lambda folder: folder.parent.name)
def test_every_shipped_model_is_the_one_whose_hash_was_written(folder: Path) -> None:
    assert checksums.wrong(folder) == [], "after training a model run: python tools/model_hashes.py"


def test_a_model_that_was_changed_lost_or_joined_by_a_file_is_found_out(tmp_path: Path) -> None:
    folder = tmp_path / "cleaning" / "model"
    folder.mkdir(parents=True)
    (folder / "weights.npz").write_bytes(b"1")
    assert checksums.folders(tmp_path) == [folder]
    assert "no SHA256SUMS" in checksums.wrong(folder)[0]
    (folder / checksums.NAME).write_text(checksums.sums(folder))
    assert checksums.wrong(folder) == []
    (folder / "weights.npz").write_bytes(b"2")
    assert checksums.wrong(folder) == ["cleaning/model/weights.npz is not the file that was shipped"]
    (folder / "weights.npz").unlink()
    (folder / "other.bin").write_bytes(b"1")
    assert len(checksums.wrong(folder)) == 2


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_in_the_program_opens_a_pickle(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name for alias in node.names} | {getattr(node, "module", None) or ""}
            roots = {name.partition(".")[0] for name in names}
            assert not roots & {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}, node.lineno
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = ast.unparse(node.func)
            assert called not in {"torch.load", "pandas.read_pickle"}, node.lineno
            if called in {"np.load", "numpy.load"}:
                said = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
                assert said.get("allow_pickle") == "False", f"line {node.lineno}: say allow_pickle=False"
