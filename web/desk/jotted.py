"""What an officer has kept aside, as lists show it: what it is, when it was kept, and where to go on."""

from __future__ import annotations

from dataclasses import dataclass

from zhifa.engine.jottings import Jotting
from zhifa.engine.office import Office
from zhifa.web.desk import paths
from zhifa.web.desk.moments import moment
from zhifa.web.desk.step_pages import path_of

HAND_OVER = "hand-over"
_CORRECT = "correct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Jotted:
    """One form that was filled in and not handed in."""

    label: str
    path: str
    saved_at: str
    case_id: str
    """Empty: it is for a case to be opened."""


def correction_step(seq: int, path: str) -> str:
    """The name under which a correction is kept aside."""
    return f"{_CORRECT}/{seq}/{path}"


def jotted(office: Office, jotting: Jotting) -> Jotted:
    """How a jotting is listed."""
    label, path = _of_case(office, jotting) if jotting.opens is None else _of_opening(office, jotting.opens)
    return Jotted(
        label=label, path=path, saved_at=moment(jotting.saved_at), case_id="" if jotting.opens else jotting.place
    )


def of_case(office: Office, officer_id: str, case_id: str) -> tuple[Jotted, ...]:
    """What the officer has kept aside in one case, the newest first."""
    return tuple(jotted(office, one) for one in office.jottings.of_case(officer_id, case_id))


def _of_opening(office: Office, workflow: str) -> tuple[str, str]:
    found = next((one.label for one in office.workflows if one.name == workflow), workflow)
    return f"{found}：登记线索", paths.opening(workflow)


def _of_case(office: Office, jotting: Jotting) -> tuple[str, str]:
    if jotting.step == HAND_OVER:
        return "移交承办人", f"{paths.case(jotting.place)}/hand-over"
    if jotting.step.startswith(f"{_CORRECT}/"):
        _, seq, path = jotting.step.split("/", 2)
        return f"更正第{seq}号记录", paths.correction(jotting.place, int(seq), path)
    for workflow in sorted(office.workflows, key=lambda one: -one.version):
        step = workflow.by_name.get(jotting.step)
        if step is not None:
            label = (
                "法制审核意见" if step.opinion is not None else step.label
            )  # which one it will be is not decided yet
            return label, path_of(workflow, jotting.place, step)
    return jotting.step, paths.step(jotting.place, jotting.step)
