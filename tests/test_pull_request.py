"""The workflow of `docs/ci.md` and the hook, run as a runner runs them: bash, git, and a server in place of the API."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.project.repository import Repository
from tests.test_ci import EN, JA, PAGE, SETTINGS, TRANSLATION

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
ACTION = ROOT / ".github/actions/taiyaku"
_EXPRESSION = re.compile(r"\$\{\{ (.*?) \}\}")


@dataclass
class Api:
    """Stands in for the comments of a pull request on a code host."""

    comments: list[dict[str, Any]] = field(default_factory=list)
    writable: bool = True
    requests: list[str] = field(default_factory=list)
    url: str = ""

    def add(self, body: str, kind: str = "Bot") -> dict[str, Any]:
        self.comments.append({"id": 100 + len(self.comments), "body": body, "user": {"type": kind}})
        return self.comments[-1]

    def answer(self, method: str, path: str, body: str | None) -> tuple[int, Any]:
        """Status and content of a response."""
        name, _, query = path.partition("?")
        if method == "GET" and name == "/repos/team/docs/issues/7/comments":
            page = int(dict(part.split("=") for part in query.split("&"))["page"])
            return 200, self.comments[100 * (page - 1) : 100 * page]
        if not self.writable:
            return 403, {"message": "Resource not accessible by integration"}
        if method == "POST" and name == "/repos/team/docs/issues/7/comments":
            return 201, self.add(body or "")
        (comment,) = [one for one in self.comments if name == f"/repos/team/docs/issues/comments/{one['id']}"]
        comment["body"] = body
        return 200, comment


@contextmanager
def served(api: Api) -> Iterator[Api]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            size = int(self.headers.get("Content-Length", 0))
            sent = json.loads(self.rfile.read(size)) if size else {}
            assert self.headers["Authorization"] == "Bearer secret"
            status, content = api.answer(self.command, self.path, sent.get("body"))
            api.requests.append(self.command)
            data = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = _answer  # noqa: N815 - the names that the library calls

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        api.url = f"http://127.0.0.1:{server.server_port}"
        try:
            yield api
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def api() -> Iterator[Api]:
    with served(Api()) as made:
        yield made


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The program in the place where the step `Install` puts it."""
    folder = tmp_path / "runner" / "taiyaku" / "bin"
    folder.mkdir(parents=True)
    made = folder / "taiyaku"
    made.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m aligner "$@" --no-meaning\n')
    made.chmod(0o755)
    return made


@pytest.fixture
def project(tmp_path: Path) -> Repository:
    """A repository with a translated page on `main`, and a branch for a pull request."""
    folder = tmp_path / "project"
    folder.mkdir()
    made = Repository(folder)
    made.write(PAGE, EN)
    made.write(TRANSLATION, JA.replace("15分ごと", "50分ごと"))  # an old error
    made.write("taiyaku.toml", SETTINGS.replace('baseline = "accepted.jsonl"\n', ""))
    made.write(".gitignore", ".taiyaku-cache\n")
    made.commit("the first")
    made.git("checkout", "-q", "-b", "topic")
    return made


def steps() -> list[dict[str, Any]]:
    """The steps of the action, with the inputs that the workflow of the docs gives it."""
    page = (ROOT / "docs/ci.md").read_text("utf-8")
    workflow = yaml.safe_load(re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)[0])
    assert workflow["permissions"]["pull-requests"] == "write"
    (use,) = [step for step in workflow["jobs"]["check"]["steps"] if "taiyaku@" in step.get("uses", "")]
    action = yaml.safe_load((ACTION / "action.yml").read_text("utf-8"))
    given = {name: str(value["default"]) for name, value in action["inputs"].items()}
    given |= {name: str(value).replace("True", "true") for name, value in use["with"].items()}
    return [step | {"given": given} for step in action["runs"]["steps"] if step.get("name") in {"Check", "Comment"}]


