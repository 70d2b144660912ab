"""Uploads and evidence, as the API takes and tells them."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from zhifa.web.api.models.base import Answer, Body, Digest, Moment


class UploadTold(Answer):
    """A file on its way in."""

    id: str = Field(description="上传的编号（UUID）", examples=["0f6c3a3e-8f0c-4a57-9d6c-2d3c2b6e1a10"])
    name: str = Field(description="文件名", examples=["现场录像.mp4"])
    media_type: str | None = Field(description="内容类型，如所报", examples=["video/mp4"])
    length: int = Field(description="全长，字节", examples=[1048576])
    received: int = Field(description="已经收妥的字节", examples=[524288])
    digest: str | None = Field(description="收妥后算得的 SHA-256；没有传完的为 null", examples=[None])
    expires_at: Moment


class UploadsTold(Answer):
    """What an officer has under way."""

    uploads: list[UploadTold] = Field(description="本人未收存的上传，先传的在前")


class ChecksumBody(Body):
    """The integrity value that was noted at extraction."""

    algorithm: str = Field(description="SHA-256、SHA-512、SM3、SHA-1 或者 MD5", max_length=20, examples=["SHA-256"])
    value: str = Field(description="小写十六进制", max_length=200)
    computed_on: str | None = Field(default=None, description="计算日期", max_length=20, examples=["2026-03-02"])
    by: str | None = Field(default=None, description="计算人", max_length=200)


class ReceiptBody(Body):
    """A file that becomes evidence."""

    upload: str = Field(description="传完的上传的编号", max_length=64)
    key: str = Field(description="证据名称，本案内唯一", max_length=500, examples=["证1"])
    name: str | None = Field(default=None, description="文件名；不写则用上传的", max_length=500)
    obtained_at: str | None = Field(
        default=None, description="取得时间；不写则为现在", max_length=40, examples=["2026-03-02T09:00:00+08:00"]
    )
    source: str | None = Field(default=None, description="提供人", max_length=500)
    media_type: str | None = Field(default=None, description="内容类型；不写则用上传的", max_length=200)
    checksum: ChecksumBody | None = Field(default=None, description="提取笔录所记的校验值；SHA-256 的与文件核对")
    note: str | None = Field(default=None, description="说明", max_length=20000)


class HandingBody(Body):
    """A later event in the custody of a piece of evidence."""

    key: str = Field(description="证据名称", max_length=500, examples=["证1"])
    event: str = Field(
        description="viewed 查阅原件、moved 移交保管、lent 借出、returned 归还、sealed 封存",
        max_length=20,
        examples=["moved"],
    )
    occurred_at: str = Field(description="何时", max_length=40, examples=["2026-03-02T09:00:00+08:00"])
    to: str | None = Field(default=None, description="交给何人；查阅、移交、借出时必填", max_length=500)
    note: str | None = Field(default=None, description="说明", max_length=20000)


class ReceivedTold(Answer):
    """A file that is evidence now."""

    key: str = Field(description="证据名称", examples=["证1"])
    digest: Digest
    size: int = Field(description="字节", examples=[1048576])
    received_at: Moment
    late: bool = Field(description="是否迟于规定的时限收存", examples=[False])
    repeated: bool = Field(description="同一文件此前已收存在此名称下", examples=[False])


class CustodyTold(Answer):
    """A line of custody."""

    seq: int = Field(description="第几次，自 0 起", examples=[0])
    event: str = Field(description="名称", examples=["received"])
    label: str = Field(description="中文名称", examples=["收存"])
    actor: str = Field(description="登记人", examples=["承办人甲"])
    source: str | None = Field(description="从何人处", examples=["当事人"])
    to: str | None = Field(description="交给何人", examples=[None])
    note: str | None = Field(description="说明", examples=[None])
    occurred_at: Moment
    recorded_at: Moment
    hash: Digest


class EvidenceTold(Answer):
    """A piece of evidence."""

    key: str = Field(description="证据名称", examples=["证1"])
    kind: str | None = Field(description="证据种类，填报后才有", examples=["photo"])
    description: str | None = Field(description="证明内容", examples=[None])
    digest: str | None = Field(description="文件的 SHA-256", examples=["0" * 64])
    size: int | None = Field(description="字节", examples=[1048576])
    name: str | None = Field(description="文件名", examples=["现场照片.jpg"])
    media_type: str | None = Field(description="内容类型", examples=["image/jpeg"])
    checksum: dict[str, Any] | None = Field(description="提取笔录所记的校验值")
    obtained_at: str | None = Field(description="取得时间", examples=["2026-03-02T01:00:00.000Z"])
    received_at: str | None = Field(description="收存时间", examples=["2026-03-02T01:00:00.000Z"])
    late: bool = Field(description="是否迟收", examples=[False])
    holder: str | None = Field(description="现由何人保管", examples=["承办人甲"])
    intact: bool | None = Field(description="文件与摘要是否相符；null 为没有文件或者未核验", examples=[True])
    custody: list[CustodyTold] = Field(description="保管经过")


class EvidenceListed(Answer):
    """The evidence of a case."""

    case_id: str = Field(description="案件编号")
    evidence: list[EvidenceTold] = Field(description="填报所列的在前，其余按名称")
