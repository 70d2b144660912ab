"""The content-addressed file store: what is put survives, what is broken is told, what nobody names is set aside, and it is one database's."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from zhifa.storage.errors import FileCorrupt, FileMissing, FileTooLarge, StorageFull, StoreForeign
from zhifa.storage.files import FileStore, RenditionCache
from zhifa.storage.store_mark import StoreMark

DAY = date(2026, 11, 22)


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files", database="ours", limit=1000)


def nothing(_: Sequence[str]) -> frozenset[str]:
    return frozenset()


def objects(root: Path) -> list[Path]:
    return sorted(path for path in (root / "files" / "objects").rglob("*") if path.is_file())


def aged(root: Path, hours: int = 25) -> None:
    """As if everything in the store had come in so long ago."""
    for path in (root / "files").rglob("*"):
        if path.is_file():
            then = path.stat().st_mtime - hours * 3600
            os.utime(path, (then, then))


def left(store: FileStore, *known: str) -> list[str]:
    return [orphan.place for orphan in store.orphans(lambda _: known, hours=24)]


def test_content_is_found_under_its_digest(store: FileStore) -> None:
    digest = store.put("现场照片".encode())
    assert digest == hashlib.sha256("现场照片".encode()).hexdigest()
    assert store.read(digest) == "现场照片".encode()
    with store.open(digest) as file:
        assert file.read(3) == "现".encode()


def test_size_and_presence_are_told_without_reading(store: FileStore) -> None:
    digest = store.put(b"evidence")
    assert (store.holds(digest), store.size(digest)) == (True, 8)
    assert not store.holds("0" * 64)
    with pytest.raises(FileMissing):
        store.size("0" * 64)


def test_a_stream_is_kept_like_bytes(store: FileStore) -> None:
    assert store.put(BytesIO(b"evidence")) == store.put(b"evidence")


def test_the_same_content_is_kept_once(store: FileStore, tmp_path: Path) -> None:
    assert {store.put(b"x") for _ in range(3)} == {hashlib.sha256(b"x").hexdigest()}
    assert len(objects(tmp_path)) == 1


@pytest.mark.parametrize("digest", ["0" * 64, "", "../../etc/passwd", "A" * 64])
def test_what_was_never_put_is_missing(store: FileStore, digest: str) -> None:
    with pytest.raises(FileMissing) as caught:
        store.open(digest)
    assert caught.value.digest == digest


def test_changed_content_is_told_and_mended_by_putting_it_again(store: FileStore, tmp_path: Path) -> None:
    digest = store.put(b"evidence")
    objects(tmp_path)[0].write_bytes(b"forgery!")
    with pytest.raises(FileCorrupt) as caught:
        store.read(digest)
    assert caught.value.found == hashlib.sha256(b"forgery!").hexdigest()
    assert store.put(b"evidence") == digest
    assert store.read(digest) == b"evidence"


def test_content_over_the_limit_is_refused_and_leaves_nothing(store: FileStore, tmp_path: Path) -> None:
    store.put(b"x" * 1000)
    with pytest.raises(FileTooLarge, match="1000 bytes"):
        store.put(BytesIO(b"x" * 1001))
    assert len(objects(tmp_path)) == 1
    assert list((tmp_path / "files" / "incoming").iterdir()) == []


def test_content_and_both_folders_are_on_the_disk_before_put_returns(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put(b"the first")
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda fd: synced.append(Path(f"/proc/self/fd/{fd}").readlink().name))
    digest = store.put(b"evidence")
    assert len(synced) == 3
    assert synced[1:] == [digest[:2], "objects"]


LIMITED = """
import resource, sys
from pathlib import Path
from zhifa.storage.errors import StorageFull
from zhifa.storage.files import FileStore
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    FileStore(Path(sys.argv[1]), database="ours").put(b"x" * 100_000)
except StorageFull as full:
    print(full)
"""


def test_a_full_disk_is_named_and_leaves_nothing(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", LIMITED, tmp_path / "files"], capture_output=True, text=True)
    assert "no room to write" in done.stdout, done.stderr
    assert objects(tmp_path) == []
    assert list((tmp_path / "files" / "incoming").iterdir()) == []


def test_what_no_row_names_is_moved_aside_after_a_day_and_can_be_put_back(store: FileStore, tmp_path: Path) -> None:
    kept, orphan = store.put(b"kept"), store.put(b"orphan")
    assert left(store, kept) == []
    aged(tmp_path)
    (found,) = store.orphans(lambda digests: {digest for digest in digests if digest == kept}, hours=24)
    assert (found.place, found.size) == (f"objects/{orphan[:2]}/{orphan[2:]}", 6)

    assert store.set_aside([found], DAY) == (found,)

    assert (store.read(kept), store.holds(orphan)) == (b"kept", False)
    aside = tmp_path / "files" / "swept" / "2026-11-22" / found.place
    aside.rename(tmp_path / "files" / found.place)
    assert store.read(orphan) == b"orphan"


def test_the_age_is_told_in_hours(store: FileStore, tmp_path: Path) -> None:
    store.put(b"orphan")
    aged(tmp_path, hours=3)
    assert [len(store.orphans(nothing, hours=hours)) for hours in (4, 2)] == [0, 1]


def test_content_put_again_is_young_again(store: FileStore, tmp_path: Path) -> None:
    store.put(b"evidence")
    aged(tmp_path)
    store.put(b"evidence")
    assert left(store) == []


def test_content_put_again_after_it_was_found_stays(store: FileStore, tmp_path: Path) -> None:
    digest = store.put(b"evidence")
    aged(tmp_path)
    found = store.orphans(nothing, hours=24)
    store.put(b"evidence")
    assert store.set_aside(found, DAY) == ()
    assert store.holds(digest)


def test_nothing_that_was_moved_aside_is_written_over(store: FileStore, tmp_path: Path) -> None:
    for _ in range(2):
        digest = store.put(b"evidence")
        aged(tmp_path)
        moved = store.set_aside(store.orphans(nothing, hours=24), DAY)
    assert moved == ()
    assert store.holds(digest)


KILLED = """
import os, signal, sys
from pathlib import Path
from zhifa.storage.files import FileStore
store = FileStore(Path(sys.argv[1]), database="ours")
print(store.put(b"not yet committed"), flush=True)
(Path(sys.argv[1]) / "incoming" / "half").write_bytes(b"half of it")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_process_left_is_found_whole_or_half_once_it_is_old(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, tmp_path / "files"], capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL
    store = FileStore(tmp_path / "files", database="ours")
    assert left(store) == []
    aged(tmp_path)
    assert left(store) == [f"objects/{done.stdout[:2]}/{done.stdout[2:64]}", "incoming/half"]
    assert len(store.set_aside(store.orphans(nothing, hours=24), DAY)) == 2
    assert left(store) == []


