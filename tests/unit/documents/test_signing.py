"""Seal and signature: what is signed answers who, when, and whether and where it was changed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    NoEncryption,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509 import load_pem_x509_certificate
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from signing_authority import YEAR, Authority, authority
from zhifa.documents import facts as f
from zhifa.documents import pdf, render
from zhifa.documents.signing import errors
from zhifa.documents.signing.demo_key import DemoKey, demo_key
from zhifa.documents.signing.errors import (
    AlreadySigned,
    KeyUnusable,
    NoSuchPage,
    NotAPdf,
    SealUnusable,
    SigningFailed,
)
from zhifa.documents.signing.keys import SigningKey, certificates, pkcs12_key
from zhifa.documents.signing.pades import LongTerm, PadesSigner
from zhifa.documents.signing.port import SealPlace, Shown, Signer
from zhifa.documents.signing.seal import pictured_seal, sample_seal
from zhifa.documents.signing.verification import verify
from zhifa.documents.typesetting import seal_place
from zhifa.engine.clock import SystemClock

NOW = SystemClock().now()
ON = date(2026, 11, 5)
AGENCY = "示例市市场监督管理局"
LETTER = (
    f'<article class="letter"><header><p class="agency">{AGENCY}</p><h1>行政处罚决定书</h1></header><p>本机关决定如下。</p>'
    f'<footer><p class="signer">{AGENCY}</p><p class="date">2026年11月5日</p></footer></article>'
)


def in_this_run(at: datetime) -> bool:
    """Whether it lies between the first look at the clock and this one; signatures tell whole seconds."""
    return NOW - timedelta(seconds=1) < at <= SystemClock().now()


@pytest.fixture(scope="module")
def key() -> DemoKey:
    return demo_key(AGENCY, at=NOW - timedelta(hours=1))


@pytest.fixture(scope="module")
def own() -> Authority:
    return authority(NOW)


@pytest.fixture(scope="module")
def plain() -> bytes:
    return pdf(LETTER, title="行政处罚决定书", issued_on=ON, family="决定书")


@pytest.fixture(scope="module")
def place() -> SealPlace:
    found = seal_place(LETTER, title="行政处罚决定书", family="决定书")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def signed(plain: bytes, key: DemoKey, place: SealPlace) -> bytes:
    signer: Signer = PadesSigner(key=key.key, seal=sample_seal(AGENCY))
    return signer.sign(plain, Shown(agency=AGENCY, issued_on=ON, place=place))


def shown(place: SealPlace | None = None) -> Shown:
    return Shown(agency=AGENCY, issued_on=ON, place=place)


def edited(content: bytes) -> bytes:
    """A later revision that writes something over the first page."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/Note")] = pdf_string("改")
    writer.mark_update(page.container_ref)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def flipped(content: bytes, position: int) -> bytes:
    return content[:position] + bytes([content[position] ^ 1]) + content[position + 1 :]


def enveloping(content: bytes) -> range:
    """Where the signature itself stands in the file: what is not signed there are parameters, further certificates, and padding."""
    begin = content.rindex(b"/Contents <")
    return range(begin, content.index(b">", begin) + 1)


def widget(content: bytes) -> Any:
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(content)).pages, start=1):
        for annotation in page.get("/Annots", ()):
            held = annotation.get_object()
            if held.get("/FT") == "/Sig":
                return number, [float(edge) for edge in held["/Rect"]]
    raise AssertionError("no signature")


# --- signing ----------------------------------------------------------------------------------------------------------


def test_a_signed_paper_is_the_paper_with_the_signature_behind_it(plain: bytes, signed: bytes) -> None:
    assert signed.startswith(plain)
    assert pypdf.PdfReader(io.BytesIO(signed)).pages[0].extract_text().replace("\n", "").count("本机关决定如下") == 1


