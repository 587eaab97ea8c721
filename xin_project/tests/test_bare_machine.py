import os
import pwd
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from xin_project.embedded.data_folder import DataFolder
from xin_project.tests.conftest import HOLDER, ROOT, let_go, start_holder

SYSTEM_PYTHON = "/usr/bin/python3"


def test_the_first_step_needs_the_standard_library_alone() -> None:
    loaded = subprocess.run(
        [sys.executable, "-S", "-E", "-c", "import xin_project.embedded.__main__"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert loaded.returncode == 0, loaded.stderr


def same_python_for_everybody() -> bool:
    """Whether another account can run a Python that loads the packages of ours."""
    program = "import sys; print(sys.implementation.cache_tag)"
    found = subprocess.run(
        [SYSTEM_PYTHON, "-c", program], capture_output=True, text=True, check=False
    )
    return found.stdout.strip() == sys.implementation.cache_tag


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.skipif(not Path(SYSTEM_PYTHON).exists(), reason="needs a Python that others can run")
def test_a_plain_user_can_run_the_services(
    data_folder: DataFolder, outside: dict[str, str]
) -> None:
    if not same_python_for_everybody():
        pytest.skip("the system's Python is of another version than ours")
    nobody = pwd.getpwnam("nobody")
    os.chown(data_folder.path.parent, nobody.pw_uid, nobody.pw_gid)
    packages = sysconfig.get_path("purelib")
    held = subprocess.run(
        [SYSTEM_PYTHON, "-c", HOLDER],
        cwd=ROOT,
        env={**outside, "PYTHONPATH": f"{ROOT}{os.pathsep}{packages}"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        user=nobody.pw_uid,
        group=nobody.pw_gid,
        extra_groups=[],
        check=False,
    )
    assert (held.returncode, held.stdout) == (0, "held\n"), held.stderr
    assert (data_folder.path / "postgres").owner() == "nobody"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has a folder that Postgres cannot reach")
def test_root_may_keep_the_data_in_a_closed_folder(
    data_folder: DataFolder, outside: dict[str, str]
) -> None:
    data_folder.path.parent.chmod(0o700)
    let_go(start_holder(outside))
    home = (data_folder.path / "postgres").resolve()
    try:
        assert home != data_folder.path / "postgres"
        assert home.stat().st_mode & 0o777 == 0o700
        assert (home / "cluster" / "PG_VERSION").exists()
    finally:
        shutil.rmtree(home)
