"""What the tests of the web stand on: see tests/support/web_desk.py."""

from __future__ import annotations

from web_fixtures import nothing_left_open, one_event_loop, own_stage, played, registered_file, registered_url, stage

__all__ = ["nothing_left_open", "one_event_loop", "own_stage", "played", "registered_file", "registered_url", "stage"]