def test_what_is_no_file_of_the_store_is_left_alone(store: FileStore, tmp_path: Path) -> None:
    digest = store.put(b"evidence")
    for name in ("objects/README", f"objects/{digest[:2]}/notes"):
        (tmp_path / "files" / name).write_bytes(b"mine")
    aged(tmp_path)
    assert left(store, digest) == []


# --- to which database a store belongs ---------------------------------------------------------------------------------


def test_a_store_is_of_the_database_that_puts_something_first(tmp_path: Path) -> None:
    for reader in ("ours", "another"):
        assert not FileStore(tmp_path / "files", database=reader).holds("0" * 64)
    FileStore(tmp_path / "files", database="ours").put(b"evidence")

    assert FileStore(tmp_path / "files", database="ours").put(b"more")
    with pytest.raises(StoreForeign) as caught:
        FileStore(tmp_path / "files", database="another")
    assert (caught.value.found, caught.value.wanted) == ("ours", "another")


def test_of_two_databases_that_open_an_empty_store_one_gets_it(tmp_path: Path) -> None:
    first, second = (FileStore(tmp_path / "files", database=name) for name in ("first", "second"))
    first.put(b"evidence")
    with pytest.raises(StoreForeign):
        second.put(b"forgery")
    assert len(objects(tmp_path)) == 1


def test_from_a_store_that_names_no_database_nothing_is_moved(store: FileStore, tmp_path: Path) -> None:
    store.put(b"evidence")
    aged(tmp_path)
    (tmp_path / "files" / "database").unlink()
    with pytest.raises(StoreForeign, match="does not say"):
        store.set_aside(store.orphans(nothing, hours=24), DAY)
    assert len(objects(tmp_path)) == 1


def test_a_store_that_names_no_database_is_taken_by_one_that_knows_a_file_of_it_and_by_no_other(
    store: FileStore, tmp_path: Path
) -> None:
    digest, root = store.put(b"evidence"), tmp_path / "files"
    store.put(b"orphan")
    (root / "database").unlink()

    with pytest.raises(StoreForeign, match="does not say") as caught:
        FileStore(root, database="another", known=lambda _: ()).put(b"forgery")
    assert (caught.value.found, len(objects(tmp_path))) == (None, 2)
    assert FileStore(root, database="ours", known=lambda asked: {digest}.intersection(asked)).put(b"more")
    with pytest.raises(StoreForeign):
        FileStore(root, database="another")


def test_a_store_changes_hands_when_its_owner_is_named_and_says_why(store: FileStore, tmp_path: Path) -> None:
    store.put(b"evidence")
    root, mark = tmp_path / "files", StoreMark(tmp_path / "files", "another")
    for wrong in (None, "third"):
        with pytest.raises(StoreForeign):
            mark.take(reason="收错", owner=wrong, at="2026-03-02T01:00:00Z")
    assert mark.take(reason="并库", owner="ours", at="2026-03-02T01:00:00Z")
    assert not mark.take(reason="并库", owner="ours", at="2026-03-02T02:00:00Z")

    assert FileStore(root, database="another").put(b"more")
    with pytest.raises(StoreForeign):
        store.put(b"late")
    (line,) = (root / "owners").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {"at": "2026-03-02T01:00:00Z", "database": "another", "owner": "ours", "reason": "并库"}


# --- renditions --------------------------------------------------------------------------------------------------------


def test_a_rendition_is_kept_under_its_paper(tmp_path: Path) -> None:
    cache, digest = RenditionCache(tmp_path / "renditions"), "a" * 64
    assert cache.find(digest, "pdf") is None
    for content in (b"%PDF", b"%PDF-2"):
        cache.keep(digest, "pdf", content)
        assert cache.find(digest, "pdf") == content
    assert [path.name for path in (tmp_path / "renditions").iterdir()] == [f"{digest}.pdf"]


@pytest.mark.parametrize("changed", [b"", b"%PD", b"%PDF-1.7 another paper"])
def test_a_rendition_that_was_cut_short_or_changed_is_none(tmp_path: Path, changed: bytes) -> None:
    cache, digest = RenditionCache(tmp_path), "a" * 64
    cache.keep(digest, "pdf", b"%PDF-1.7 the paper")
    kept = tmp_path / f"{digest}.pdf"
    for content in (changed, changed + kept.read_bytes()[-64:], kept.read_bytes()[:-1]):
        kept.write_bytes(content)
        assert cache.find(digest, "pdf") is None


def test_a_rendition_of_no_digest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        RenditionCache(tmp_path).find("../x", "pdf")


def test_storage_full_keeps_the_reason() -> None:
    assert StorageFull("File too large").text == "File too large"
