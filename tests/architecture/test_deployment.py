"""docker-compose.yml keeps to what the manual says."""

import re

import pytest
import yaml

from tests.architecture.tree import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]


def test_compose_has_every_part_of_production():
    assert set(SERVICES) == {"proxy", "web", "worker", "scheduler", "migrate", "database", "broker", "cache"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_service_says_when_it_is_well(name):
    assert SERVICES[name]["healthcheck"]["test"]


def test_services_wait_for_services_that_exist():
    waits = {needed for service in SERVICES.values() for needed in service.get("depends_on", {})}
    assert waits - set(SERVICES) == set()


def test_broker_refuses_rather_than_forgets_and_is_not_the_cache():
    assert "noeviction" in SERVICES["broker"]["command"]
    assert SERVICES["broker"]["command"][1:3] == ["--appendonly", "yes"]
    environment = COMPOSE["x-app"]["environment"]
    assert environment["REDIS_URL"] != environment["CACHE_URL"]
    assert "allkeys-lru" in SERVICES["cache"]["command"]


def test_only_the_scheduler_beats_and_there_is_one():
    beating = [
        name for name, service in SERVICES.items() if {"beat", "--beat"} & set(service.get("command") or [])
    ]
    assert beating == ["scheduler"]
    assert SERVICES["scheduler"]["deploy"]["replicas"] == 1


def test_everything_that_compose_sets_is_in_the_manual():
    manual = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    names = {name.removesuffix("_FILE") for name in SERVICES["web"]["environment"]}
    assert sorted(name for name in names if f"`{name}`" not in manual) == []


def test_image_installs_what_make_run_sees_to():
    machine = (ROOT / "scripts" / "machine.py").read_text(encoding="utf-8")
    needed = re.search(r"NEEDED_TO_RUN.*?\n}", machine, flags=re.S).group()
    packages = set(re.findall(r'^    "([a-z0-9.-]+)":', needed, flags=re.M)) - {"python3-venv"}
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert sorted(package for package in packages if package not in dockerfile) == []
