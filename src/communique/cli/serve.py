"""`communique serve`: the record as a page in the browser."""

from __future__ import annotations

import secrets

import click

from communique.cli.options import record_option
from communique.cli.output import note
from communique.errors import UsageError

_EVERYWHERE = ("0.0.0.0", "::")


@click.command()
@record_option
@click.option("--port", type=click.IntRange(1, 65535), default=8321, show_default=True, help="The port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; others need --token.")
@click.option("--token", default="", help="A word that every call must give; `auto` makes one.")
@click.option("--edit", is_flag=True, help="Let readers correct facts on the page; read-only if left out.")
def serve(record_path: str, port: int, host: str, token: str, edit: bool) -> None:
    """Serve the record as a web page on this machine. Stop with Ctrl-C."""
    import uvicorn

    from communique.web.app import LOCAL_HOSTS, create_app

    if host not in ("127.0.0.1", "localhost", "::1") and not token:
        raise UsageError(f"{host} can be reached from other machines: add --token auto, or leave --host out")
    token = secrets.token_urlsafe(16) if token == "auto" else token
    # Listening on every address, a page can't know by which name its readers call it.
    hosts = None if host in _EVERYWHERE else LOCAL_HOSTS | {f"[{host}]" if ":" in host else host.lower()}
    app = create_app(record_path, hosts=hosts, token=token, edit=edit)
    note(f"open http://{host}:{port}/{'?token=' + token if token else ''} (stop with Ctrl-C)")
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False)
