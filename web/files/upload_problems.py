"""What is told of an upload that could not go on."""

from __future__ import annotations

from zhifa.engine.upload import (
    UploadBusy,
    UploadDiffers,
    UploadError,
    UploadsTooLarge,
    UploadsTooMany,
    UploadTooLarge,
    UploadUnfinished,
    UploadUnknown,
)
from zhifa.web.problem import Problem


def upload_problem(error: UploadError) -> Problem:
    """What is told of an upload that could not go on."""
    status, code, detail = _told(error)
    return Problem(status=status, code=code, detail=detail)


def _told(error: UploadError) -> tuple[int, str, str]:
    match error:
        case UploadUnknown():
            return 404, "upload_unknown", "没有这个上传：已经收存、已经放弃、已经过期，或者不是您的"
        case UploadBusy():
            return 423, "upload_busy", "这个上传正在由另一请求写入、收存或者放弃；稍后再试"
        case UploadUnfinished():
            return (
                409,
                "upload_unfinished",
                f"文件没有传完：{error.length} 个字节中到了 {error.received} 个；续传后再收存",
            )
        case UploadTooLarge():
            return (
                413,
                "upload_too_large",
                f"内容多于 {error.limit} 个字节，没有收；核对文件，或者请管理员调整 upload_limit",
            )
        case UploadsTooMany():
            return 429, "uploads_too_many", "未收存的上传过多；先收存或者放弃已传的"
        case UploadsTooLarge(whose=whose):
            kept = f"{'您' if whose == 'officer' else '本机关各人'}未收存的上传合计不得多于 {error.limit} 个字节"
            return 429, "uploads_too_large", f"{kept}，加上这一文件就超过了；先收存或者放弃已传的，再传这一文件"
        case UploadDiffers(whole=True):
            return (
                460,
                "upload_differs",
                f"文件的 SHA-256 为 {error.found}，与事先写明的 {error.told} 不符，已弃去；核对文件后重新上传",
            )
        case UploadDiffers():
            return 460, "piece_differs", "这一段的校验值与写明的不符，没有收下；从 Upload-Offset 重传这一段"
    return 409, "upload_moved", "上传有了变动；重新查看后再试"
