"""Puts small faults into modules, one after the other, and counts how many the tests of the module notice.

    python -m tools.mutants --cosmic-ray PROGRAM [--sample 40] [--seed 0] [--jobs 2] [MODULE …]

cosmic-ray makes the faults (mutants). They are put into copies of the working tree. Of each module at most `--sample`
mutants are tried, chosen by `--seed`; 0 tries all. Prints a table, and each survivor that `tools/survivors.txt`
does not explain. Exits with 2 where fewer than 85 % of the mutants were killed, or where the tests fail without one.
"""

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from random import Random

ROOT = Path(__file__).parents[1]
SOURCE = "src/downrange"
SURVIVORS = Path(__file__).with_name("survivors.txt")
MIN_SCORE = 85
"""Percent."""
SLOWNESS = 4
"""How many times as long as without a mutant the tests of a module may take; one that takes longer is killed."""
PYTEST = "-m pytest -q -x -p no:cacheprovider -p no:randomly --hypothesis-seed=0 --no-migrations"
"""In one order, so that a second run gives the same result. Migrations take longer than the tests of most modules."""
SERVER = "tests/server"
CONNECTION = " ".join(
    f"{SERVER}/test_{each}.py" for each in ("connection", "connection_limits", "raw_requests", "gate", "streaming")
)
DERIVED = "tests/catalogue/derived"
FIGURES = f"{DERIVED} --ignore {DERIVED}/test_scope.py --ignore {DERIVED}/test_store.py"
"""The tests left out compare figures with figures of the same code, and take longest. Before these a module names its
own, which notice most faults.
"""
CHECKS = "tests/catalogue/test_contradictions.py tests/catalogue/test_contradictions_of_crews.py"
FILTERS = "tests/machinery tests/contract/test_query.py"
SCOPES = "tests/contract/test_events.py tests/contract/test_launches.py tests/contract/test_age_of_facts.py"

TESTS = {
    "cache.py": f"tests/test_cache.py {SERVER}/test_response_cache.py",
    "server/response_cache.py": f"{SERVER}/test_response_cache.py {SERVER}/test_service.py",
    "server/parser.py": f"{SERVER}/test_parser.py {SERVER}/test_connection.py {SERVER}/test_differential.py",
    "server/connection.py": CONNECTION,
    "api/query.py": "tests/machinery tests/contract/test_query.py",
    "api/select.py": f"tests/machinery tests/contract/test_paging.py {SCOPES}",
    "api/filters/choices.py": FILTERS,
    "api/filters/lists.py": f"{FILTERS} tests/contract/test_launches.py",
    "api/filters/paths.py": FILTERS,
    "api/filters/values.py": FILTERS,
    "catalog/derived/agencies.py": f"{DERIVED}/test_agencies.py {FIGURES}",
    "catalog/derived/deriver.py": f"{DERIVED}/test_deriver.py",
    "catalog/derived/flight_log.py": f"{DERIVED}/test_agencies.py {FIGURES}",
    "catalog/derived/formulas.py": f"{DERIVED}/test_formulas.py {FIGURES}",
    "catalog/derived/instants.py": f"{DERIVED}/test_instants.py {FIGURES}",
    "catalog/derived/launchers.py": f"{DERIVED}/test_launchers.py {FIGURES}",
    "catalog/derived/launches.py": f"{DERIVED}/test_launches.py {FIGURES}",
    "catalog/derived/logged.py": f"{DERIVED}/test_logged.py {CHECKS} {FIGURES}",
    "catalog/derived/past.py": "tests/contract/test_past.py",
    "catalog/derived/people.py": f"{DERIVED}/test_people.py {FIGURES}",
    "catalog/derived/places.py": f"{DERIVED}/test_places.py {FIGURES}",
    "catalog/derived/scope.py": DERIVED,
    "catalog/derived/spacecraft.py": f"{DERIVED}/test_spacecraft.py {FIGURES}",
    "catalog/derived/spacewalks.py": f"{DERIVED}/test_spacewalks.py {FIGURES}",
    "catalog/derived/stations.py": f"{DERIVED}/test_stations.py {FIGURES}",
    "catalog/derived/store.py": DERIVED,
}
"""The tests that are to notice the faults of each module."""
OPERATORS = (
    "AddNot",
    "NumberReplacer",
    "ReplaceAndWithOr",
    "ReplaceOrWithAnd",
    "ReplaceTrueWithFalse",
    "ReplaceFalseWithTrue",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "ZeroIterationForLoop",
    "ReplaceUnaryOperator_Delete_Not",
    "ReplaceBinaryOperator_Add_Sub",
    "ReplaceBinaryOperator_Sub_Add",
    "ReplaceBinaryOperator_Mul_Div",
    "ReplaceBinaryOperator_FloorDiv_Mul",
    "ReplaceComparisonOperator_Eq_NotEq",
    "ReplaceComparisonOperator_NotEq_Eq",
    "ReplaceComparisonOperator_Gt_GtE",
    "ReplaceComparisonOperator_GtE_Gt",
    "ReplaceComparisonOperator_Lt_LtE",
    "ReplaceComparisonOperator_LtE_Lt",
    "ReplaceComparisonOperator_Is_IsNot",
    "ReplaceComparisonOperator_IsNot_Is",
    "ReplaceComparisonOperator_In_NotIn",
    "ReplaceComparisonOperator_NotIn_In",
)
"""What is mutated: one alternative for each operator, the nearest. `|` is left out, because it stands in types."""


