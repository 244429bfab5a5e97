"""What pages ask for is found through an index, not by reading a whole table."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        ("SELECT * FROM registry_classmembership WHERE school_id = 100", "school_id"),
        ("SELECT * FROM registry_classmembership WHERE class_id = 1", "class_id"),
        ("SELECT * FROM registry_classmembership WHERE pupil_id = 1", "pupil_id"),
        ("SELECT * FROM registry_homeroomclass WHERE school_id = 100", "school_id"),
        ("SELECT * FROM registry_organisation WHERE code = 'x'", "code"),
        ("SELECT * FROM registry_organisation WHERE county_code = 'x' AND kind = 'school'", "organisation_by_county"),
        ("SELECT * FROM registry_staffpost WHERE org_id = 100", "org_id"),
        ("SELECT * FROM registry_pupil WHERE identity_index = x'00'", "identity_index"),
        ("SELECT * FROM casework_record WHERE org_id = 100 AND kind = 'x'", "record_of_org"),
        ("SELECT * FROM casework_evidence WHERE record_id = 1", "record_id"),
        ("SELECT * FROM accounts_auditentry WHERE subject = 'x'", "subject"),
    ],
)
def test_what_pages_ask_for_is_found_through_an_index(empty: Path, sql: str, index: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        plan = cursor.fetchone()[3]
    assert "SEARCH" in plan
    assert index in plan
