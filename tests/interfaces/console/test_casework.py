"""What is done at the workbench: filing, handing in, approving, returning; who may not is told so."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from daylight.apps.accounts.viewer import Viewer
from daylight.apps.casework import selectors as casework
from daylight.apps.duties import selectors as duties
from tests.conftest import TODAY
from tests.interfaces.markup import faults_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


@pytest.fixture
def owed(head_viewer: Viewer) -> Any:
    """A duty that the head's school still owes something for."""
    return next(item for item in duties.owed(head_viewer, on=TODAY) if item.next_need)


@pytest.fixture
def filed(client_of: Any, owed: Any, head_viewer: Viewer) -> int:
    """A record that the head has just filed."""
    return file(client_of("head"), owed)


def answers(owed: Any, **more: Any) -> dict[str, Any]:
    told = {
        "happened_on": min(TODAY, owed.due_on).isoformat(),
        "note": "按要求报送",
        "key": "k1",
        "topic": "",
        "subject": "",
    }
    return {**told, "parts": [part for part, _ in owed.next_need.parts], **more}


def file(client: Client, owed: Any, **more: Any) -> int:
    response = client.post(f"/today/{owed.duty_id}/", answers(owed, **more))
    assert response.status_code == 302, response.content.decode()
    return int(response["Location"].split("/")[2])


def seen(viewer: Viewer, record_id: int) -> casework.RecordSheet:
    return casework.sheet(viewer, record_id)


def act(client: Client, record_id: int, name: str, **told: Any) -> str:
    response = client.post(f"/records/{record_id}/{name}/", told, follow=True)
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_form_names_what_is_still_owed(client_of: Any, owed: Any) -> None:
    response = client_of("head").get(f"/today/{owed.duty_id}/")
    assert response.status_code == 200
    assert faults_of(response.content.decode()) == []
    assert owed.next_need.name.zh in response.content.decode()


def test_what_is_filed_is_a_record_of_the_own_school(
    client_of: Any, filed: int, owed: Any, head_viewer: Viewer
) -> None:
    sheet = seen(head_viewer, filed)
    assert (sheet.row.org_code, sheet.row.status) == (head_viewer.org_code, "filed")
    assert sheet.row.kind == owed.next_need.kind
    assert sheet.content.note == "按要求报送"
    assert {part.id for part in sheet.parts if part.handed_in} == {part for part, _ in owed.next_need.parts}
    page = client_of("head").get(f"/records/{filed}/").content.decode()
    assert faults_of(page) == []
    assert "报送" in page


def test_filing_twice_with_the_same_key_files_once(client_of: Any, owed: Any) -> None:
    client = client_of("head")
    assert file(client, owed) == file(client, owed)


def test_filing_moves_the_duty_on(client_of: Any, filed: int, owed: Any, head_viewer: Viewer) -> None:
    before, this = owed.next_need, (owed.duty_id, owed.due_on)
    after = [item for item in duties.owed(head_viewer, on=TODAY) if (item.duty_id, item.due_on) == this]
    have = [need.have for item in after for need in item.needs if need.kind == before.kind]
    # What was late is not told any more once it is done.
    assert have == [before.have + 1] or (not after and owed.due_on < TODAY and before.missing == 1)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"happened_on": ""}, "必填"),
        ({"happened_on": "2018-02-30"}, "有效"),
        ({"happened_on": "2030-01-01"}, "晚于今天"),
    ],
)
def test_what_is_not_allowed_comes_back_in_the_form(client_of: Any, owed: Any, more: dict[str, str], says: str) -> None:
    response = client_of("head").post(f"/today/{owed.duty_id}/", answers(owed, **more))
    assert response.status_code == 422
    assert says in response.content.decode()
    assert "按要求报送" in response.content.decode(), "what was typed is kept"


@pytest.mark.parametrize("account", ["teacher", "expert"])
def test_who_may_not_file_is_told_so(client_of: Any, owed: Any, account: str) -> None:
    response = client_of(account).get(f"/today/{owed.duty_id}/")
    assert response.status_code == 403
    assert "您不能做这件事" in response.content.decode()


def test_a_duty_of_another_level_is_not_there(client_of: Any, owed: Any) -> None:
    assert client_of("city").get(f"/today/{owed.duty_id}/").status_code == 404