def test_the_seal_stands_over_agency_and_date(signed: bytes, place: SealPlace) -> None:
    page, (left, lower, right, upper) = widget(signed)
    at: dict[str, tuple[float, float]] = {}

    def look(text: str, page: list[float], where: list[float], *_rest: object) -> None:
        if "2026" in text:
            at["date"] = (where[4] + page[4], where[4] * page[1] + where[5] * page[3] + page[5])

    pypdf.PdfReader(io.BytesIO(signed)).pages[page - 1].extract_text(visitor_text=look)
    assert page == place.page
    assert abs((right - left) - 42 * 72 / 25.4) < 1.5
    assert left < at["date"][0] < (left + right) / 2
    assert lower < at["date"][1] < (lower + upper) / 2


def test_a_form_has_no_place_for_a_seal_and_is_signed_without_one(plain: bytes, key: DemoKey) -> None:
    html = '<article class="form"><header><p class="agency">某局</p><h1>立案审批表</h1></header><p>内容</p></article>'
    assert seal_place(html, title="立案审批表", family="审批表") is None

    signed = PadesSigner(key=key.key, seal=sample_seal(AGENCY)).sign(plain, shown())

    _, rectangle = widget(signed)
    assert rectangle[2] - rectangle[0] == 0
    assert verify(signed).verdict == "sound"


def test_a_real_decision_has_a_place_for_its_seal(make: Callable[..., f.Facts]) -> None:
    decision = render("D33", make("D33"))

    place = seal_place(decision.html, title=decision.title, family=decision.family)

    assert place is not None
    assert 28 < place.x < 184
    assert 37 < place.y < 262


def test_a_paper_is_signed_once(signed: bytes, key: DemoKey) -> None:
    with pytest.raises(AlreadySigned, match="补正"):
        PadesSigner(key=key.key).sign(signed, shown())


def test_a_seal_on_a_page_that_is_not_there_is_refused(plain: bytes, key: DemoKey) -> None:
    with pytest.raises(NoSuchPage, match=r"第 2 页.*只有 1 页"):
        PadesSigner(key=key.key, seal=sample_seal(AGENCY)).sign(plain, shown(SealPlace(page=2, x=100, y=100)))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>"])
def test_what_is_no_pdf_is_neither_signed_nor_verified(content: bytes, key: DemoKey) -> None:
    with pytest.raises(NotAPdf, match="不是 PDF 文件"):
        PadesSigner(key=key.key).sign(content, shown())
    with pytest.raises(NotAPdf, match="不是 PDF 文件"):
        verify(content)


def test_a_key_that_is_not_the_certificates_is_refused(plain: bytes, key: DemoKey) -> None:
    other = demo_key(AGENCY, at=NOW)
    mixed = SigningKey(private=other.private, certificate=key.certificate, above=(key.authority,))
    with pytest.raises(KeyUnusable, match="不是一对"):
        PadesSigner(key=mixed).sign(plain, shown())


def test_what_a_signature_says_of_itself_is_read_from_the_file(signed: bytes, key: DemoKey) -> None:
    signer = PadesSigner(key=key.key)
    told = signer.read(signed)

    assert (told.level, told.sample, told.certificate, told.stamped_at) == ("B-B", True, key.key.own.sha256.hex(), None)
    assert told.claimed_at is not None
    assert in_this_run(told.claimed_at)
    assert signer.sample


def test_a_file_that_was_changed_or_not_signed_is_not_read_as_signed(plain: bytes, signed: bytes, key: DemoKey) -> None:
    for content in (plain, edited(signed), flipped(signed, 2000)):
        with pytest.raises(SigningFailed, match="核对不符"):
            PadesSigner(key=key.key).read(content)


def test_the_time_that_a_service_witnesses_is_read_with_the_level(plain: bytes, own: Authority) -> None:
    signer = PadesSigner(key=own.key, time_stamps=own.time_stamps)
    told = signer.read(signer.sign(plain, shown()))

    assert (told.level, told.sample, told.stamped_at is None) == ("B-T", False, False)
    assert not signer.sample


@pytest.mark.parametrize("away", [timedelta(hours=-2), timedelta(days=400)])
def test_a_certificate_outside_its_days_is_told(key: DemoKey, away: timedelta) -> None:
    key.key.require_valid(NOW)
    with pytest.raises(KeyUnusable, match=r"有效期自 \d{4}-\d\d-\d\d 至 \d{4}-\d\d-\d\d"):
        key.key.require_valid(NOW + away)


