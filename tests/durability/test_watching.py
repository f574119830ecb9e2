"""A watcher under faults: a sample of what `make stress` counts in days."""

from __future__ import annotations

from tests.durability.watched_day import differences_of, growth_over


def test_eight_hours_of_faults_miss_nothing_and_tell_nothing_twice() -> None:
    assert differences_of(1, hours=8) == []


def test_a_hundred_hours_of_a_quiet_feed_hold_no_more_memory() -> None:
    # 400 rounds every quarter of an hour are a hundred hours; what grows by the round would show in kilobytes each
    assert growth_over(400) < 200_000