def run_workflow(project: Repository, program: Path, api: Api) -> tuple[int, str]:
    """Run the steps as a runner does; return the exit code of the check, and what all steps print."""
    context = {
        "github.api_url": api.url,
        "github.action_path": str(ACTION),
        "github.base_ref": "main",
        "github.event.pull_request.number": "7",
        "github.repository": "team/docs",
        "github.token": "secret",
    }
    project.git("update-ref", "refs/remotes/origin/main", "main")
    codes, out = [], ""
    for step in steps():
        given = {f"inputs.{name}": value for name, value in step["given"].items()}

        def value_of(text: str, values: dict[str, str]) -> str:
            return _EXPRESSION.sub(lambda match: values[match[1]], text)

        values = context | {name: value_of(text, context) for name, text in given.items()}
        if condition := step.get("if"):
            assert condition == "always() && inputs.comment == 'true' && github.event_name == 'pull_request'"
            assert values["inputs.comment"] == "true"
        ended = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            env=os.environ
            | {name: value_of(text, values) for name, text in step["env"].items()}
            | {"RUNNER_TEMP": str(program.parents[2]), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
            cwd=project.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            encoding="utf-8",
        )
        codes.append(ended.returncode)
        out += ended.stdout
    assert codes[1] == 0, out
    return codes[0], out


@pytest.mark.slow
def test_one_comment_is_written_and_updated_in_place(project: Repository, program: Path, api: Api) -> None:
    for k in range(120):
        api.add(f"Comment {k}.", "User")
    api.add("<!-- taiyaku-check --> quoted by a person", "User")
    project.change(PAGE, "in Kanazawa", "in Fukui")
    project.commit("the original changes")
    project.git("checkout", "-q", "main")
    project.change(PAGE, "120 stations", "140 stations")
    project.commit("somebody else changes the original")
    project.git("checkout", "-q", "topic")
    project.git("merge", "-q", "main", "-m", "merge")
    project.change(TRANSLATION, "1日500件", "1日5000件")
    project.commit("a wrong figure")
    code, out = run_workflow(project, program, api)
    assert code == 1
    annotations = [line for line in out.splitlines() if line.startswith("::")]
    assert [re.sub(r"^::(\w+) .*line=(\d+),.*", r"\1 \2", line) for line in annotations] == ["error 8", "notice 11"]
    assert "Fukui" in annotations[1]
    assert len(api.comments) == 122
    body = api.comments[-1]["body"]
    assert body.startswith("<!-- taiyaku-check -->\n\n**Failed: 1 finding to fix.**")
    assert "5000件" in body
    assert "Fukui" in body
    assert "140" not in body, "a change that the pull request does not make"
    assert "50分" not in body, "an old error"
    project.change(TRANSLATION, "1日5000件", "1日50件")
    run_workflow(project, program, api)
    assert len(api.comments) == 122
    assert "5000件" not in api.comments[-1]["body"]
    project.change(TRANSLATION, "1日50件", "1日500件")
    project.change(PAGE, "in Fukui", "in Kanazawa")
    code, _ = run_workflow(project, program, api)
    assert code == 0
    assert len(api.comments) == 122
    assert "<!-- taiyaku-check: clean -->\n\n**Passed.**" in api.comments[-1]["body"]
    assert api.comments[120]["body"].endswith("quoted by a person")


@pytest.mark.slow
def test_a_clean_pull_request_gets_no_comment(project: Repository, program: Path, api: Api) -> None:
    project.change(TRANSLATION, "各観測所は", "どの観測所も")
    project.commit("a better word")
    code, out = run_workflow(project, program, api)
    assert code == 0
    assert "::" not in out
    assert api.comments == []
    assert set(api.requests) == {"GET"}


@pytest.mark.slow
def test_a_token_that_may_not_write_is_a_warning(project: Repository, program: Path, api: Api) -> None:
    api.writable = False
    project.change(TRANSLATION, "1日500件", "1日5000件")
    code, out = run_workflow(project, program, api)
    assert code == 1
    assert out.startswith("::error file=docs/ja")
    assert "::warning title=taiyaku::The comment could not be written." in out


@pytest.mark.slow
def test_the_hook_refuses_a_commit_with_a_new_error(project: Repository, program: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    script = project.folder / ".git/hooks/pre-commit"
    script.write_text(f'#!/bin/sh\nPATH="{program.parent}:$PATH" PYTHONPATH="{ROOT}" LC_ALL=C.UTF-8 {hook["entry"]}\n')
    script.chmod(0o755)
    project.change(TRANSLATION, "各観測所は", "どの観測所も")
    before = project.commit("a better word")
    project.change(TRANSLATION, "1日500件", "1日5000件")
    with pytest.raises(subprocess.CalledProcessError) as refused:
        project.commit("a wrong figure")
    assert "5000件" in refused.value.stdout.decode() + refused.value.stderr.decode()
    assert project.git("rev-parse", "HEAD") == before