@pytest.mark.parametrize("away", [timedelta(days=-400), timedelta(days=2)])
def test_a_certificate_outside_its_days_signs_nothing_whoever_asks(plain: bytes, away: timedelta) -> None:
    with pytest.raises(KeyUnusable, match="现在不能用来签章"):
        PadesSigner(key=demo_key(AGENCY, at=NOW + away).key).sign(plain, shown())


def test_a_key_is_read_from_pkcs12_with_its_passphrase_alone(plain: bytes, key: DemoKey) -> None:
    kept = pkcs12.serialize_key_and_certificates(
        b"key",
        load_pem_private_key(key.private, None),  # type: ignore[arg-type]  # one of the kinds that it takes
        load_pem_x509_certificate(key.certificate),
        [load_pem_x509_certificate(key.authority)],
        BestAvailableEncryption(b"words"),
    )
    opened = pkcs12_key(kept, passphrase=b"words")

    assert verify(PadesSigner(key=opened).sign(plain, shown()), trust=[key.authority]).verdict == "sound"
    for passphrase in (None, b"other words"):
        with pytest.raises(KeyUnusable, match="口令不对"):
            pkcs12_key(kept, passphrase=passphrase)


def test_a_pkcs12_file_without_a_key_is_refused(key: DemoKey) -> None:
    bare = pkcs12.serialize_key_and_certificates(
        None, None, None, [load_pem_x509_certificate(key.authority)], NoEncryption()
    )
    with pytest.raises(KeyUnusable, match="没有私钥"):
        pkcs12_key(bare)


@pytest.mark.parametrize("name", ["", " ", "局" * 59, "甲\n局"])
def test_a_name_that_no_certificate_holds_gets_no_demo_key(name: str) -> None:
    with pytest.raises(KeyUnusable, match="机关名称"):
        demo_key(name, at=NOW)


# --- the picture ------------------------------------------------------------------------------------------------------


def test_a_sample_seal_says_so_and_is_drawn_as_vectors() -> None:
    seal = sample_seal(AGENCY)
    page = pypdf.PdfReader(io.BytesIO(seal.pdf)).pages[0]

    assert set(AGENCY) | set("样章") <= set(page.extract_text())
    assert list(page.images) == []
    assert sample_seal(AGENCY).pdf == seal.pdf


@pytest.mark.parametrize("name", ["", "局" * 41, "局\ue000"])
def test_a_name_that_does_not_fit_on_a_seal_is_refused(name: str) -> None:
    with pytest.raises(SealUnusable, match="机关名称"):
        sample_seal(name)


def test_a_site_may_bring_its_own_picture(plain: bytes, key: DemoKey, place: SealPlace) -> None:
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4" fill="red"/></svg>'
    seal = pictured_seal(drawn, width=40, height=30)

    _, (left, lower, right, upper) = widget(PadesSigner(key=key.key, seal=seal).sign(plain, shown(place)))

    assert (round((right - left) / 72 * 25.4), round((upper - lower) / 72 * 25.4)) == (40, 30)


@pytest.mark.parametrize("picture", [b"", b"no picture", b"x" * (5 * 1024 * 1024 + 1)])
def test_what_is_no_picture_of_bearable_size_is_refused(picture: bytes) -> None:
    with pytest.raises(SealUnusable, match="印章图片"):
        pictured_seal(picture)


# --- verifying --------------------------------------------------------------------------------------------------------


def test_a_signed_paper_answers_who_and_that_the_seal_is_a_sample(signed: bytes, key: DemoKey) -> None:
    answer = verify(signed, trust=[key.authority])
    (only,) = answer.signatures

    assert answer.verdict == "sound"
    assert f"CN={AGENCY}（样章）" in only.signer
    assert (only.sample, only.trusted, only.stamp, only.changes) == (True, True, None, ())
    assert only.claimed_at is not None
    assert in_this_run(only.claimed_at)


