"""Valid facts for money that the officers collect themselves, by whatever procedure it was decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scene import PLACE, Facts, Scene
from zhifa.engine.casefile import CaseFile
from zhifa.engine.planning import MAIN
from zhifa.workflows import dues
from zhifa.workflows.guards.collection import to_deposit, to_hand_in


def taken(scene: Scene) -> Facts:
    """What every collection holds."""
    return {
        "amount": dues.fine_owed(scene.file) or 1,
        "receipt_number": "演示专用票据0001",
        "payer": "当事人甲",
        "officers": scene.officers,
        "treasury_receipt": True,
    }


def _at_request(scene: Scene) -> Facts:
    return taken(scene) | {
        "circumstances": "边远地区",
        "place": PLACE,
        "difficulty": "最近的代收机构在一百公里以外，当地没有网络。",
        "request": "这里没有银行，请当场收下。",
    }


def _hand_in(scene: Scene) -> Facts:
    return _waiting(scene, "hand_in", to_hand_in) | {
        "voucher": "演示收款凭证0001",
        "received_by": scene.ids["立卷人甲"],
    }


def _deposit(scene: Scene) -> Facts:
    return _waiting(scene, "deposit", to_deposit) | {"voucher": "演示回单0001", "bank": "示例银行"}


def _waiting(scene: Scene, track: str, sum_of: Callable[[CaseFile, str], int]) -> Facts:
    """The name of the first collection that stands there, and its sum."""
    name = next((found.key for found in scene.file.open_tracks() if found.track == track), MAIN)
    return {"amount": sum_of(scene.file, name) or 1} | ({} if name == MAIN else {"collection": name})


FACTS: Mapping[str, Callable[[Scene], Facts]] = {
    "collect_on_request": _at_request,
    "land": lambda _: {"port": "示例码头"},
    "hand_in": _hand_in,
    "deposit": _deposit,
}
