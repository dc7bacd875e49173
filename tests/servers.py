"""Starts real servers on free loopback ports in temporary folders, and stops them."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from glob import glob
from pathlib import Path

import psycopg
from imapclient import IMAPClient

from bot.edge.imap import ImapSettings
from bot.edge.loopback import free_port

_START_SECONDS = 40.0


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running IMAP server and how to reach it."""

    name: str
    settings: ImapSettings
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """Kill it with all its children, as a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def client(self) -> IMAPClient:
        """Return a connection of the tests' own."""
        client = IMAPClient(self.settings.host, self.settings.port, ssl=False, timeout=20)
        client.login(self.settings.user, self.settings.password)
        return client


def program(name: str) -> str | None:
    """Return where a program is installed."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def postgresql_folder() -> Path | None:
    """Return the folder of the newest PostgreSQL programs."""
    found = sorted(glob("/usr/lib/postgresql/*/bin/initdb"))
    return Path(found[-1]).parent if found else None


@contextmanager
def _running(command: list[str], ready: Callable[[], object]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        _wait(ready, process)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(ready: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        with suppress(Exception):
            ready()
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


@contextmanager
def pymap() -> Iterator[Server]:
    """Run pymap with an empty mailbox."""
    port = free_port()
    settings = ImapSettings(host="127.0.0.1", port=port, user="privacy", password="loopback", tls="none")
    command = [sys.executable, "-W", "ignore", "-c", "from pymap.main import main; main()"]
    command += ["--no-service", "admin", "--host", "127.0.0.1", "--port", str(port), "--no-tls"]
    command += ["dict", "--demo-user", "privacy", "--demo-password", "loopback"]
    with _running(command, lambda: _login(settings)) as process:
        yield Server(name="pymap", settings=settings, process=process)


def _login(settings: ImapSettings) -> None:
    client = IMAPClient(settings.host, settings.port, ssl=False, timeout=5)
    client.login(settings.user, settings.password)
    client.logout()


@contextmanager
def dovecot(binary: str, folder: Path) -> Iterator[Server]:
    """Run Dovecot with its own configuration, users and mail folder."""
    folder.mkdir(parents=True)
    port = free_port()
    config = folder / "dovecot.conf"
    config.write_text(_dovecot_config(folder, port), encoding="utf-8")
    (folder / "users").write_text("privacy:{PLAIN}loopback\n", encoding="utf-8")
    if os.geteuid() == 0:
        # Dovecot refuses to serve mail as root, and its workers must reach the folder through its parents.
        shutil.chown(folder, "nobody", "nogroup")
        for parent in (folder, *folder.parents):
            if parent.owner() == "root" and parent.is_relative_to(Path("/tmp")) and parent != Path("/tmp"):
                parent.chmod(parent.stat().st_mode | 0o055)
    settings = ImapSettings(host="127.0.0.1", port=port, user="privacy", password="loopback", tls="none")
    command = [binary, "-F", "-c", str(config)]
    with _running(command, lambda: _login(settings)) as process:
        yield Server(name="dovecot", settings=settings, process=process)


def _dovecot_config(folder: Path, port: int) -> str:
    user = "nobody" if os.geteuid() == 0 else os.environ.get("USER") or str(os.geteuid())
    group = "nogroup" if os.geteuid() == 0 else str(os.getegid())
    root = "" if os.geteuid() == 0 else f"default_internal_user = {user}\ndefault_login_user = {user}\n"
    return f"""
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
ssl = no
disable_plaintext_auth = no
listen = 127.0.0.1
{root}
mail_location = maildir:{folder}/mail/%u
first_valid_uid = 1
mail_uid = {user}
mail_gid = {group}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
"""


@contextmanager
def postgresql(programs: Path, folder: Path) -> Iterator[str]:
    """Run PostgreSQL on a new cluster; as root it runs as the user that the package made."""
    port = free_port()
    data = folder / "data"
    prefix: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        for parent in folder.parents:
            if parent.is_relative_to(Path("/tmp")) and parent != Path("/tmp"):
                parent.chmod(parent.stat().st_mode | 0o055)
        prefix = ["runuser", "-u", "postgres", "--"]
    make = [*prefix, str(programs / "initdb"), "-D", str(data), "-U", "bot", "--auth=trust", "-E", "UTF8", "--locale=C"]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
    command = [*prefix, str(programs / "postgres"), "-D", str(data), "-p", str(port), "-k", str(folder)]
    command += ["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
    url = f"postgresql://bot@127.0.0.1:{port}/postgres"
    with _running(command, lambda: psycopg.connect(url).close()):
        yield url


def fresh_database(url: str) -> str:
    """Make an empty database beside the first one and return its URL."""
    name = f"t{time.monotonic_ns()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"create database {name}".encode())
    return f"{url.rpartition('/')[0]}/{name}"


@contextmanager
def smtp_sink(found: str, folder: Path | None = None) -> Iterator[int]:
    """Start Postfix's smtp-sink; yield its port. Each mail becomes a file in ``folder``, or is thrown away."""
    port = free_port()
    command = [found, *(["-u", "nobody"] if os.geteuid() == 0 else []), "-m", "100"]
    if folder is not None:
        folder.chmod(0o777)
        command += ["-d", f"{folder}/%Y."]

    def ready() -> object:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            return connection.recv(3) == b"220"

    with _running([*command, f"127.0.0.1:{port}", "256"], ready):
        yield port