def test_the_county_approves_what_its_school_filed(client_of: Any, filed: int, head_viewer: Viewer) -> None:
    county = client_of(f"county-{head_viewer.county_code}")
    page = county.get(f"/records/{filed}/").content.decode()
    assert faults_of(page) == []
    assert f'action="/records/{filed}/approve/"' in page
    told = act(county, filed, "approve", version=seen(head_viewer, filed).row.version)
    assert "已通过。" in told
    assert seen(head_viewer, filed).row.status == "approved"


def test_what_is_returned_comes_back_with_its_reason(client_of: Any, filed: int, head_viewer: Viewer) -> None:
    county = client_of(f"county-{head_viewer.county_code}")
    act(county, filed, "return", version=seen(head_viewer, filed).row.version, reason="缺少预算")
    assert seen(head_viewer, filed).row.status == "returned"
    assert "缺少预算" in client_of("head").get("/today/").content.decode()
    page = client_of("head").get(f"/records/{filed}/").content.decode()
    assert "下一步：由本单位补正" in page


def test_returning_needs_a_reason(client_of: Any, filed: int, head_viewer: Viewer) -> None:
    county = client_of(f"county-{head_viewer.county_code}")
    told = act(county, filed, "return", version=seen(head_viewer, filed).row.version, reason=" ")
    assert "退回须说明原因" in told
    assert seen(head_viewer, filed).row.status == "filed"


@pytest.mark.parametrize("version", ["99", "0", "x", ""])
def test_who_saw_another_version_loses(client_of: Any, filed: int, head_viewer: Viewer, version: str) -> None:
    county = client_of(f"county-{head_viewer.county_code}")
    assert "已被他人修改" in act(county, filed, "approve", version=version)
    assert seen(head_viewer, filed).row.status == "filed"


def test_a_head_does_not_approve_the_own_record(client_of: Any, filed: int) -> None:
    assert client_of("head").post(f"/records/{filed}/approve/", {"version": 1}).status_code == 403


def test_another_county_does_not_see_the_record(client_of: Any, filed: int, head_viewer: Viewer) -> None:
    other = "210381" if head_viewer.county_code != "210381" else "210302"
    client = client_of(f"county-{other}")
    assert client.get(f"/records/{filed}/").status_code == 404
    assert client.post(f"/records/{filed}/approve/", {"version": 1}).status_code == 404


def test_a_file_is_handed_in_for_a_part(client_of: Any, filed: int, head_viewer: Viewer) -> None:
    part = next(iter(seen(head_viewer, filed).parts)).id
    sent = BytesIO(b"%PDF-1.4 ...")
    sent.name = "方案.pdf"
    told = act(client_of("head"), filed, "hand-in", part=part, file=sent)
    assert "材料已提交。" in told
    row = next(one.handed_in for one in seen(head_viewer, filed).parts if one.id == part)
    assert row is not None
    assert row.file_name == "方案.pdf"
    assert len(row.file_sha256) == 64


def test_a_file_of_a_kind_that_is_not_taken_is_refused_in_words(
    client_of: Any, filed: int, head_viewer: Viewer
) -> None:
    sent = BytesIO(b"MZ")
    sent.name = "x.exe"
    part = next(iter(seen(head_viewer, filed).parts)).id
    assert "不能接受" in act(client_of("head"), filed, "hand-in", part=part, file=sent)


@pytest.mark.parametrize("name", ["burn", "close-all"])
def test_an_act_that_is_not_known_is_not_there(client_of: Any, filed: int, name: str) -> None:
    assert client_of("city").post(f"/records/{filed}/{name}/").status_code == 404


def test_an_act_is_never_done_by_looking(client_of: Any, filed: int, head_viewer: Viewer) -> None:
    assert client_of("city").get(f"/records/{filed}/approve/").status_code == 405
    assert seen(head_viewer, filed).row.status == "filed"


def test_today_counts_what_waits_for_the_county(client_of: Any, filed: int, head_viewer: Viewer) -> None:
    page = client_of(f"county-{head_viewer.county_code}").get("/today/").content.decode()
    assert "件等您审核" in page
    assert faults_of(page) == []


def test_who_filed_and_who_decided_is_told_on_the_record(client_of: Any, filed: int, head_viewer: Viewer) -> None:
    county = client_of(f"county-{head_viewer.county_code}")
    act(county, filed, "approve", version=seen(head_viewer, filed).row.version)
    steps = seen(head_viewer, filed).steps
    assert [step.code for step in steps] == ["casework.record.approve", "casework.record.file"]
    assert all(step.who for step in steps)
