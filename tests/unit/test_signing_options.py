"""The options of ``zhifa paper sign``: which key, which picture, which level, and what does not go together."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from signing_authority import Authority, authority
from zhifa.cli.faults import Unusable
from zhifa.cli.signing_key import SigningOptions
from zhifa.documents.signing.demo_key import demo_key
from zhifa.engine.clock import SystemClock

NOW = SystemClock().now()
AGENCY = "示例市市场监督管理局"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``keys/`` of a sample and ``own.key``, ``own.crt``, ``root.pem``, ``none.crl``, ``seal.svg`` of a site."""
    made = tmp_path_factory.mktemp("keys")
    sample, own = demo_key(AGENCY, at=NOW), authority(NOW)
    (made / "keys").mkdir()
    written = {
        "keys/signer.key": sample.private, "keys/signer.pem": sample.certificate, "keys/ca.pem": sample.authority,
        **_of_a_site(own), "seal.svg": PICTURE.encode(), "empty": b"",
    }  # fmt: skip
    for name, content in written.items():
        (made / name).write_bytes(content)
    return made


def _of_a_site(own: Authority) -> dict[str, bytes]:
    return {
        "own.key": own.key.private,
        "own.crt": own.key.certificate,
        "root.pem": own.root,
        "none.crl": own.revoked,
    }


@pytest.fixture
def sample(folder: Path) -> SigningOptions:
    return SigningOptions(demo_key=folder / "keys")


@pytest.fixture
def real(folder: Path) -> SigningOptions:
    return SigningOptions(key=folder / "own.key", cert=folder / "own.crt", seal=folder / "seal.svg")


def test_a_sample_key_shows_a_sample_seal(sample: SigningOptions) -> None:
    signer = sample.signer(AGENCY, at=NOW)
    assert (signer.sample, signer.level) == (True, "B-B")
    assert signer.seal is not None


def test_the_level_follows_from_what_is_given(real: SigningOptions, folder: Path) -> None:
    stamped = replace(real, time_stamps="http://tsa.invalid/")
    kept = replace(stamped, roots=(folder / "root.pem",), lists=(folder / "none.crl",))

    assert [one.signer(AGENCY, at=NOW).level for one in (real, stamped, kept)] == ["B-B", "B-T", "B-LTA"]
    assert replace(kept, level="B-LTA").signer(AGENCY, at=NOW).level == "B-LTA"


@pytest.mark.parametrize(("size", "millimetres"), [(None, (42, 42)), ("40x30", (40, 30)), ("38.5", (38.5, 38.5))])
def test_the_picture_has_the_size_that_is_asked_for(
    real: SigningOptions, size: str | None, millimetres: tuple[float, float]
) -> None:
    seal = replace(real, seal_size=size).signer(AGENCY, at=NOW).seal
    assert seal is not None
    assert (seal.width, seal.height) == millimetres


@pytest.mark.parametrize("empty", [True, False])
def test_a_key_without_a_passphrase_takes_none(sample: SigningOptions, folder: Path, empty: bool) -> None:
    given = replace(sample, password_file=folder / "empty" if empty else None)
    assert given.signer(AGENCY, at=NOW).key.passphrase is None


def test_no_key_or_more_than_one_is_told(sample: SigningOptions, real: SigningOptions, folder: Path) -> None:
    for options in (
        SigningOptions(),
        replace(real, cert=None),
        replace(real, key=None),
        replace(sample, p12=folder / "own.p12"),
        replace(real, demo_key=folder / "keys"),
    ):
        with pytest.raises(Unusable, match="签章密钥应写明一种"):
            options.signer(AGENCY, at=NOW)


def test_what_does_not_go_together_is_told(sample: SigningOptions, real: SigningOptions, folder: Path) -> None:
    for options, told in (
        (replace(sample, seal=folder / "seal.svg"), "样章密钥只盖样章"),
        (replace(real, seal=None), "没有写 --seal"),
        (replace(real, seal_size="large"), "--seal-size 的值「large」不合要求"),
        (replace(real, seal_size="0x40"), "应大于 0"),
        (replace(real, level="B-T"), "--level 的值「B-T」不合要求：所给的选项签成 B-B"),
        (replace(real, roots=(folder / "root.pem",)), "要有时间戳服务"),
        (replace(real, lists=(folder / "none.crl",)), "--revocation-list 要和 --root 一起用"),
    ):
        with pytest.raises(Unusable, match=told):
            options.signer(AGENCY, at=NOW)


def test_a_certificate_that_has_run_out_signs_nothing(sample: SigningOptions) -> None:
    with pytest.raises(Unusable, match="现在不能用来签章"):
        sample.signer(AGENCY, at=NOW + timedelta(days=400))
