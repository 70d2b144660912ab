"""The content-addressed file store: what is put survives, what is broken is told, what nobody names is swept."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pytest

from zhifa.storage.errors import FileCorrupt, FileMissing, FileTooLarge, StorageFull
from zhifa.storage.files import FileStore, RenditionCache

DAY = 24 * 60 * 60


@pytest.fixture
def store(tmp_path: Path) -> Iterator[FileStore]:
    with FileStore(tmp_path / "files", limit=1000) as opened:
        yield opened


def nothing(_: Sequence[str]) -> frozenset[str]:
    return frozenset()


def objects(root: Path) -> list[Path]:
    return sorted(path for path in (root / "files" / "objects").rglob("*") if path.is_file())


def age(path: Path, seconds: int) -> None:
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))


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
with FileStore(Path(sys.argv[1])) as store:
    try:
        store.put(b"x" * 100_000)
    except StorageFull as full:
        print(full)
"""


def test_a_full_disk_is_named_and_leaves_nothing(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", LIMITED, tmp_path / "files"], capture_output=True, text=True)
    assert "no room to write" in done.stdout, done.stderr
    assert objects(tmp_path) == []
    assert list((tmp_path / "files" / "incoming").iterdir()) == []


def test_a_fresh_start_sweeps_orphans_at_once_and_keeps_the_known(tmp_path: Path) -> None:
    with FileStore(tmp_path / "files") as store:
        kept, orphan = store.put(b"kept"), store.put(b"orphan")
    with FileStore(tmp_path / "files") as store:
        assert store.sweep(lambda digests: {digest for digest in digests if digest == kept}) == 1
        assert store.read(kept) == b"kept"
        with pytest.raises(FileMissing):
            store.open(orphan)


def test_what_this_process_put_is_not_swept_young(store: FileStore, tmp_path: Path) -> None:
    store.put(b"about to be committed")
    assert store.sweep(nothing) == 0
    age(objects(tmp_path)[0], DAY + 60)
    assert store.sweep(nothing) == 1


def test_what_another_process_may_commit_is_not_swept_young(store: FileStore, tmp_path: Path) -> None:
    with FileStore(tmp_path / "files") as other:
        young, old = other.put(b"young"), other.put(b"old")
        age(next(path for path in objects(tmp_path) if path.name == old[2:]), DAY + 60)
        assert store.sweep(nothing) == 1
        assert other.read(young) == b"young"
    assert store.sweep(nothing) == 1


def test_content_put_again_is_young_again(store: FileStore, tmp_path: Path) -> None:
    store.put(b"evidence")
    age(objects(tmp_path)[0], DAY + 60)
    store.put(b"evidence")
    assert store.sweep(nothing) == 0


KILLED = """
import os, signal, sys
from pathlib import Path
from zhifa.storage.files import FileStore
store = FileStore(Path(sys.argv[1]))
print(store.put(b"not yet committed"), flush=True)
(Path(sys.argv[1]) / "incoming" / "half").write_bytes(b"half of it")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_process_left_is_swept_by_the_next_start(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, tmp_path / "files"], capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL
    assert len(objects(tmp_path)) == 1
    with FileStore(tmp_path / "files") as store:
        assert store.sweep(nothing) == 1
    assert objects(tmp_path) == []
    assert list((tmp_path / "files" / "incoming").iterdir()) == []


def test_a_running_process_protects_its_files_against_a_start_beside_it(tmp_path: Path) -> None:
    script = KILLED.replace("os.kill(os.getpid(), signal.SIGKILL)", "sys.stdin.read()")
    running = subprocess.Popen(
        [sys.executable, "-c", script, tmp_path / "files"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert running.stdout is not None
        digest = running.stdout.readline().strip()
        with FileStore(tmp_path / "files") as store:
            assert store.sweep(nothing) == 0
            assert store.read(digest) == b"not yet committed"
    finally:
        running.communicate("")


def test_a_rendition_is_kept_under_its_paper(tmp_path: Path) -> None:
    cache, digest = RenditionCache(tmp_path / "renditions"), "a" * 64
    assert cache.find(digest, "pdf") is None
    made = cache.keep(digest, "pdf", b"%PDF")
    assert (cache.find(digest, "pdf"), made.read_bytes()) == (made, b"%PDF")
    assert cache.keep(digest, "pdf", b"%PDF-2").read_bytes() == b"%PDF-2"
    assert [path.name for path in (tmp_path / "renditions").iterdir()] == [f"{digest}.pdf"]


def test_a_rendition_of_no_digest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        RenditionCache(tmp_path).find("../x", "pdf")


def test_storage_full_keeps_the_reason() -> None:
    assert StorageFull("File too large").text == "File too large"
