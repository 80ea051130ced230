"""A CUPS of the tests' own: a daemon with a queue that prints into nothing, and keeps what was sent to it."""

import getpass
import grp
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

QUEUE = "ward"
_FOLDERS = ("root", "spool", "cache", "state", "tmp")
_FILES = """\
ServerRoot {0}/root
RequestRoot {0}/spool
CacheDir {0}/cache
StateDir {0}/state
TempDir {0}/tmp
DocumentRoot {0}/root
AccessLog {0}/access_log
ErrorLog {0}/error_log
PageLog {0}/page_log
FileDevice Yes
User {1}
Group {2}
SystemGroup {3}
"""
_DAEMON = """\
Listen {0}/sock
Browsing Off
DirtyCleanInterval 0
PreserveJobFiles Yes
PreserveJobHistory Yes
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""


@dataclass(frozen=True)
class Spooled:
    """A job as the daemon has it."""

    title: str
    data: bytes
    attributes: bytes


@dataclass(frozen=True)
class Cups:
    folder: Path

    def jobs(self) -> list[Spooled]:
        """The jobs in the order in which they were sent."""
        found, spool = [], self.folder / "spool"
        while any(spool.glob("c*.N")):  # the daemon is writing what it knows of a job
            time.sleep(0.05)
        for control in sorted(spool.glob("c*")):
            attributes = control.read_bytes()
            [data] = spool.glob(f"d{control.name[1:]}-*")
            found.append(Spooled(_value(attributes, b"job-name"), data.read_bytes(), attributes))
        return found

    def reject(self, *, rejects: bool = True) -> None:
        """Let the queue refuse jobs, or take them again."""
        subprocess.run([tool("cupsreject" if rejects else "cupsaccept"), QUEUE], check=True)


def _value(attributes: bytes, name: bytes) -> str:
    """The value of an attribute, as IPP encodes it: length of the name, the name, length of the value, the value."""
    at = attributes.index(len(name).to_bytes(2) + name) + 2 + len(name)
    size = int.from_bytes(attributes[at : at + 2])
    return attributes[at + 2 : at + 2 + size].decode()


def tool(name: str) -> str:
    """Where a command of CUPS is; some are not on everybody's path."""
    path = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    assert path, f"the tests of printing need {name}: apt-get install cups cups-client"
    return path


@contextmanager
def running() -> Iterator[Cups]:
    """Start a daemon, with its socket in a short path."""
    folder = Path(tempfile.mkdtemp(prefix="cups"))
    user, group = ("lp", "lp") if os.getuid() == 0 else (getpass.getuser(), grp.getgrgid(os.getgid()).gr_name)
    try:
        folder.chmod(0o755)
        for name in _FOLDERS:
            (folder / name).mkdir()
        (folder / "files.conf").write_text(_FILES.format(folder, user, group, grp.getgrgid(0).gr_name))
        (folder / "cupsd.conf").write_text(_DAEMON.format(folder))
        words = [tool("cupsd"), "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "files.conf")]
        with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as daemon:
            try:
                os.environ["CUPS_SERVER"] = str(folder / "sock")
                add = [tool("lpadmin"), "-p", QUEUE, "-E", "-v", "file:/dev/null", "-m", "raw"]
                until = time.monotonic() + 20
                while subprocess.run(add, capture_output=True, check=False).returncode and time.monotonic() < until:
                    time.sleep(0.1)
                yield Cups(folder)
            finally:
                os.environ.pop("CUPS_SERVER", None)
                daemon.terminate()
    finally:
        shutil.rmtree(folder)
