"""With what a paper is signed, as the options of ``zhifa paper sign`` tell it: key, picture of the seal, time stamps, level."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zhifa.cli.faults import Unusable
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from datetime import datetime

    from zhifa.documents.signing.keys import SigningKey
    from zhifa.documents.signing.pades import LongTerm, PadesSigner
    from zhifa.documents.signing.seal import Seal

VARIABLE: Final = "ZHIFA_SIGN_PASSWORD"
"""The environment variable that holds the passphrase of a key. It is never an option: other users of the machine see those."""

_LARGEST_PASSWORD: Final = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningOptions:
    """What was given on the command line."""

    demo_key: Path | None = None
    key: Path | None = None
    cert: Path | None = None
    above: tuple[Path, ...] = ()
    p12: Path | None = None
    password_file: Path | None = None
    seal: Path | None = None
    seal_size: str | None = None
    time_stamps: str | None = field(default=None, repr=False)
    roots: tuple[Path, ...] = ()
    lists: tuple[Path, ...] = ()
    level: str | None = None

    def signer(self, agency: str, *, at: datetime) -> PadesSigner:
        """The signer for an agency. Raises :class:`Unusable` for options that do not go together, or without the optional libraries."""
        try:
            from zhifa.documents.signing.errors import SigningError
            from zhifa.documents.signing.pades import PadesSigner
        except ModuleNotFoundError as error:
            raise lacking(error) from error
        try:
            key = self._key()
            key.require_valid(at)
            signer = PadesSigner(
                key=key, seal=self._seal(key, agency), time_stamps=self.time_stamps, long_term=self._long_term()
            )
        except SigningError as error:
            raise Unusable(f"没有签章：{error}") from error
        if self.level not in (None, signer.level):
            rule = f"所给的选项签成 {signer.level}；B-T 要写 --time-stamps，B-LTA 还要写 --root"
            raise Unusable(f"--level 的值{shown(self.level or '')}不合要求：{rule}")
        return signer

    def _key(self) -> SigningKey:
        from zhifa.documents.signing.keys import SigningKey, pkcs12_key, signing_key

        given = [one for one in (self.demo_key, self.key or self.cert, self.p12) if one is not None]
        if len(given) != 1 or bool(self.key) != bool(self.cert):
            raise Unusable(
                "签章密钥应写明一种：--demo-key 目录（样章）；--key 私钥 和 --cert 证书；或者 --p12 文件\n"
                "样章密钥用 zhifa paper demo-key --out 目录 生成"
            )
        password = self._password()
        if self.demo_key is not None:
            return signing_key(self.demo_key, passphrase=password)
        if self.p12 is not None:
            return pkcs12_key(self.p12.read_bytes(), passphrase=password)
        assert self.key is not None, "it is the only one left"
        assert self.cert is not None, "it comes with the key"
        above = tuple(one.read_bytes() for one in self.above)
        return SigningKey(
            private=self.key.read_bytes(), certificate=self.cert.read_bytes(), above=above, passphrase=password
        )

    def _password(self) -> bytes | None:
        """What the file holds in its first line, else the environment variable."""
        if self.password_file is None:
            given = os.environ.get(VARIABLE)
            return given.encode() if given else None
        with self.password_file.open("rb") as file:
            return next(iter(file.read(_LARGEST_PASSWORD).splitlines()), None)

    def _seal(self, key: SigningKey, agency: str) -> Seal:
        """A sample key shows a sample seal and no other, a real one the site's own picture."""
        from zhifa.documents.signing.demo_key import is_sample
        from zhifa.documents.signing.seal import DIAMETER, pictured_seal, sample_seal

        if is_sample(key.own):
            if self.seal is not None:
                raise Unusable("--seal 不能和样章密钥一起用：样章密钥只盖样章")
            return sample_seal(agency)
        if self.seal is None:
            raise Unusable("没有写 --seal：正式签章要写明印章图片（SVG、PNG 或者 JPEG）")
        width, height = _millimetres(self.seal_size) if self.seal_size else (DIAMETER, DIAMETER)
        return pictured_seal(self.seal.read_bytes(), width=width, height=height)

    def _long_term(self) -> LongTerm | None:
        from zhifa.documents.signing.pades import LongTerm

        if not self.roots:
            if self.lists:
                raise Unusable("--revocation-list 要和 --root 一起用：长期保存（B-LTA）要有根证书")
            return None
        roots, lists = (tuple(one.read_bytes() for one in files) for files in (self.roots, self.lists))
        return LongTerm(roots=roots, lists=lists)


def lacking(error: ModuleNotFoundError) -> Unusable:
    """What is told when the optional libraries are not installed."""
    return Unusable(f"签章要用的程序库没有安装（{error.name}）\n办法：pip install 'zhifa[sign]'")


def _millimetres(text: str) -> tuple[float, float]:
    """Width and height: ``42x42``."""
    width, by, height = text.partition("x")
    try:
        return float(width), float(height if by else width)
    except ValueError as error:
        raise Unusable(f"--seal-size 的值{shown(text)}不合要求：应为 宽x高，以毫米计，例如 42x42") from error
