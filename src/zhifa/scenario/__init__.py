"""Scenarios: whole demonstration cases written down as JSON, played through the office with an injected clock.

A scenario names its register, its steps and, where a step must be refused, the codes it must be refused with. People are named by role; in
facts ``@承办人甲`` stands for that officer's id. One is played to its end by :func:`play`; several of one agency go on beside each other
in :class:`SideBySide`.
"""

from zhifa.scenario.errors import ScenarioFailed, ScenarioFaulty
from zhifa.scenario.file import Beside, Scenario, Step, read
from zhifa.scenario.player import Outcome, Played, play
from zhifa.scenario.side_by_side import SideBySide, Underway

__all__ = [
    "Beside",
    "Outcome",
    "Played",
    "Scenario",
    "ScenarioFailed",
    "ScenarioFaulty",
    "SideBySide",
    "Step",
    "Underway",
    "play",
    "read",
]