@dataclass(frozen=True)
class Survivor:
    """A mutant that no test noticed."""

    module: str
    operator: str
    line: str
    """The source that it changed."""

    def __str__(self) -> str:
        return f"{self.module}: {self.operator}: {self.line}"


@dataclass(frozen=True)
class Score:
    module: str
    mutants: int
    survivors: tuple[Survivor, ...]

    @property
    def killed(self) -> int:
        return self.mutants - len(self.survivors)

    def __str__(self) -> str:
        percent = 100 * self.killed / self.mutants if self.mutants else 100
        return f"| {self.module} | {self.mutants} | {self.killed} | {percent:.0f} % |"


def main() -> int:
    parser = argparse.ArgumentParser(prog="mutants", description="Put faults into modules.")
    parser.add_argument("--cosmic-ray", required=True, type=Path, help="the program cosmic-ray")
    parser.add_argument("--sample", type=int, default=40, help="mutants of a module at most; 0 for all")
    parser.add_argument("modules", nargs="*", help=f"paths below {SOURCE}; all of the table without one")
    parser.add_argument("--seed", type=int, default=0, help="chooses the sample")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="modules that are tried at once")
    given = parser.parse_args()
    modules = [module.removeprefix(f"{SOURCE}/") for module in given.modules] or list(TESTS)
    if unknown := [module for module in modules if module not in TESTS]:
        sys.stderr.write(f"make mutants: no tests are named for {', '.join(unknown)}; see tools/mutants.py\n")
        return 2
    explained = set(explanations())
    sys.stdout.write("| module | mutants | killed | score |\n|---|--:|--:|--:|\n")
    scores = []
    with tempfile.TemporaryDirectory(prefix="downrange-mutants-") as folder:
        trees: Queue[Path] = Queue()
        for number in range(given.jobs):
            trees.put(copy_tree(Path(folder) / str(number)))

        def score_of(module: str) -> Score:
            tree = trees.get()
            try:
                return try_module(module, tree, given.cosmic_ray.absolute(), given.sample, given.seed)
            finally:
                trees.put(tree)

        with ThreadPoolExecutor(given.jobs) as pool:
            for score in pool.map(score_of, modules):
                scores.append(score)
                sys.stdout.write(f"{score}\n")
                sys.stdout.writelines(f"  {each}\n" for each in score.survivors if str(each) not in explained)
                sys.stdout.flush()
    mutants, killed = sum(score.mutants for score in scores), sum(score.killed for score in scores)
    sys.stdout.write(f"{killed} of {mutants} mutants killed\n")
    return 0 if killed * 100 >= mutants * MIN_SCORE else 2


def explanations() -> Iterator[str]:
    """The survivors that are explained: each line of the file but the indented reasons."""
    for line in SURVIVORS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith((" ", "#")):
            yield line