def test_the_chain_is_judged_only_by_what_is_given_to_trust(signed: bytes) -> None:
    stranger = demo_key("他局", at=NOW).authority

    assert verify(signed).signatures[0].trusted is None
    assert verify(signed, trust=[stranger]).verdict == "untrusted"


def test_an_expired_certificate_is_not_trusted_without_a_time_stamp(signed: bytes, key: DemoKey) -> None:
    answer = verify(signed, trust=[key.authority], at=NOW + 2 * YEAR)

    assert answer.verdict == "untrusted"
    assert "过期" in str(answer.signatures[0].distrust)


def test_no_flipped_byte_goes_unnoticed(signed: bytes) -> None:
    envelope = enveloping(signed)
    positions = (*range(8, envelope.start, 1409), *range(envelope.stop, len(signed), 211), len(signed) - 8)

    assert [at for at in positions if verify(flipped(signed, at)).verdict == "sound"] == []


def test_what_a_signature_does_not_cover_of_its_own_envelope_changes_nothing_that_is_told(signed: bytes) -> None:
    told = verify(signed).signatures
    answers = [verify(flipped(signed, at)) for at in enveloping(signed)[12::499]]

    assert [answer for answer in answers if answer.verdict == "sound" and answer.signatures != told] == []


def test_a_flipped_byte_of_a_page_is_told_with_the_bytes_that_were_signed(plain: bytes, signed: bytes) -> None:
    inside = plain.index(b"stream") + 40
    (change,) = verify(flipped(signed, inside)).signatures[0].changes

    assert change.kind == "content"
    assert any(begin <= inside < end for begin, end in change.spans)


def test_a_flipped_byte_behind_the_signature_itself_is_told(signed: bytes) -> None:
    padding = signed.rindex(b"000000>") + 3
    (change,) = verify(flipped(signed, padding)).signatures[0].changes

    assert change.kind == "signature"


def test_an_edit_after_signing_is_told_with_revision_bytes_and_page(signed: bytes) -> None:
    content = edited(signed)
    answer = verify(content)
    (change,) = answer.signatures[0].changes

    assert answer.verdict == "changed"
    assert (change.kind, change.revision, change.pages, change.permitted) == ("appended", 3, (1,), False)
    assert change.spans == ((len(signed), len(content)),)


def test_bytes_behind_the_file_are_told(signed: bytes) -> None:
    (change,) = verify(signed + b"\n").signatures[0].changes

    assert (change.kind, change.revision, change.spans) == ("appended", 0, ((len(signed), len(signed) + 1),))


def test_a_second_signature_that_the_first_allows_is_no_change(plain: bytes, key: DemoKey) -> None:
    content = plain
    for name in ("甲", "乙"):
        signer = PdfSigner(PdfSignatureMetadata(field_name=name), key.key.signer(with_root=False))
        content = signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content))).getvalue()
    answer = verify(content, trust=[key.authority])

    assert answer.verdict == "sound"
    assert [[(change.kind, change.permitted) for change in one.changes] for one in answer.signatures] == [
        [("filled", True)],
        [],
    ]


