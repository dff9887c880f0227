"""What operators get fits the program: metrics that exist, settings that exist, alerts that are explained."""

from __future__ import annotations

import json
import re

import pytest
from fastapi.testclient import TestClient

from naast.settings import PROJECT_ROOT, Settings
from naast.yaml_files import read_yaml
from tests.web.app import ApiVisitor, Application

OPS = PROJECT_ROOT / "ops"


@pytest.fixture
def metrics(sqlite_application: Application) -> str:
    with sqlite_application.running() as client:
        _use(client)
        return client.get("/metrics").text


def _use(client: TestClient) -> None:
    visitor = ApiVisitor(client)
    visitor.ask("Mijn dochter van 3 komt elke avond uit bed")
    visitor.say("mijn bsn is 111222333")
    visitor.say("Ik wil niet meer leven.")


def test_every_metric_on_the_board_and_in_the_alerts_exists(metrics: str) -> None:
    board = json.loads((OPS / "grafana" / "naast.json").read_text())
    asked = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    rules = read_yaml(OPS / "prometheus" / "alerts.yml")["groups"][0]["rules"]
    names = {
        name for query in [*asked, *(rule["expr"] for rule in rules)] for name in re.findall(r"naast_\w+", query)
    }
    assert len(names) > 8
    assert [name for name in sorted(names) if f"# TYPE {_family(name)}" not in metrics] == []


def test_metrics_count_what_was_found_without_a_word_of_it(metrics: str) -> None:
    assert 'naast_screened_total{found="alarm"}' in metrics
    assert 'naast_masked_total{kind="burgerservicenummer"}' in metrics
    assert "naast_turn_seconds_count" in metrics
    for word in ("dochter", "111222333", "leven", "testclient"):
        assert word not in metrics


def test_every_alert_is_explained_in_the_handbook() -> None:
    page = (PROJECT_ROOT / "docs" / "beheerders.md").read_text()
    for rule in read_yaml(OPS / "prometheus" / "alerts.yml")["groups"][0]["rules"]:
        assert f"| {rule['alert']} |" in page


def test_every_setting_in_the_units_exists() -> None:
    known = {f"NAAST_{name.upper()}" for name in Settings.model_fields}
    for unit in (OPS / "systemd").iterdir():
        assert set(re.findall(r"NAAST_[A-Z_]+", unit.read_text())) <= known


def test_the_sample_proxy_keeps_tokens_and_texts_off_its_disk() -> None:
    sample = (OPS / "nginx" / "naast.conf").read_text()
    for line in ("access_log off;", "proxy_max_temp_file_size 0;", "X-Forwarded-For   $remote_addr;"):
        assert line in sample


def _family(name: str) -> str:
    return re.sub(r"_(?:bucket|count|sum)$", "", name)