def copy_tree(target: Path) -> Path:
    """The working tree with what git tracks and does not ignore; the environment is linked."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],  # noqa: S607 - git is found as everywhere
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    (target / ".venv").symlink_to(ROOT / ".venv")
    return target


def try_module(module: str, tree: Path, program: Path, sample: int, seed: int) -> Score:
    session = tree / "session.sqlite"
    session.unlink(missing_ok=True)
    config = tree / "mutants.toml"
    command = f".venv/bin/python {PYTEST} {TESTS[module]}"
    seconds = prepare(tree, command)
    config.write_text(
        f"""[cosmic-ray]
module-path = "{SOURCE}/{module}"
timeout = {SLOWNESS * seconds}
excluded-modules = []
test-command = "{command}"
[cosmic-ray.distributor]
name = "local"
""",
        encoding="utf-8",
    )
    run(program, tree, "init", config, session)
    choose(session, sample, seed, (tree / SOURCE / module).read_text(encoding="utf-8").splitlines())
    run(program, tree, "exec", config, session)
    return read_score(module, session, tree)


def prepare(tree: Path, command: str) -> float:
    """Run the tests without a mutant: they must pass, and compile themselves once for all runs. Returns how many
    seconds they take.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    program, *arguments = command.split()
    began = time.monotonic()
    ran = subprocess.run(  # noqa: S603 - our own
        [program, *arguments], cwd=tree, env=environment, check=False, capture_output=True, text=True
    )
    if ran.returncode:
        raise SystemExit(f"make mutants: the tests fail without a mutant: {command}\n{ran.stdout[-2000:]}")
    seconds = time.monotonic() - began
    # Compiled files are recognized by second and size, which two mutants may share; these are by their content.
    compiled = ["-m", "compileall", "-q", "-f", "--invalidation-mode", "checked-hash", SOURCE]
    subprocess.run([program, *compiled], cwd=tree, check=True)  # noqa: S603 - our own
    return seconds


def run(program: Path, tree: Path, *arguments: object) -> None:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([program, *map(str, arguments)], cwd=tree, env=environment, check=True)  # noqa: S603 - our own


def choose(session: Path, sample: int, seed: int, lines: Sequence[str]) -> None:
    """Leave in a session the mutants of the operators above, and of them a sample."""
    with sqlite3.connect(session) as database:
        specs = database.execute(
            "SELECT job_id, operator_name, start_pos_row, start_pos_col FROM mutation_specs"
            " ORDER BY start_pos_row, 2, occurrence"
        )
        jobs = [
            job
            for job, operator, row, column in specs
            if operator.rpartition("/")[2] in OPERATORS and not _is_form(lines[row - 1], column)
        ]
        if sample:
            jobs = Random(seed).sample(jobs, min(sample, len(jobs)))  # noqa: S311 - nothing is secret here
        marks = ", ".join("?" * len(jobs))
        database.execute(f"DELETE FROM mutation_specs WHERE job_id NOT IN ({marks})", jobs)  # noqa: S608 - marks alone
        database.execute(f"DELETE FROM work_items WHERE job_id NOT IN ({marks})", jobs)  # noqa: S608 - the same


def _is_form(line: str, column: int) -> bool:
    """Whether what is mutated says nothing of behaviour: how a dataclass is made, the star of a signature, or that two
    sequences are known to be of one length.
    """
    return line.lstrip().startswith("@dataclass") or line.startswith("*,", column) or line[:column].endswith("strict=")


def read_score(module: str, session: Path, tree: Path) -> Score:
    lines = (tree / SOURCE / module).read_text(encoding="utf-8").splitlines()
    with sqlite3.connect(session) as database:
        rows = database.execute(
            "SELECT operator_name, start_pos_row, test_outcome FROM work_results JOIN mutation_specs USING (job_id)"
        ).fetchall()
    survived = [(operator, row) for operator, row, outcome in rows if str(outcome).upper() == "SURVIVED"]
    survivors = (Survivor(module, operator.rpartition("/")[2], lines[row - 1].strip()) for operator, row in survived)
    return Score(module, len(rows), tuple(survivors))


if __name__ == "__main__":
    sys.exit(main())