def test_an_unsigned_paper_and_half_a_file_are_told_apart(plain: bytes, signed: bytes) -> None:
    assert verify(plain).verdict == "unsigned"
    assert verify(signed[: len(plain) // 2]).verdict == "damaged"


def test_fifty_megabytes_are_verified(plain: bytes, key: DemoKey) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(plain))
    writer.add_attachment("附件.bin", bytes(1000) * 50_000)
    large = io.BytesIO()
    writer.write(large)

    signed = PadesSigner(key=key.key).sign(large.getvalue(), shown())

    assert len(signed) > 50_000_000
    assert verify(signed, trust=[key.authority]).verdict == "sound"
    assert verify(flipped(signed, 30_000_000)).verdict == "changed"


# --- time stamps ------------------------------------------------------------------------------------------------------


def test_with_a_time_stamp_service_the_time_is_no_longer_a_claim(plain: bytes, own: Authority) -> None:
    signer = PadesSigner(key=own.key, time_stamps=own.time_stamps)
    stamp = verify(signer.sign(plain, shown()), trust=[own.root]).signatures[0].stamp

    assert signer.level == "B-T"
    assert stamp is not None
    assert (stamp.authority, stamp.trusted) == ("CN=时间戳", True)
    assert in_this_run(stamp.at)


def test_an_archived_signature_outlives_its_certificate_offline(plain: bytes, own: Authority, place: SealPlace) -> None:
    kept = LongTerm(roots=(own.root,), lists=(own.revoked,))
    signer = PadesSigner(key=own.key, seal=sample_seal(AGENCY), time_stamps=own.time_stamps, long_term=kept)
    signed = signer.sign(plain, shown(place))
    now, later = verify(signed, trust=[own.root]), verify(signed, trust=[own.root], at=NOW + 2 * YEAR)
    simple = PadesSigner(key=own.key).sign(plain, shown())

    assert signer.level == "B-LTA"
    assert (now.verdict, later.verdict) == ("sound", "sound")
    assert len(now.archived_at) == 1
    assert {change.kind for change in now.signatures[0].changes} == {"archival"}
    assert verify(simple, trust=[own.root], at=NOW + 2 * YEAR).verdict == "untrusted"
    assert verify(edited(signed), trust=[own.root]).verdict == "changed"


def test_a_flipped_byte_below_an_archival_time_stamp_breaks_it(plain: bytes, own: Authority) -> None:
    kept = LongTerm(roots=(own.root,), lists=(own.revoked,))
    signed = PadesSigner(key=own.key, time_stamps=own.time_stamps, long_term=kept).sign(plain, shown())
    root = signed.index(certificates(own.root)[0].dump().hex().upper()[:200].encode())

    answer = verify(flipped(signed, root + 180), trust=[own.root])

    assert (answer.verdict, answer.archive_broken) == ("changed", True)


def test_an_archived_signature_below_a_stranger_is_not_trusted(plain: bytes, own: Authority) -> None:
    kept = LongTerm(roots=(own.root,), lists=(own.revoked,))
    signed = PadesSigner(key=own.key, time_stamps=own.time_stamps, long_term=kept).sign(plain, shown())

    assert verify(signed, trust=[authority(NOW).root]).verdict == "untrusted"


def test_without_its_list_of_revoked_certificates_nothing_is_archived(plain: bytes, own: Authority) -> None:
    signer = PadesSigner(key=own.key, time_stamps=own.time_stamps, long_term=LongTerm(roots=(own.root,)))
    with pytest.raises(SigningFailed, match="没有签成"):
        signer.sign(plain, shown())


def test_archiving_asks_for_a_time_stamp_service(own: Authority) -> None:
    with pytest.raises(SigningFailed, match="时间戳服务"):
        PadesSigner(key=own.key, long_term=LongTerm(roots=(own.root,)))


def test_where_the_time_stamp_service_does_not_answer_nothing_is_signed(plain: bytes, key: DemoKey) -> None:
    with pytest.raises(SigningFailed, match="时间戳服务没有给出时间戳"):
        PadesSigner(key=key.key, time_stamps="http://127.0.0.1:9/").sign(plain, shown())


# --- the documents ----------------------------------------------------------------------------------------------------


def test_the_example_of_the_page_runs_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: DemoKey) -> None:
    written = (Path(__file__).parents[3] / "docs" / "signing.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"<!-- run -->\n```python\n(.*?)```", written, re.DOTALL)
    keys = tmp_path / "keys"
    keys.mkdir()
    for name, content in (("signer.key", key.private), ("signer.pem", key.certificate), ("ca.pem", key.authority)):
        (keys / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)

    exec(compile(program, "signing.md", "exec"), {})

    assert verify((tmp_path / "decision.pdf").read_bytes(), trust=[key.authority]).verdict == "sound"


def test_every_error_is_drawn_in_the_module_that_defines_it() -> None:
    defined = {name for name, found in vars(errors).items() if getattr(found, "__base__", None) is errors.SigningError}

    assert set(re.findall(r"[├└]── (\w+)", errors.__doc__ or "")) == defined
