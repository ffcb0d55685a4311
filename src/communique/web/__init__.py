"""The local web page over one record: server-rendered, no network, all state in the URL."""

from communique.web.app import create_app

__all__ = ["create_app"]
